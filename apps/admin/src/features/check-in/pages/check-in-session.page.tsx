import { Alert, Button, Card, Group, Progress, Text } from '@mantine/core';
import { IconChecks, IconUserPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDay, formatTime, formatTimeRange, today } from '@/lib/clinic-time';
import { useHotkey } from '@/lib/hotkeys';
import { formatMinutes } from '@/lib/minutes';
import { useScreenParams } from '@/lib/screens';
import { useCan, useClinic } from '@/lib/session';
import { EmptyState, ErrorState, LoadingBlock, Page, StatusBadge, ZoneNote, toast } from '@/ui';
import { attendanceKeys } from '../api/attendance';
import type { Roster } from '../api/attendance';
import { HistoryDrawer } from '../components/history-drawer';
import { ReasonDialog } from '../components/reason-dialog';
import { RosterRow } from '../components/roster-row';
import { SaveState } from '../components/save-state';
import { useMarking } from '../components/use-marking';
import { useNow } from '../components/use-clock';
import { useRoster } from '../components/use-roster';
import { WalkInDialog } from '../components/walk-in-dialog';
import { WhenDialog } from '../components/when-dialog';
import { MARKS, countOf, momentOf } from '../model/roster';
import type { Moment, ShownPlace } from '../model/roster';
import classes from './check-in-session.module.css';

const NEVER: Moment = { open: false, begun: false, running: false, dayOver: false };

/** One session, the whole roster, one tap each. */
export function CheckInSessionPage() {
  const { sessionId } = useScreenParams('checkInSession');
  const { clinicId, timeZone } = useClinic();
  const queries = useQueryClient();
  const now = useNow();
  const { roster, places, queue, state, live: told } = useRoster(sessionId);
  const moment = roster.data ? momentOf(roster.data, now, today(timeZone)) : NEVER;
  const mayMark = useCan('attendance.record');
  const marking = useMarking({ roster: roster.data, places, queue, state, moment, mayMark, mayCorrect: useCan('attendance.correct') });
  const [walkIn, setWalkIn] = useState(false);
  const [history, setHistory] = useState<ShownPlace | null>(null);
  const place = places[marking.current];
  const { question } = marking;
  const live = roster.data?.status === 'scheduled';

  const GROUP = { group: 'Check-in', enabled: live && mayMark };
  useHotkey('1', 'Present', () => place && marking.mark(place, 'attended'), GROUP);
  useHotkey('2', 'Late', () => place && marking.mark(place, 'late'), GROUP);
  useHotkey('3', 'No-show', () => place && marking.mark(place, 'no_show'), GROUP);
  useHotkey('4', 'Excused', () => place && marking.mark(place, 'excused'), GROUP);
  useHotkey('l', 'Left early', () => place && marking.leave(place), GROUP);
  useHotkey('a', 'Mark all present', marking.markAll, GROUP);
  useHotkey('u', 'Undo', marking.undo, GROUP);
  useHotkey('w', 'Walk-in', () => setWalkIn(true), { ...GROUP, enabled: GROUP.enabled && moment.open });
  useHotkey('ArrowDown', 'Next person', () => marking.setCurrent(Math.min(marking.current + 1, places.length - 1)), { group: 'Check-in' });
  useHotkey('ArrowUp', 'Person before', () => marking.setCurrent(Math.max(marking.current - 1, 0)), { group: 'Check-in' });

  if (roster.isPending) return <Page title="Check-in"><LoadingBlock height={420} /></Page>;
  if (!roster.data) return <Page title="Check-in"><ErrorState error={roster.error} retry={() => void roster.refetch()} /></Page>;
  const count = countOf(places);

  return (
    <Page
      title="Check-in"
      heading={roster.data.title}
      permission="attendance.read"
      breadcrumbs={[{ label: 'Check-in', to: { screen: 'checkIn', search: { day: roster.data.clinicDay === today(timeZone) ? undefined : roster.data.clinicDay } } }]}
      description={<About roster={roster.data} moment={moment} />}
      badge={live ? undefined : <StatusBadge tone="off">Cancelled</StatusBadge>}
      actions={
        live &&
        mayMark && (
          <>
            <Button variant="default" h={44} leftSection={<IconUserPlus size={18} />} disabled={!moment.open || roster.data.seatsTaken >= roster.data.capacity} onClick={() => setWalkIn(true)}>
              Walk-in
            </Button>
            <Button h={44} leftSection={<IconChecks size={18} />} disabled={!moment.open || count.open === 0} onClick={marking.markAll}>
              Mark all present
            </Button>
          </>
        )
      }
    >
      <ZoneNote />
      {!live && <Alert color="gray" mb="md">This session is cancelled. Nobody can be marked on it.</Alert>}
      {live && !moment.open && <Alert color="blue" mb="md">Check-in opens at {formatTime(roster.data.opensAt, timeZone)}{roster.data.clinicDay === today(timeZone) ? '' : ` on ${formatDay(roster.data.clinicDay)}`}. An excused absence can be noted now.</Alert>}
      {live && moment.dayOver && count.open === 0 && <Alert color="gray" mb="md">The day of this session is over. Changing a mark is a correction and needs a reason.</Alert>}
      {live && moment.dayOver && count.open > 0 && <Alert color="yellow" mb="md">Attendance is owed for {count.open} of {count.places}.</Alert>}
      <Group justify="space-between" mb="xs" gap="sm" className={classes.progress}>
        <Text aria-live="polite">
          <strong>{count.places - count.open} of {count.places}</strong> recorded: {count.present} present, {count.missed} no-show, {count.excused} excused
        </Text>
        <SaveState state={state} queue={queue} live={told} />
      </Group>
      <Progress value={count.places === 0 ? 0 : ((count.places - count.open) / count.places) * 100} size="xs" mb="md" aria-label={`${count.places - count.open} of ${count.places} recorded`} />
      <Card p={0} className={classes.card}>
        {places.length === 0 ? (
          <EmptyState title="Nobody is booked in this session">{live && mayMark ? 'Whoever comes can be taken in as a walk-in while a seat is free.' : null}</EmptyState>
        ) : (
          <ul className={classes.roster} aria-label="Roster">
            {places.map((one, at) => (
              <RosterRow
                key={one.participationId}
                place={one}
                moment={moment}
                current={at === marking.current}
                canMark={marking.canMark(one)}
                conflict={state.conflicts.get(one.participationId)}
                refused={state.refused.get(one.participationId)}
                onMark={(status) => { marking.setCurrent(at); marking.mark(one, status); }}
                onLeave={() => marking.leave(one)}
                onLate={() => marking.setQuestion({ ask: 'late', place: one })}
                onUndo={() => marking.clear(one)}
                onHistory={() => setHistory(one)}
                onPick={() => marking.setCurrent(at)}
                onInsist={() => marking.insist(one)}
                onYield={() => queue.letStand(one.participationId)}
              />
            ))}
          </ul>
        )}
      </Card>
      {live && mayMark && places.length > 0 && (
        <Text size="sm" c="dimmed" mt="sm" className={classes.keys} data-print="hide">
          {MARKS.map(({ key, word }) => `${key} ${word.toLowerCase()}`).join(' · ')} · l left early · a all present · w walk-in · u undo · ↑ ↓ move
        </Text>
      )}
      {question?.ask === 'excuse' && <ReasonDialog kind="excused" onClose={() => marking.setQuestion(null)} onChoose={(reason) => marking.apply(question.place, { status: 'excused', reason })} />}
      {question?.ask === 'correction' && <ReasonDialog kind="correction" onClose={() => marking.setQuestion(null)} onChoose={(reason) => marking.apply(question.place, { ...question.wanted, reason })} />}
      {(question?.ask === 'late' || question?.ask === 'left_early') && (
        <WhenDialog
          kind={question.ask}
          roster={roster.data}
          running={moment.running}
          onClose={() => marking.setQuestion(null)}
          onChoose={(instant) =>
            marking.apply(
              question.place,
              question.ask === 'late'
                ? { status: 'late', arrivedAt: instant, ...(question.place.status === 'left_early' ? { departedAt: question.place.departedAt } : {}) }
                : { status: 'left_early', departedAt: instant, arrivedAt: question.place.arrivedAt },
            )
          }
        />
      )}
      {walkIn && (
        <WalkInDialog
          roster={roster.data}
          moment={moment}
          onClose={() => setWalkIn(false)}
          onAdmitted={() => {
            setWalkIn(false);
            toast.done('Walk-in checked in');
            void queries.invalidateQueries({ queryKey: attendanceKeys.all(clinicId) });
          }}
        />
      )}
      {history && <HistoryDrawer sessionId={sessionId} place={history} onClose={() => setHistory(null)} />}
    </Page>
  );
}

function About({ roster, moment }: { roster: Roster; moment: Moment }) {
  const { timeZone } = useClinic();
  const where = roster.telehealth ? 'Telehealth' : roster.roomName;
  const worth = roster.countsTowardHours ? `worth ${formatMinutes(roster.creditableMinutes)}` : 'does not count toward hours';
  const parts = [
    `${roster.clinicDay === today(timeZone) ? 'Today' : formatDay(roster.clinicDay)}, ${formatTimeRange(roster.startsAt, roster.endsAt, timeZone)}`,
    where,
    roster.staff.map((one) => one.name).join(' and ') || null,
    `${roster.seatsTaken} of ${roster.capacity} seats`,
    worth,
  ];
  return (
    <span>
      {moment.running && <strong>Running now · </strong>}
      {parts.filter(Boolean).join(' · ')}
    </span>
  );
}

import { Alert, Button, Card, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { newKey } from '@/lib/api/http';
import { Problem, asProblem } from '@/lib/api/problem';
import { today } from '@/lib/clinic-time';
import { useCan, useClinic } from '@/lib/session';
import { id, useUrlFilters } from '@/lib/url-filters';
import { EmptyState, ErrorState, LoadingBlock, Page, ProblemAlert, ScreenLink, Section, ZoneNote, toast } from '@/ui';
import { absenceKeys, approveAbsence, readRipple } from '../api/absence';
import type { Approved } from '../api/absence';
import { ShortWeeks } from '../components/short-weeks';
import { StrandedList } from '../components/stranded-list';
import { WhoAndWhen } from '../components/who-and-when';
import type { Who } from '../components/who-and-when';
import { choicesOf, countOf, shortWeeks } from '../model/decisions';
import type { Decisions } from '../model/decisions';
import classes from './absence.page.module.css';

/** Whom the screen that linked here was about. */
const FILTERS = { staff: id(), room: id() };

/** Somebody or a room is out: what that touches, what to do about each session, and one approval for all of it. */
export function AbsencePage() {
  const { clinicId, timeZone } = useClinic();
  const canApprove = useCan('schedule.write');
  const mayNoteStaff = useCan('team.write');
  const mayCloseRooms = useCan('clinics.manage');
  const queries = useQueryClient();
  const { values } = useUrlFilters(FILTERS);
  const [who, setWho] = useState<Who>(() => ({ kind: values.room ? 'room' : 'staff', id: values.room ?? values.staff, from: today(timeZone), to: today(timeZone), wholeDays: true, fromTime: '', toTime: '' }));
  const [decisions, setDecisions] = useState<Decisions>({});
  const [reason, setReason] = useState('');
  const [note, setNote] = useState(true);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Problem | null>(null);
  const [done, setDone] = useState<Approved | null>(null);

  const body = {
    ...(who.kind === 'staff' ? { staffId: who.id ?? '' } : { roomId: who.id ?? '' }),
    from: who.from,
    to: who.to,
    ...(who.wholeDays || !who.fromTime ? {} : { fromTime: who.fromTime }),
    ...(who.wholeDays || !who.toTime ? {} : { toTime: who.toTime }),
  };
  const ripple = useQuery({ queryKey: absenceKeys.ripple(clinicId, body), queryFn: ({ signal }) => readRipple(clinicId, body, signal), enabled: who.id !== null && done === null, staleTime: 0 });
  const seen = ripple.data;
  const ofRoom = who.kind === 'room';
  const canNote = ofRoom ? mayCloseRooms : mayNoteStaff;
  const willNote = canNote && note && seen?.noted === false;
  const change = (some: Partial<Who>) => {
    setRefusal(null);
    setDone(null);
    setWho((now) => ({ ...now, ...some }));
  };

  const approve = async () => {
    if (!seen) return;
    setAsked(true);
    if (reason.trim() === '') return;
    setBusy(true);
    setRefusal(null);
    try {
      setDone(await approveAbsence(clinicId, { ...body, choices: choicesOf(seen, decisions), reason: reason.trim(), record: willNote }, newKey()));
      for (const thing of ['calendar', 'today', 'hours', 'staff', 'rooms', 'sessions', 'groups', 'messages', 'work-list']) void queries.invalidateQueries({ queryKey: [thing, clinicId] });
      toast.done('The absence is taken care of');
    } catch (error) {
      setRefusal(asProblem(error));
      void ripple.refetch();
    }
    setBusy(false);
  };
  const another = () => {
    setDecisions({});
    setReason('');
    setAsked(false);
    change({ id: null });
  };

  return (
    <Page title="Someone is out" description="Which sessions it touches, who could lead them instead, and whose week falls short. One approval does all of it." permission="hours.read">
      <ZoneNote />
      <div className={classes.columns}>
        <Card withBorder padding="md">
          <WhoAndWhen who={who} onChange={change} />
        </Card>
        <section aria-label="What it touches" aria-busy={ripple.isFetching}>
          {done ? (
            <Done done={done} onAnother={another} />
          ) : who.id === null ? (
            <EmptyState title="Who is out?">Choose a clinician or a room, and from when to when.</EmptyState>
          ) : ripple.isError ? (
            <ErrorState error={ripple.error} retry={() => void ripple.refetch()} />
          ) : !seen ? (
            <LoadingBlock label="Looking what it touches" />
          ) : (
            <Stack gap="lg">
              {refusal && <ProblemAlert error={refusal} />}
              {seen.sessions.length === 0 ? (
                <EmptyState title="It touches no session">{`${seen.out.name} has nothing booked then.${seen.noted ? (ofRoom ? ' It is closed then already.' : ' Time off is noted already.') : ''}`}</EmptyState>
              ) : (
                <>
                  <StrandedList
                    sessions={seen.sessions}
                    decisions={decisions}
                    taken={refusal?.code === 'absence-conflicts' || refusal?.code === 'not-a-substitute' ? takenOf(refusal) : []}
                    onDecide={(sessionId, decision) => setDecisions((now) => ({ ...now, [sessionId]: decision }))}
                  />
                  <Section title="Who falls short">
                    <ShortWeeks weeks={shortWeeks(seen, decisions)} />
                  </Section>
                </>
              )}
              {canApprove && (seen.sessions.length > 0 || (canNote && !seen.noted)) && (
                <Section title="Approve">
                  <Stack gap="sm">
                    <TextInput label="Reason" description={`For ${ofRoom ? 'the closed room' : 'time off'} and what is cancelled; nothing clinical.`} placeholder={ofRoom ? 'Water damage' : 'Ill'} maxLength={120} value={reason} error={asked && reason.trim() === '' ? 'Say why.' : undefined} onChange={(event) => setReason(event.currentTarget.value)} />
                    <Checkbox
                      label={ofRoom ? 'Close the room for this time' : 'Note it as time off'}
                      description={noteHelp(ofRoom, seen.noted, canNote)}
                      checked={willNote}
                      disabled={!canNote || seen.noted}
                      onChange={(event) => setNote(event.currentTarget.checked)}
                    />
                    <Group>
                      <Button loading={busy} onClick={() => void approve()}>
                        {summary(countOf(seen, decisions), willNote, ofRoom)}
                      </Button>
                    </Group>
                  </Stack>
                </Section>
              )}
            </Stack>
          )}
        </section>
      </div>
    </Page>
  );
}

/** "Approve: 3 with a substitute, 1 cancelled" */
function summary(counts: ReturnType<typeof countOf>, note: boolean, ofRoom: boolean): string {
  const words = { substitute: 'with a substitute', room: 'in another room', without: 'led by the others', cancel: 'cancelled', keep: 'left unchanged' };
  const parts = (Object.keys(words) as (keyof typeof words)[]).flatMap((action) => (counts[action] > 0 ? [`${counts[action]} ${words[action]}`] : []));
  return parts.length > 0 ? `Approve: ${parts.join(', ')}` : note ? (ofRoom ? 'Close the room' : 'Note the time off') : 'Approve';
}

function noteHelp(ofRoom: boolean, noted: boolean, canNote: boolean): string {
  if (ofRoom) return noted ? 'It is closed then already.' : canNote ? 'Nothing is offered in it then, and it is booked with a reason only.' : 'Somebody who may change rooms closes it.';
  return noted ? 'Time off is noted there already.' : canNote ? 'No session is offered to them then any more.' : 'Somebody who may change the team notes it.';
}

function takenOf(problem: Problem): string[] {
  const { sessions, sessionId } = problem.facts as { sessions?: { sessionId: string }[]; sessionId?: string };
  return [...(sessions ?? []).map((one) => one.sessionId), ...(sessionId ? [sessionId] : [])];
}

function Done({ done, onAnother }: { done: Approved; onAnother: () => void }) {
  const touched = done.substituted.length + done.moved.length + done.cancelled.length;
  return (
    <Alert color="green" variant="light" title="Done" role="status">
      <Stack gap="sm">
        <Text size="sm">
          {[
            done.substituted.length > 0 && `${done.substituted.length} led by somebody else`,
            done.moved.length > 0 && `${done.moved.length} in another room`,
            done.cancelled.length > 0 && `${done.cancelled.length} cancelled`,
            done.kept.length > 0 && `${done.kept.length} left unchanged`,
            done.timeOffId !== null && 'time off noted',
            done.roomOutageId !== null && 'room closed',
          ]
            .filter(Boolean)
            .join(', ') || 'Nothing had to change'}
          .
        </Text>
        {touched > 0 && (
          <Text size="sm">
            The staff it concerns find it on their Today. <b>Clients are to be called:</b> they have agreed to no messages yet. <ScreenLink to={{ screen: 'messages', search: { view: 'to_call' } }} underline="always">See whom to call</ScreenLink>
          </Text>
        )}
        <Group>
          <Button variant="default" onClick={onAnother}>
            Somebody else is out
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}

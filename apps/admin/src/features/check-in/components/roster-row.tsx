import { ActionIcon, Alert, Button, Group, Menu, Text, UnstyledButton } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconClock, IconDots, IconDoorExit, IconHeartHandshake, IconHistory, IconUserX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { formatTime } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { PersonName, StatusBadge, sayName } from '@/ui';
import type { Conflict } from '../model/mark-queue';
import { MARKS, markable } from '../model/roster';
import type { Moment, RowMark, ShownPlace } from '../model/roster';
import classes from './roster-row.module.css';

const LOOK: Record<RowMark, { tone: string; icon: ReactNode }> = {
  attended: { tone: 'green', icon: <IconCheck size={17} /> },
  late: { tone: 'yellow', icon: <IconClock size={17} /> },
  no_show: { tone: 'red', icon: <IconUserX size={17} /> },
  excused: { tone: 'violet', icon: <IconHeartHandshake size={17} /> },
};
const SAID: Record<string, string> = { booked: 'not recorded', attended: 'present', late: 'late', left_early: 'left early', no_show: 'no-show', excused: 'excused' };

export interface RosterRowProps {
  place: ShownPlace;
  moment: Moment;
  current: boolean;
  /** Whether the person may mark at all, and this place now. */
  canMark: boolean;
  conflict: Conflict | undefined;
  refused: string | undefined;
  onMark: (status: RowMark) => void;
  onLeave: () => void;
  onLate: () => void;
  onUndo: () => void;
  onHistory: () => void;
  onPick: () => void;
  onInsist: () => void;
  onYield: () => void;
}

/** One person of the roster: a tap for each of the four marks, who marked, and what stood in the way. */
export function RosterRow(props: RosterRowProps) {
  const { place, moment, current, canMark } = props;
  const row = useRef<HTMLLIElement>(null);
  const opened = useRef(false);
  useEffect(() => {
    // The roster opens with the focus where a page has it, at its heading; from then on the focus follows the marks.
    const moved = opened.current;
    opened.current = true;
    if (!moved || !current || document.querySelector('[role="dialog"]')) return;
    row.current?.focus({ preventScroll: true });
    row.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const recorded = place.status !== 'booked';
  const pressed = place.status === 'left_early' ? 'attended' : place.status;
  return (
    <li ref={row} className={classes.row} data-current={current || undefined} tabIndex={current ? 0 : -1} aria-label={`${sayName(place.client)}, ${SAID[place.status]}`} onFocus={() => !current && props.onPick()}>
      <div>
        <div className={classes.name}>
          <PersonName {...place.client} />
        </div>
        <div className={classes.about}>
          <About place={place} />
        </div>
      </div>
      <div className={classes.marks} role="group" aria-label={`Mark ${sayName(place.client)}`}>
        {MARKS.map(({ status, word, key }) => (
          <UnstyledButton
            key={status}
            className={classes.mark}
            data-tone={LOOK[status].tone}
            aria-pressed={pressed === status}
            disabled={!canMark || !markable(status, moment)}
            onClick={() => props.onMark(status)}
          >
            <span aria-hidden style={{ display: 'flex' }}>
              {LOOK[status].icon}
            </span>
            {word}
            {current && (
              <kbd className={classes.key} aria-hidden>
                {key}
              </kbd>
            )}
          </UnstyledButton>
        ))}
        <Menu>
          <Menu.Target>
            <ActionIcon className={classes.more} size={44} aria-label={`More for ${sayName(place.client)}`}>
              <IconDots size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconDoorExit size={16} />} disabled={!canMark || !markable('left_early', moment)} onClick={props.onLeave}>
              Left early …
            </Menu.Item>
            <Menu.Item leftSection={<IconClock size={16} />} disabled={!canMark || !markable('late', moment)} onClick={props.onLate}>
              Came late at …
            </Menu.Item>
            <Menu.Item leftSection={<IconArrowBackUp size={16} />} disabled={!canMark || !recorded} onClick={props.onUndo}>
              Back to not recorded
            </Menu.Item>
            <Menu.Item leftSection={<IconHistory size={16} />} onClick={props.onHistory}>
              Who marked what
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      {props.conflict && <ConflictNotice conflict={props.conflict} onInsist={props.onInsist} onYield={props.onYield} />}
      {props.refused !== undefined && (
        <Alert className={classes.notice} role="alert" color="red" p="xs" withCloseButton closeButtonLabel="Dismiss" onClose={props.onYield}>
          {props.refused}
        </Alert>
      )}
    </li>
  );
}

function About({ place }: { place: ShownPlace }) {
  const { timeZone } = useClinic();
  const { status, arrivedAt, departedAt, reason, recordedAt, recordedBy } = place;
  return (
    <>
      {place.walkIn && <StatusBadge tone="info">Walk-in</StatusBadge>}
      {place.makeUp && <StatusBadge tone="info">Make-up</StatusBadge>}
      {status === 'left_early' && <StatusBadge tone="warning">Left early</StatusBadge>}
      {status === 'late' && arrivedAt && <span>Came {formatTime(arrivedAt, timeZone)}</span>}
      {status === 'left_early' && departedAt && <span>Left {formatTime(departedAt, timeZone)}</span>}
      {status === 'excused' && reason && <span>{reason}</span>}
      {place.pending && <span>Saving …</span>}
      {!place.pending && recordedBy && recordedAt && (
        <span>
          {recordedBy}, {formatTime(recordedAt, timeZone)}
        </span>
      )}
      {status === 'booked' && !place.pending && <span>{[place.client.pronouns, place.client.chartNumber, place.programName].filter(Boolean).join(' · ')}</span>}
    </>
  );
}

function ConflictNotice(props: { conflict: Conflict; onInsist: () => void; onYield: () => void }) {
  const { timeZone } = useClinic();
  const { theirs, wanted } = props.conflict;
  return (
    <Alert className={classes.notice} role="alert" color="yellow" p="xs">
      <Group justify="space-between" gap="xs">
        <Text size="sm">
          {theirs.recordedBy ?? 'Somebody'} marked {SAID[theirs.status]}
          {theirs.recordedAt ? ` at ${formatTime(theirs.recordedAt, timeZone)}` : ''}. You marked {SAID[wanted.status]}.
        </Text>
        <Group gap="xs">
          <Button size="compact-sm" variant="default" onClick={props.onYield}>
            Keep theirs
          </Button>
          <Button size="compact-sm" variant="default" onClick={props.onInsist}>
            Mark {SAID[wanted.status]}
          </Button>
        </Group>
      </Group>
    </Alert>
  );
}

import { Anchor, Text } from '@mantine/core';
import { formatDay, formatTimeRange } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { PersonName, ScreenLink, StatusBadge } from '@/ui';
import type { CallOutcome, Message } from '../api/messages';
import { standingOf } from '../model/standing';
import { CallButtons } from './call-buttons';
import classes from './message-row.module.css';

/** Who is told what, how that stands, and what came of the call where there is one to make. */
export function MessageRow(props: { message: Message; today: string; mayCall: boolean; busy: boolean; onCalled: (outcome: CallOutcome) => void }) {
  const { message } = props;
  const { timeZone } = useClinic();
  const { session } = message;
  const { tone, word, more } = standingOf(message, timeZone);
  const where = session.cancelled || message.rule === 'not_yours' ? [] : [session.roomName, session.staff.join(' and ')].filter(Boolean);
  return (
    <li className={classes.row}>
      <div>
        <Who message={message} />
      </div>
      <div className={classes.what}>
        <Text size="sm" fw={500}>
          {message.text}
        </Text>
        <Text size="sm" c="dimmed">
          {[session.title, `${formatDay(session.day, props.today)}, ${formatTimeRange(session.startsAt, session.endsAt, timeZone)}`, ...where].join(' · ')}
        </Text>
      </div>
      <div>
        <StatusBadge tone={tone}>{word}</StatusBadge>
        <Text size="xs" c="dimmed" mt={4}>
          {more}
        </Text>
      </div>
      {message.state === 'held_back' && props.mayCall && (
        <div className={classes.do}>
          <CallButtons message={message} busy={props.busy} onCalled={props.onCalled} />
        </div>
      )}
    </li>
  );
}

function Who({ message: { client, staff } }: { message: Message }) {
  if (staff) return <ScreenLink to={{ screen: 'staff', params: { staffId: staff.id } }}>{staff.name}</ScreenLink>;
  if (!client) return null;
  return (
    <>
      <ScreenLink to={{ screen: 'client', params: { clientId: client.id } }} fw={500}>
        <PersonName {...client} />
      </ScreenLink>
      <Text size="sm" c="dimmed">
        {client.phone ? (
          <Anchor href={`tel:${client.phone}`} c="dimmed" size="sm">
            {client.phone}
          </Anchor>
        ) : (
          'No telephone on record'
        )}
      </Text>
    </>
  );
}

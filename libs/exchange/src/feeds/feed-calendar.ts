import type { SessionKind } from '#scheduling';
import type { FeedScope, FeedTitles } from './feed-rules.js';
import { icalInstant, icalLine, icalText } from './ical.js';

/** A session as a feed knows it: no title, no note, nobody's name. */
export interface FeedEntry {
  id: string;
  kind: SessionKind;
  serviceName: string;
  groupName: string | null;
  roomName: string | null;
  telehealth: boolean;
  startsAt: Date;
  endsAt: Date;
  cancelled: boolean;
  version: number;
  changedAt: Date;
}

const KINDS: Readonly<Record<SessionKind, string>> = { group: 'Group', individual: 'Individual session', family: 'Family session' };

/** What a calendar is called in its reader, on a phone that lies on a table: nothing of what the clinic does. */
const NAMES: Readonly<Record<FeedScope, string>> = { own: 'My sessions', group: 'Sessions of a group', room: 'Sessions in a room', clinic: 'All sessions' };

/** How often readers that listen are asked to look again. */
const REFRESH = 'PT30M';

/**
 * What stands before the first entry.
 *
 * Every instant of a feed is written in UTC. A local time with a zone could not say the second 01:30 of the night the
 * clocks go back (RFC 5545, 3.3.5: it always means the first), and would depend on what each reader makes of a VTIMEZONE,
 * which some replace by a zone of their own of a similar name. Nothing recurs here, every session being an entry of its
 * own, so no reader ever needs the clinic's rules to know when one is.
 */
export function calendarHead(scope: FeedScope): string {
  const name = icalText(NAMES[scope]);
  return [
    icalLine('BEGIN', 'VCALENDAR'),
    icalLine('VERSION', '2.0'),
    icalLine('PRODID', '-//Stepwell//Calendar feed//EN'),
    icalLine('CALSCALE', 'GREGORIAN'),
    icalLine('NAME', name),
    icalLine('X-WR-CALNAME', name),
    icalLine('REFRESH-INTERVAL;VALUE=DURATION', REFRESH),
    icalLine('X-PUBLISHED-TTL', REFRESH),
  ].join('');
}

/** One session as an event. Its UID and place never change; what did change has a higher SEQUENCE. */
export function calendarEntry(entry: FeedEntry, titles: FeedTitles): string {
  const changedAt = icalInstant(entry.changedAt);
  const place = entry.roomName ?? (entry.telehealth ? 'Telehealth' : null);
  return [
    icalLine('BEGIN', 'VEVENT'),
    icalLine('UID', entry.id),
    icalLine('DTSTAMP', changedAt),
    icalLine('LAST-MODIFIED', changedAt),
    icalLine('SEQUENCE', String(entry.version - 1)),
    icalLine('DTSTART', icalInstant(entry.startsAt)),
    icalLine('DTEND', icalInstant(entry.endsAt)),
    icalLine('SUMMARY', icalText(titleOf(entry, titles))),
    ...(place === null ? [] : [icalLine('LOCATION', icalText(place))]),
    icalLine('STATUS', entry.cancelled ? 'CANCELLED' : 'CONFIRMED'),
    // A cancelled session takes nobody's time.
    icalLine('TRANSP', entry.cancelled ? 'TRANSPARENT' : 'OPAQUE'),
    icalLine('CLASS', 'PRIVATE'),
    icalLine('END', 'VEVENT'),
  ].join('');
}

/** What stands after the last entry. */
export const CALENDAR_TAIL = icalLine('END', 'VCALENDAR');

function titleOf(entry: FeedEntry, titles: FeedTitles): string {
  const name = titles === 'kind' ? undefined : titles === 'service' ? entry.serviceName : (entry.groupName ?? undefined);
  const title = name ?? KINDS[entry.kind];
  // Readers that know no STATUS show it too.
  return entry.cancelled ? `Cancelled: ${title}` : title;
}

import type { Tone } from '@/ui';
import { formatDay, formatTimeRange, formatWallTime } from '@/lib/clinic-time';
import { sayLanguage } from '@/lib/languages';
import type { Problem } from '@/lib/api/problem';
import type { Conflict, GridStatus, GroupSeries, GroupSummary, Member, WaitlistState } from '../api/groups';
import { endTime } from './recurrence';

/** "Every Monday and Wednesday, 5:30 PM – 7:00 PM"; the times stay on one line. */
export function sayTimes(series: GroupSeries): string {
  const times = `${formatWallTime(series.startTime)} – ${formatWallTime(endTime(series.startTime, series.durationMinutes))}`;
  return `${series.words}, ${times.replace(/\s/g, '\u00a0').replace('–', '–\u2060')}`;
}

/** "Cedar room", "Telehealth", "Cedar room and telehealth" */
export function placeOf(group: Pick<GroupSummary, 'room' | 'telehealth'>): string {
  if (group.room) return group.telehealth ? `${group.room.name} and telehealth` : group.room.name;
  return group.telehealth ? 'Telehealth' : '–';
}

/** "Spanish · Step 1, Step 2": whom the group is for; empty where it is for everybody. */
export function sayFor(group: Pick<GroupSummary, 'language' | 'phases'>): string {
  return [group.language ? sayLanguage(group.language) : null, group.phases.join(', ')].filter(Boolean).join(' · ');
}

/** What of the mix speaks against somebody's joining, in a word; null when nothing does. */
export function sayAgainst(against: readonly string[]): { tone: Tone; word: string } | null {
  if (against.includes('kept-apart')) return { tone: 'bad', word: 'Not in this group' };
  if (against.length === 0) return null;
  return { tone: 'warning', word: against.length > 1 ? 'Other language and phase' : against[0] === 'language' ? 'Other language' : 'Other phase' };
}

/** "2 seats free", "Full", "1 seat offered" */
export function sayFree(taken: number, capacity: number, offered = 0): string {
  const free = capacity - taken - offered;
  const kept = offered > 0 ? `${offered === 1 && free <= 0 ? '1 seat' : offered} offered` : '';
  if (free <= 0) return kept || (free < 0 ? `${-free} over` : 'Full');
  return [free === 1 ? '1 seat free' : `${free} seats free`, kept].filter(Boolean).join(', ');
}

/** How somebody stands in the group on a day. */
export function standingOf(member: Pick<Member, 'joinedOn' | 'leftOn'>, today: string): { tone: Tone; word: string } {
  if (member.leftOn !== null && member.leftOn < today) return { tone: 'off', word: 'Left' };
  if (member.joinedOn > today) return { tone: 'waiting', word: `From ${formatDay(member.joinedOn, today)}` };
  if (member.leftOn !== null) return { tone: 'warning', word: member.leftOn === today ? 'Last day today' : `Until ${formatDay(member.leftOn, today)}` };
  return { tone: 'good', word: 'Member' };
}

/** A cell of the attendance grid in words. */
export const MARKS: Record<Exclude<GridStatus, 'cancelled'>, { word: string; look: string }> = {
  attended: { word: 'Present', look: 'present' },
  late: { word: 'Late', look: 'partly' },
  left_early: { word: 'Left early', look: 'partly' },
  no_show: { word: 'No-show', look: 'missed' },
  excused: { word: 'Excused', look: 'excused' },
  booked: { word: 'Not yet', look: 'owed' },
};

/** A session in which no seat is left. */
export interface FullDay {
  sessionId: string;
  day: string;
}

/** A session of the group at whose time the client is elsewhere. */
export interface BusySession {
  sessionId: string;
  day: string;
  conflicts: Conflict[];
}

/** Why an enrolment was refused, where leaving out some dates would mend it. */
export function datesInTheWay(problem: Problem | null): { full: FullDay[]; busy: BusySession[]; sessionIds: string[] } {
  const full = problem?.code === 'group-full' ? ((problem.facts['days'] as FullDay[] | undefined) ?? []) : [];
  const busy = problem?.code === 'enrolment-conflicts' ? ((problem.facts['sessions'] as BusySession[] | undefined) ?? []) : [];
  return { full, busy, sessionIds: [...full, ...busy].map((one) => one.sessionId) };
}

/** "In Art therapy, 5:00 – 6:30 PM" */
export function sayConflict(conflict: Conflict, zone: string): string {
  return `${conflict.title}, ${formatTimeRange(conflict.startsAt, conflict.endsAt, zone)}`;
}

/** The first day somebody may join: today, or the admission when that lies ahead. */
export function firstJoin(admittedOn: string, today: string): string {
  return admittedOn > today ? admittedOn : today;
}


/** "9 of 12, 75 %": how often somebody came of the sessions that are recorded; what nobody recorded and excused absence stay out of the share. */
export function sayCame(cells: readonly { status: GridStatus | null }[]): string {
  const recorded = cells.map((cell) => cell.status).filter((status) => status !== null && status !== 'booked' && status !== 'cancelled');
  const came = recorded.filter((status) => status === 'attended' || status === 'late' || status === 'left_early').length;
  const asked = recorded.filter((status) => status !== 'excused').length;
  if (recorded.length === 0) return '–';
  return `${came} of ${recorded.length}${asked > 0 ? `, ${Math.round((came / asked) * 100)} %` : ''}`;
}

/** How somebody stands on a waitlist. */
export const WAITING: Record<WaitlistState, { tone: Tone; word: string }> = {
  waiting: { tone: 'neutral', word: 'Waits' },
  offered: { tone: 'waiting', word: 'Seat offered' },
  joined: { tone: 'good', word: 'Joined' },
  declined: { tone: 'off', word: 'Declined' },
  expired: { tone: 'warning', word: 'Time was up' },
  withdrawn: { tone: 'off', word: 'Off the list' },
};

import { addDays, instantOf, weekStartOf, type ClinicDay, type TimeZone, type WallTime } from '#platform';
import type { Pause } from '../booking/new-session.js';
import { isRuleProblem, occurrences, parseRule } from '../recurrence.js';
import { recurrenceText } from '../recurrence-rule.js';
import { wrongInput } from '../scheduling.errors.js';
import { MOST_SESSIONS } from './plan-series.js';
import type { SeriesInput } from './series-plan.service.js';
import type { StoredSeries } from './series-state.query.js';

export const SERIES_SCOPES = ['this', 'following', 'all'] as const;
/** Which occurrences a change is about: one, it and all after it, or all to come. */
export type SeriesScope = (typeof SERIES_SCOPES)[number];

/** What may change about the occurrences of a series. What is left out stays. */
export interface SeriesChanges {
  rule?: string;
  /** Where a new rule begins; the first date that changes, or the series' own first day, unless said. */
  startDay?: ClinicDay;
  startTime?: WallTime;
  durationMinutes?: number;
  breaks?: readonly Pause[];
  roomId?: string | null;
  staffIds?: readonly string[];
  title?: string;
  telehealth?: boolean;
  telehealthUrl?: string | null;
  capacity?: number;
  clientIds?: readonly string[];
}

/** A change of a series. */
export interface EditSeriesInput extends SeriesChanges {
  version: number;
  scope: SeriesScope;
  /** The occurrence it begins at; needed for `this` and `following`. */
  sessionId?: string;
  /** Another day for one occurrence. */
  toDay?: ClinicDay;
  /** Dates the series is to have besides those of its rule, or again. */
  include?: readonly ClinicDay[];
  /** Dates it is not to have. */
  exclude?: readonly ClinicDay[];
  /** What becomes of occurrences changed by hand; they stay unless said. */
  exceptions?: 'keep' | 'overwrite';
  /** Occurrences that are exceptions and follow the series again, whatever becomes of the others. */
  follow?: readonly string[];
  /** The dates to change, add or remove; left out: all of them but closed days. */
  days?: readonly ClinicDay[];
  outsideHoursReason?: string | null;
}

const OF_SERIES = ['rule', 'startDay', 'include', 'exclude', 'clientIds', 'exceptions', 'follow'] as const;
const OF_GROUP = ['title', 'telehealth', 'telehealthUrl', 'capacity', 'clientIds'] as const;

/** How far ahead a date may be added, in days: as far as any rule reaches. */
const FARTHEST = 366 * 6;

/** @throws DomainError 400 for what does not go together. */
export function checkEdit(series: StoredSeries, input: EditSeriesInput, today: ClinicDay): void {
  if (input.scope !== 'all' && input.sessionId === undefined) throw wrongInput('/sessionId', 'must say at which session the change begins');
  if (input.scope === 'this') {
    const wrong = OF_SERIES.find((field) => input[field] !== undefined);
    if (wrong) throw wrongInput(`/${wrong}`, 'is of the series, not of one session');
    return;
  }
  if (input.toDay !== undefined) throw wrongInput('/toDay', 'is for one session; a series moves to other days by its rule');
  if (input.startDay !== undefined && input.rule === undefined) throw wrongInput('/startDay', 'goes with a new rule only');
  const ofGroup = series.groupId === null ? undefined : OF_GROUP.find((field) => input[field] !== undefined);
  if (ofGroup) throw wrongInput(`/${ofGroup}`, 'is the group’s: change the group');
  const far = input.include?.find((day) => day < today || day > addDays(today, FARTHEST));
  if (far !== undefined) throw wrongInput('/include', `holds ${far}, which is past or too far ahead`);
  const both = input.include?.find((day) => input.exclude?.includes(day));
  if (both !== undefined) throw wrongInput('/exclude', `holds ${both}, which is to be included too`);
}

/** The series as it is to be from a day on, and its rule told apart from the old one. */
export interface EditedSeries {
  input: SeriesInput & { rule: string; startDay: ClinicDay; startTime: WallTime; durationMinutes: number };
  /** Whether the dates or hours themselves change, not only what happens then. */
  newDates: boolean;
}

/**
 * What the series becomes. One that is split carries its rhythm and its count on from the first date after the split; by a new
 * rule of the same rhythm (every second week, on another day) it meets in the same weeks as before.
 * @param split the first day of the new series; null where the series itself changes.
 */
export function editedSeries(series: StoredSeries, changes: SeriesChanges, split: ClinicDay | null, zone: TimeZone): EditedSeries {
  const carried = split === null ? series : changes.rule === undefined ? carriedOn(series, split, zone) : { rule: series.rule, startDay: inRhythm(series, changes.rule, split, zone) };
  const ofGroup = series.groupId !== null;
  const roomId = changes.roomId === undefined ? series.roomId : changes.roomId;
  const staffIds = changes.staffIds ?? series.staffIds;
  return {
    input: {
      groupId: series.groupId,
      rule: changes.rule ?? carried.rule,
      startDay: changes.startDay ?? carried.startDay,
      startTime: changes.startTime ?? series.startTime,
      durationMinutes: changes.durationMinutes ?? series.durationMinutes,
      breaks: changes.breaks ?? series.breaks,
      ...(ofGroup
        ? { own: { ...(series.ownRoom || changes.roomId !== undefined ? { roomId } : {}), ...(staffIds.length > 0 ? { staffIds } : {}) } }
        : {
            serviceId: series.serviceId,
            programId: series.programId,
            title: changes.title ?? series.title,
            roomId,
            telehealth: changes.telehealth ?? series.telehealth,
            telehealthUrl: changes.telehealthUrl === undefined ? series.telehealthUrl : changes.telehealthUrl,
            staffIds,
            clientIds: changes.clientIds ?? series.clientIds,
            capacity: changes.capacity ?? series.capacity,
            seatsKept: changes.capacity === undefined,
          }),
    },
    newDates: changes.rule !== undefined || changes.startTime !== undefined,
  };
}

/** The same rule from the first of its dates at or after a day: every second week stays the same weeks, ten times stays ten in all. */
function carriedOn(series: StoredSeries, split: ClinicDay, zone: TimeZone): { rule: string; startDay: ClinicDay } {
  const rule = parseRule(series.rule, { zone });
  if (isRuleProblem(rule)) return { rule: series.rule, startDay: split };
  const window = { startDay: series.startDay, startTime: series.startTime, zone };
  const [first] = occurrences(rule, { ...window, from: split, to: '9999-12-31' as ClinicDay, limit: 1 });
  if (!first || rule.parts.count === undefined) return { rule: series.rule, startDay: first?.day ?? split };
  const before = occurrences(rule, { ...window, from: series.startDay, to: first.day, limit: MOST_SESSIONS + 1 }).length - 1;
  return { rule: recurrenceText({ ...rule.parts, count: rule.parts.count - before }), startDay: first.day };
}

/** When an occurrence of the series is on a day. */
export function timesOn(day: ClinicDay, series: { startTime: WallTime; durationMinutes: number }, zone: TimeZone): { startsAt: Date; endsAt: Date } {
  const startsAt = instantOf(day, series.startTime, zone);
  return { startsAt, endsAt: new Date(startsAt.getTime() + series.durationMinutes * 60_000) };
}

/** The day from which a new rule counts: where it repeats as the old one does, not earlier than the week or month of the first old date after the split. */
function inRhythm(series: StoredSeries, text: string, split: ClinicDay, zone: TimeZone): ClinicDay {
  const [before, after] = [parseRule(series.rule, { zone }), parseRule(text, { zone })];
  if (isRuleProblem(before) || isRuleProblem(after) || after.parts.interval === 1) return split;
  if (before.parts.frequency !== after.parts.frequency || before.parts.interval !== after.parts.interval) return split;
  const { startDay } = carriedOn(series, split, zone);
  const from = after.parts.frequency === 'WEEKLY' ? weekStartOf(startDay, after.parts.weekStart) : after.parts.frequency === 'MONTHLY' ? (`${startDay.slice(0, 7)}-01` as ClinicDay) : startDay;
  return from > split ? from : split;
}

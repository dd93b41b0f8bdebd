import { addDays, type ClinicDay, type TimeZone } from '#platform';
import { MOST_OCCURRENCES, isRuleProblem, occurrences, parseRule, type OccurrenceWindow, type Rule } from '../recurrence.js';
import { recurrenceText } from '../recurrence-rule.js';
import type { StoredSeries } from './series-state.query.js';

/** In what two parts of a series may differ. */
export type Difference = 'service' | 'program' | 'group' | 'title' | 'staff' | 'clients' | 'place' | 'capacity' | 'start time' | 'length' | 'breaks' | 'dates';

/** Where a group meets and who leads it, for series that do not depart from it. */
export interface GroupPlace {
  roomId: string | null;
  staffIds: readonly string[];
}

/** So many days of both rules are held against each other: leap years and the fifth weekday of a month come round in it. */
const COMPARED_DAYS = 366 * 6;

/** What speaks against two parts of a series being one, besides their dates. Of a group, what is the group's is no matter. */
export function differences(earlier: StoredSeries, later: StoredSeries, group: GroupPlace | null): Difference[] {
  const of = (one: StoredSeries): Record<Exclude<Difference, 'dates'>, unknown> => ({
    service: [one.serviceId, one.kind],
    program: one.programId,
    group: one.groupId,
    title: group ? null : one.title,
    staff: group && one.staffIds.length === 0 ? group.staffIds : one.staffIds,
    clients: one.clientIds,
    place: group ? (one.ownRoom ? one.roomId : group.roomId) : [one.roomId, one.telehealth, one.telehealthUrl],
    capacity: group ? null : one.capacity,
    'start time': one.startTime,
    length: one.durationMinutes,
    breaks: one.breaks.map(({ afterMinutes, minutes }) => [afterMinutes, minutes]),
  });
  const [first, second] = [of(earlier), of(later)];
  return (Object.keys(first) as (keyof typeof first)[]).filter((what) => JSON.stringify(first[what]) !== JSON.stringify(second[what]));
}

/**
 * The rule of both parts together: the rhythm of the earlier, which the later must keep from its first date on, and the end
 * of the later, its number of dates counted from the first of the earlier. Null where the two are not one rhythm.
 */
export function joinedRule(earlier: StoredSeries, later: StoredSeries, zone: TimeZone): string | null {
  const [first, second] = [parseRule(earlier.rule, { zone }), parseRule(later.rule, { zone })];
  if (isRuleProblem(first) || isRuleProblem(second) || earlier.endedOn === null) return null;
  const [rhythm, ofLater] = [withoutEnd(first), withoutEnd(second)];
  const days = (rule: Rule, startDay: ClinicDay, from: ClinicDay, to: ClinicDay) => given(rule, { startDay, startTime: earlier.startTime, zone, from, to });
  const last = addDays(later.startDay, COMPARED_DAYS);
  const goesOn = days(rhythm, earlier.startDay, addDays(earlier.endedOn, 1), last);
  if (goesOn.join() !== days(ofLater, later.startDay, later.startDay, last).join()) return null;
  if (second.parts.count === undefined) return recurrenceText({ ...rhythm.parts, ...(second.parts.until ? { until: second.parts.until } : {}) });
  const count = days(rhythm, earlier.startDay, earlier.startDay, addDays(later.startDay, -1)).length + second.parts.count;
  return count > MOST_OCCURRENCES ? null : recurrenceText({ ...rhythm.parts, count });
}

/** The days the rule of a series gives. */
export function daysOf(series: Pick<StoredSeries, 'rule' | 'startDay' | 'startTime'>, from: ClinicDay, to: ClinicDay, zone: TimeZone): ClinicDay[] {
  const rule = parseRule(series.rule, { zone });
  return isRuleProblem(rule) ? [] : given(rule, { startDay: series.startDay, startTime: series.startTime, zone, from, to });
}

function given(rule: Rule, window: Omit<OccurrenceWindow, 'limit'>): ClinicDay[] {
  return occurrences(rule, { ...window, limit: MOST_OCCURRENCES + 1 }).map((one) => one.day);
}

function withoutEnd(rule: Rule): Rule {
  const { count: _count, until: _until, ...parts } = rule.parts;
  return { ...rule, parts, endless: true };
}

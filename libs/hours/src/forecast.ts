import { hoursText } from './standing.js';

export type SessionKind = 'individual' | 'group' | 'family';
/** By the wall clock at the start: before noon, before 17:00, after. */
export type PartOfDay = 'morning' | 'afternoon' | 'evening';

/** What became of a client's recorded sessions of one kind at one part of the day, over the weeks looked back on. */
export interface AttendanceRecord {
  readonly kind: SessionKind;
  readonly part: PartOfDay;
  readonly sessions: number;
  /** Nothing credited: no-shows and excused. */
  readonly missed: number;
  readonly excused: number;
  /** Sessions' worth of credited time: a session attended by half is half. */
  readonly attended: number;
}

/** A session of the week that is booked and not recorded. */
export interface PlannedSession {
  readonly kind: SessionKind;
  readonly part: PartOfDay;
  /** What it would credit. */
  readonly minutes: number;
}

/** The policy's numbers for a forecast. */
export interface ForecastRule {
  /** How many weeks are looked back on. */
  readonly weeks: number;
  /** What people usually attend of what is booked, in percent. */
  readonly usualPercent: number;
  /** As many sessions of a client's own weigh as much as the usual. */
  readonly usualSessions: number;
}

export interface ForecastFacts {
  readonly prescribed: number;
  readonly attended: number;
  readonly planned: readonly PlannedSession[];
  readonly records: readonly AttendanceRecord[];
  readonly rule: ForecastRule;
}

export const OUTLOOKS = ['reached', 'likely_met', 'likely_short'] as const;
/** reached: attended already. Otherwise whether reaching the prescription is at least as likely as not. */
export type Outlook = (typeof OUTLOOKS)[number];

/** How a running week is likely to end. Never a fact: the standing stays what it is. */
export interface Forecast {
  readonly outlook: Outlook;
  /** The hours of which more, and less, are about equally likely. */
  readonly likelyMinutes: number;
  readonly likelyShortBy: number;
  /** How likely the prescription is reached, in steps of five; 0 and 100 only where it is certain. */
  readonly chancePercent: number;
  /** Why it is thought so. */
  readonly because: string;
  readonly sentence: string;
}

/**
 * The likely end of a running week. Each planned session is attended, whole, with the client's own chance for sessions of
 * its kind at its part of the day, whatever becomes of the others. That chance is a share: the client's own sessions of
 * that sort, filled up with their sessions of any sort, filled up with what is usual, so that three sessions say little
 * and thirty nearly all. What the week is likely to come to is the median of all ways it can go.
 */
export function forecast(facts: ForecastFacts): Forecast {
  const { prescribed, attended, planned, rule } = facts;
  const ways = waysOfWeek(attended, planned.map((session) => ({ minutes: session.minutes, chance: chanceOf(session, facts.records, rule) })));
  const likelyMinutes = median(ways);
  const chance = [...ways].reduce((sum, [minutes, weight]) => (minutes >= prescribed ? sum + weight : sum), 0);
  const projected = planned.reduce((sum, session) => sum + session.minutes, attended);
  const outlook: Outlook = attended >= prescribed ? 'reached' : likelyMinutes >= prescribed ? 'likely_met' : 'likely_short';
  const because = reasonOf(facts, projected, likelyMinutes);
  return {
    outlook,
    likelyMinutes,
    likelyShortBy: Math.max(0, prescribed - likelyMinutes),
    chancePercent: attended >= prescribed ? 100 : projected < prescribed ? 0 : Math.min(95, Math.max(5, Math.round(chance * 20) * 5)),
    because,
    sentence: sentenceOf(outlook, prescribed, likelyMinutes, because),
  };
}

/** How likely a client attends a session, 0 to 1. */
export function chanceOf(session: Pick<PlannedSession, 'kind' | 'part'>, records: readonly AttendanceRecord[], rule: ForecastRule): number {
  const all = summed(records);
  const own = (rule.usualSessions * (rule.usualPercent / 100) + all.attended) / (rule.usualSessions + all.sessions);
  const sort = summed(records.filter((record) => record.kind === session.kind && record.part === session.part));
  return (rule.usualSessions * own + sort.attended) / (rule.usualSessions + sort.sessions);
}

/** Sums of records: what one chance is a share of. */
export function summed(records: readonly AttendanceRecord[]): Omit<AttendanceRecord, 'kind' | 'part'> {
  return records.reduce(
    (sum, record) => ({ sessions: sum.sessions + record.sessions, missed: sum.missed + record.missed, excused: sum.excused + record.excused, attended: sum.attended + record.attended }),
    { sessions: 0, missed: 0, excused: 0, attended: 0 },
  );
}

/** Every sum the week can come to, with how likely it is. */
function waysOfWeek(attended: number, planned: readonly { minutes: number; chance: number }[]): Map<number, number> {
  let ways = new Map([[attended, 1]]);
  for (const { minutes, chance } of planned) {
    const next = new Map<number, number>();
    const add = (sum: number, weight: number) => next.set(sum, (next.get(sum) ?? 0) + weight);
    for (const [sum, weight] of ways) {
      add(sum, weight * (1 - chance));
      add(sum + minutes, weight * chance);
    }
    ways = next;
  }
  return ways;
}

/** The most minutes that are reached at least as likely as not. */
function median(ways: ReadonlyMap<number, number>): number {
  let reached = 0;
  const mostFirst = [...ways].sort(([a], [b]) => b - a);
  for (const [minutes, weight] of mostFirst) {
    reached += weight;
    if (reached >= 0.5 - 1e-9) return minutes;
  }
  return mostFirst.at(-1)?.[0] ?? 0;
}

function reasonOf({ prescribed, attended, planned, records, rule }: ForecastFacts, projected: number, likely: number): string {
  if (attended >= prescribed) return `${hoursText(attended)} are attended already`;
  const tooLittle = projected < prescribed ? (planned.length === 0 ? 'nothing more is booked' : `${hoursText(prescribed - projected)} too little is booked`) : null;
  if (tooLittle !== null && likely === projected) return tooLittle;
  const seen = likely < projected ? (weakest(planned, records) ?? whole(records, rule)) : whole(records, rule);
  return tooLittle === null ? seen : `${tooLittle}, and ${seen}`;
}

/** The sort of planned session that was missed most: two of three evening groups. At least two of a sort say something. */
function weakest(planned: readonly PlannedSession[], records: readonly AttendanceRecord[]): string | null {
  const [worst] = records
    .filter((record) => record.sessions >= 2 && record.missed > 0 && planned.some((session) => session.kind === record.kind && session.part === record.part))
    .sort((a, b) => b.missed / b.sessions - a.missed / a.sessions || b.sessions - a.sessions);
  if (!worst || worst.missed / worst.sessions < summed(records).missed / summed(records).sessions) return null;
  return `${counted(worst.missed)} of ${counted(worst.sessions)} ${worst.part} ${THINGS[worst.kind]} ${missedWord(worst)} lately`;
}

function whole(records: readonly AttendanceRecord[], rule: ForecastRule): string {
  const all = summed(records);
  const weeks = rule.weeks === 1 ? 'the last week' : `the last ${counted(rule.weeks)} weeks`;
  if (all.sessions === 0) return `little is known of this client yet, and people usually attend ${rule.usualPercent} % of what is booked`;
  if (all.missed === 0) return `${all.sessions === 1 ? 'the one session' : `all ${counted(all.sessions)} sessions`} of ${weeks} attended`;
  return `${counted(all.missed)} of ${counted(all.sessions)} sessions ${missedWord(all)} in ${weeks}`;
}

const THINGS: Record<SessionKind, string> = { group: 'groups', individual: 'individual sessions', family: 'family sessions' };

function missedWord(record: { missed: number; excused: number }): string {
  return record.excused === 0 ? 'missed' : record.excused === record.missed ? 'excused' : 'missed or excused';
}

function sentenceOf(outlook: Outlook, prescribed: number, likely: number, because: string): string {
  if (outlook === 'reached') return prescribed === 0 ? 'Nothing is prescribed this week.' : `Reached: ${because}.`;
  if (outlook === 'likely_met') return `Likely to reach ${hoursText(prescribed)}: ${because}.`;
  return `Likely ${hoursText(likely)} of ${hoursText(prescribed)}: ${because}.`;
}

const NUMBERS = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

function counted(number: number): string {
  return NUMBERS[number] ?? String(number);
}

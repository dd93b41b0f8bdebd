import type { ClinicDay } from '#platform';
import { hoursText } from './standing.js';

/** What a client's week lacks, has and may have. In whole minutes. */
export interface WeekToMend {
  readonly missing: number;
  /** Attended and planned. */
  readonly projected: number;
  readonly maximum: number;
  /** Days with something attended or planned. */
  readonly days: ReadonlySet<ClinicDay>;
  readonly daysMaximum: number;
}

/** A time that could be booked to win hours back. */
export interface MakeUpTime {
  readonly day: ClinicDay;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** What it would credit. */
  readonly minutes: number;
}

/** Such a time while it is weighed with hundreds of others: from and to in epoch milliseconds. */
export interface WeighedTime extends Pick<MakeUpTime, 'day' | 'minutes'> {
  readonly from: number;
  readonly to: number;
}

/** What a make-up would do for the week. */
export interface Mending {
  readonly mends: number;
  readonly mendsAll: boolean;
  /** Beyond what is missing. */
  readonly surplus: number;
  /** The client would come on one more day. */
  readonly extraDay: boolean;
  /** Why it stands where it stands. */
  readonly reason: string;
}

/** Why the policy does not allow a make-up. */
export type MakeUpRefusal = 'above_maximum' | 'too_many_days';

/**
 * The conditions of the program's policy: the week's maximum, and its days unless one already counted or planned is used.
 * What a payer's authorization leaves will be one more, once coverage keeps authorizations.
 */
export function makeUpRefusal(time: Pick<MakeUpTime, 'day' | 'minutes'>, week: Omit<WeekToMend, 'missing'>): MakeUpRefusal | null {
  if (week.projected + time.minutes > week.maximum) return 'above_maximum';
  if (!week.days.has(time.day) && week.days.size + 1 > week.daysMaximum) return 'too_many_days';
  return null;
}

/**
 * The make-ups the policy allows, the best first: those that mend all of it, then by what they mend, fewest extra days,
 * least surplus, soonest.
 */
export function rankMakeUps<T extends WeighedTime>(times: readonly T[], week: WeekToMend, limit: number): { time: T; mending: Mending }[] {
  return times
    .filter((time) => time.minutes > 0 && makeUpRefusal(time, week) === null)
    .map((time) => ({ time, mending: mendingOf(time, week) }))
    .sort(
      ({ time: a, mending: one }, { time: b, mending: other }) =>
        Number(other.mendsAll) - Number(one.mendsAll) ||
        (one.mendsAll ? 0 : other.mends - one.mends) ||
        Number(one.extraDay) - Number(other.extraDay) ||
        one.surplus - other.surplus ||
        a.from - b.from,
    )
    .slice(0, limit)
    .map(({ time, mending }) => ({ time, mending: { ...mending, reason: reasonOf(mending, week) } }));
}

function mendingOf(time: WeighedTime, week: WeekToMend): Omit<Mending, 'reason'> {
  const mends = Math.min(time.minutes, week.missing);
  return { mends, mendsAll: mends === week.missing, surplus: time.minutes - mends, extraDay: !week.days.has(time.day) };
}

function reasonOf({ mends, mendsAll, surplus, extraDay }: Omit<Mending, 'reason'>, week: WeekToMend): string {
  const words = [
    mendsAll ? `Mends all ${hoursText(week.missing)}` : `Mends ${hoursText(mends)} of ${hoursText(week.missing)}`,
    extraDay ? 'on one more day' : 'on a day the client comes anyway',
    ...(surplus > 0 ? [`${hoursText(surplus)} more than is missing`] : []),
  ];
  return `${words.join(', ')}.`;
}

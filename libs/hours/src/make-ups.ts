import type { ClinicDay } from '#platform';
import { takenBy } from './authorization/authorization-use.js';
import type { AuthorizedDays } from './authorization/authorized-days.query.js';
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
  /** The days a payer allows, and what is left of them. Null: nothing is recorded of any payer. */
  readonly authorized: AuthorizedDays;
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
  /** It would go beyond what the payer granted: to be booked with a reason only. */
  readonly beyond: AuthorizationRefusal | null;
  /** Why it stands where it stands. */
  readonly reason: string;
}

/** Why the policy does not allow a make-up. */
export type MakeUpRefusal = 'above_maximum' | 'too_many_days';

/** Why a payer's authorization does not: none covers the day, or what is left of it is not enough. */
export type AuthorizationRefusal = 'not_authorized' | 'authorization_used_up';

/** The conditions of the program's policy: the week's maximum, and its days unless one already counted or planned is used. */
export function makeUpRefusal(time: Pick<MakeUpTime, 'day' | 'minutes'>, week: Omit<WeekToMend, 'missing' | 'authorized'>): MakeUpRefusal | null {
  if (week.projected + time.minutes > week.maximum) return 'above_maximum';
  if (!week.days.has(time.day) && week.days.size + 1 > week.daysMaximum) return 'too_many_days';
  return null;
}

/** The condition of the payer, where anything is known of one. What takes nothing of the authorization is never too much. */
export function authorizationRefusal(time: Pick<MakeUpTime, 'day' | 'minutes'>, authorized: AuthorizedDays): AuthorizationRefusal | null {
  if (authorized === null) return null;
  const day = authorized.get(time.day);
  if (!day) return 'not_authorized';
  const taken = takenBy(time.minutes, day);
  return taken > 0 && taken > day.left ? 'authorization_used_up' : null;
}

/**
 * The make-ups the policy allows, the best first: those within what the payer granted, those that mend all of it, then by
 * what they mend, fewest extra days, least surplus, soonest.
 */
export function rankMakeUps<T extends WeighedTime>(times: readonly T[], week: WeekToMend, limit: number): { time: T; mending: Mending }[] {
  return times
    .filter((time) => time.minutes > 0 && makeUpRefusal(time, week) === null)
    .map((time) => ({ time, mending: mendingOf(time, week) }))
    .sort(
      ({ time: a, mending: one }, { time: b, mending: other }) =>
        Number(one.beyond !== null) - Number(other.beyond !== null) ||
        Number(other.mendsAll) - Number(one.mendsAll) ||
        (one.mendsAll ? 0 : other.mends - one.mends) ||
        Number(one.extraDay) - Number(other.extraDay) ||
        one.surplus - other.surplus ||
        a.from - b.from,
    )
    .slice(0, limit)
    .map(({ time, mending }) => ({ time, mending: { ...mending, reason: reasonOf(mending, week) } }));
}

const BEYOND: Record<AuthorizationRefusal, string> = { not_authorized: 'on a day no authorization covers', authorization_used_up: 'more than is left of the authorization' };

function mendingOf(time: WeighedTime, week: WeekToMend): Omit<Mending, 'reason'> {
  const mends = Math.min(time.minutes, week.missing);
  return { mends, mendsAll: mends === week.missing, surplus: time.minutes - mends, extraDay: !week.days.has(time.day), beyond: authorizationRefusal(time, week.authorized) };
}

function reasonOf({ mends, mendsAll, surplus, extraDay, beyond }: Omit<Mending, 'reason'>, week: WeekToMend): string {
  const words = [
    mendsAll ? `Mends all ${hoursText(week.missing)}` : `Mends ${hoursText(mends)} of ${hoursText(week.missing)}`,
    extraDay ? 'on one more day' : 'on a day the client comes anyway',
    ...(surplus > 0 ? [`${hoursText(surplus)} more than is missing`] : []),
    ...(beyond === null ? [] : [BEYOND[beyond]]),
  ];
  return `${words.join(', ')}.`;
}

import { creditableMinutes, creditedMinutes, type CreditFacts } from '#attendance';
import { clinicDayOf, weekRange, weekdayOf, type ClinicDay, type TimeZone, type Weekday } from '#platform';
import { prescribedForWeek, type Prescription, type PrescribedHours } from './week-arithmetic.js';

/** One place of the client in one session, with all that decides its credit. */
export interface WeekParticipation extends CreditFacts {
  /** Booked to win back missed hours. */
  readonly makeUp?: boolean;
}

/** Everything one client week follows from. */
export interface ClientWeekFacts {
  /** Any day of the week wanted. */
  readonly day: ClinicDay;
  readonly zone: TimeZone;
  readonly weekStartsOn: Weekday;
  /** The weekdays the program runs on. */
  readonly programWeekdays: readonly Weekday[];
  readonly closedDays: { has(day: ClinicDay): boolean };
  readonly prorate: boolean;
  /** Minutes a date needs to count as a per-diem service day: three hours unless the policy says otherwise. */
  readonly dayMinimumMinutes: number;
  readonly episodeFrom: ClinicDay;
  readonly episodeTo?: ClinicDay | null;
  readonly prescriptions: readonly Prescription[];
  /** The episode's places, of this week and of any other. */
  readonly participations: readonly WeekParticipation[];
}

/** One date of a client week with something on it. */
export interface ServiceDay {
  readonly day: ClinicDay;
  readonly attended: number;
  readonly planned: number;
  /** Attended minutes reach the per-diem minimum. */
  readonly countsPerDiem: boolean;
  /** Attended, yet so many minutes under the minimum; 0 otherwise. */
  readonly missedBy: number;
}

/** One episode in one program week, in whole minutes. Attended, planned, excused and missed add up to what was offered. */
export interface ClientWeek {
  readonly weekStart: ClinicDay;
  readonly prescribed: PrescribedHours;
  /** Credited. */
  readonly attended: number;
  /** Booked in sessions that stand and not yet recorded, past ones too. */
  readonly planned: number;
  readonly excused: number;
  /** Offered and not credited: no-shows whole, of late and left early the part that was missed. */
  readonly missed: number;
  /** The part of attended that was won back in make-ups. */
  readonly madeUp: number;
  readonly projected: number;
  readonly daysAttended: number;
  /** Days with something planned and nothing attended yet; with daysAttended the days the week will have. */
  readonly daysPlanned: number;
  readonly daysPerDiem: number;
  readonly days: readonly ServiceDay[];
}

/** What of a program week a client week follows from: its days, which of them count, and how many a whole week has. */
export interface WeekDays {
  readonly days: readonly ClinicDay[];
  readonly openProgramDays: readonly ClinicDay[];
  readonly programDaysInFullWeek: number;
}

/**
 * A client week computed from attendance alone, nothing kept from before: the measure every stored total is held to. A
 * session belongs to the clinic day it starts on, whole, also when it runs past midnight.
 */
export function clientWeek(facts: ClientWeekFacts): ClientWeek {
  const { days } = weekRange(facts.day, facts.weekStartsOn, facts.zone);
  const runs = days.filter((day) => facts.programWeekdays.includes(weekdayOf(day)));
  return clientWeekOn({ days, openProgramDays: runs.filter((day) => !facts.closedDays.has(day)), programDaysInFullWeek: runs.length }, facts);
}

/** The same for a week of given days: where the policy moves the first day of the week, one week is cut short. */
export function clientWeekOn(week: WeekDays, facts: Omit<ClientWeekFacts, 'day' | 'weekStartsOn' | 'programWeekdays' | 'closedDays'>): ClientWeek {
  const byDay = new Map<ClinicDay, { attended: number; planned: number }>();
  let [excused, missed, madeUp] = [0, 0, 0];
  for (const place of facts.participations) {
    const day = clinicDayOf(place.sessionStart, facts.zone);
    if (!week.days.includes(day)) continue;
    const offered = creditableMinutes(place);
    const credited = creditedMinutes(place);
    const sums = byDay.get(day) ?? { attended: 0, planned: 0 };
    byDay.set(day, sums);
    sums.attended += credited;
    if (place.makeUp) madeUp += credited;
    if (place.status === 'booked') sums.planned += offered;
    else if (place.status === 'excused') excused += offered;
    else if (place.status !== 'cancelled') missed += offered - credited;
  }
  const days = serviceDays(byDay, facts.dayMinimumMinutes);
  const attended = days.reduce((sum, day) => sum + day.attended, 0);
  const planned = days.reduce((sum, day) => sum + day.planned, 0);
  return {
    weekStart: week.days[0] as ClinicDay,
    prescribed: prescribedForWeek({
      ...facts,
      weekDays: week.days,
      openProgramDays: week.openProgramDays,
      programDaysInFullWeek: week.programDaysInFullWeek,
    }),
    attended,
    planned,
    excused,
    missed,
    madeUp,
    projected: attended + planned,
    daysAttended: days.filter((day) => day.attended > 0).length,
    daysPlanned: days.filter((day) => day.attended === 0 && day.planned > 0).length,
    daysPerDiem: days.filter((day) => day.countsPerDiem).length,
    days,
  };
}

function serviceDays(byDay: ReadonlyMap<ClinicDay, { attended: number; planned: number }>, minimum: number): ServiceDay[] {
  return [...byDay]
    .filter(([, { attended, planned }]) => attended > 0 || planned > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, { attended, planned }]) => ({
      day,
      attended,
      planned,
      countsPerDiem: attended > 0 && attended >= minimum,
      missedBy: attended > 0 && attended < minimum ? minimum - attended : 0,
    }));
}

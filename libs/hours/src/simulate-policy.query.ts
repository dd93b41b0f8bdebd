import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { Clock, Database, addDays, clinicDayOf, decodeCursor, eachDay, encodeCursor, invalidInput, isId, notFound, timeZone, type ClinicDay, type TimeZone } from '#platform';
import { clientWeekOn, type WeekParticipation } from './client-week.js';
import type { OpeningHours } from './bookable-until.js';
import { changedPolicies, contradictions, outsideOf, type HoursPolicy, type Outside, type PolicyChange } from './policy-change.js';
import { policyOn, programWeeks, type ProgramWeek } from './program-weeks.js';
import { PROGRAM, STAYS, TOTAL } from './simulate-policy.sql.js';
import { standing, type Standing } from './standing.js';
import { prescriptionOn, type Prescription } from './week-arithmetic.js';

/** A client week as it stands, or as it would. */
export interface SimulatedWeek {
  standing: Standing;
  prescribedMinutes: number;
  attendedMinutes: number;
  plannedMinutes: number;
  daysPerDiem: number;
}

/** A client for whom something would be different. */
export interface AffectedClient {
  episodeId: string;
  clientId: string;
  chartNumber: string;
  givenName: string;
  familyName: string;
  preferredName: string | null;
  pronouns: string | null;
  /** The weeks that would be different, the latest first. Before is the week that holds the first day of after. */
  weeks: { weekStart: ClinicDay; before: SimulatedWeek | null; after: SimulatedWeek }[];
  /** What is ordered today, and in which way it lies outside the policy; null for a stay that is over. */
  prescription: { minutesPerWeek: number; daysPerWeek: number | null; outsideBefore: Outside[]; outsideAfter: Outside[] } | null;
}

type Counts = Record<Standing, number>;

/** What a change of the policy would do to those looked at with this page; sums of the pages are the whole. */
export interface Simulation {
  from: ClinicDay;
  total: number;
  looked: number;
  standingChanged: number;
  weeks: { weekStart: ClinicDay; before: Counts; after: Counts }[];
  outsideBefore: number;
  outsideAfter: number;
  items: AffectedClient[];
  nextCursor: string | null;
}

interface ProgramRow {
  time_zone: string;
  policies: HoursPolicy[];
  hours: OpeningHours[];
  closures: ClinicDay[];
}

interface StayRow {
  episodeId: string;
  clientId: string;
  chartNumber: string;
  givenName: string;
  familyName: string;
  preferredName: string | null;
  pronouns: string | null;
  admittedOn: ClinicDay;
  dischargedOn: ClinicDay | null;
  prescriptions: Prescription[];
  places: PlaceRow[];
  weeks: StoredWeek[];
}

type PlaceRow = Omit<WeekParticipation, 'sessionStart' | 'sessionEnd' | 'arrivedAt' | 'departedAt' | 'breaks' | 'sessionCancelled'> & {
  sessionStart: string;
  sessionEnd: string;
  arrivedAt: string | null;
  departedAt: string | null;
  breaks: { startsAt: string; endsAt: string }[];
};

interface StoredWeek {
  weekStart: ClinicDay;
  weekEnd: ClinicDay;
  endsAt: string;
  bookableUntil: string | null;
  maximum: number;
  prescribedMinutes: number;
  attendedMinutes: number;
  plannedMinutes: number;
  daysPerDiem: number;
}

/** This week and so many before it. */
const WEEKS_BACK = 8;

/**
 * What would be different had a program's policy other numbers, this week and over the last eight: each client week is
 * computed anew from attendance by the pure rules and compared with what stands. Nothing is written.
 */
@Injectable()
export class SimulatePolicyQuery {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError 404; 400 where no number is given, or numbers contradict each other. */
  async run(clinicId: string, programId: string, change: PolicyChange, page: { limit: number; cursor?: string }): Promise<Simulation> {
    if (!Object.values(change ?? {}).some((number) => number !== undefined)) throw invalidInput([{ pointer: '', detail: 'must hold at least one number to try' }]);
    const today = await this.clinics.today(clinicId);
    const program = await this.database.maybe<ProgramRow>(PROGRAM, [clinicId, programId, addDays(today, -7 * (WEEKS_BACK + 2)), addDays(today, 14)]);
    if (!program || program.policies.length === 0) throw notFound('program');
    const calendar = { zone: timeZone(program.time_zone), openingHours: program.hours, closedDays: new Set(program.closures) };
    const [first] = programWeeks({ ...calendar, policies: program.policies }, addDays(today, -7 * WEEKS_BACK), today);
    const from = (first as ProgramWeek).weekStart;
    const policies = changedPolicies(program.policies, change, from);
    const problems = contradictions(policies.filter((policy) => policy.effectiveTo === null || policy.effectiveTo >= from), change);
    if (problems.length > 0) throw invalidInput(problems);
    const weeks = programWeeks({ ...calendar, policies }, from, today);
    const after = decodeCursor<[string]>(page.cursor, [isId]);
    const { starts, ends } = { starts: (weeks[0] as ProgramWeek).startsAt, ends: (weeks.at(-1) as ProgramWeek).endsAt };
    const rows = await this.database.rows<StayRow>(STAYS, [clinicId, programId, from, today, after?.[0] ?? null, page.limit + 1, starts, ends]);
    const { total } = await this.database.one<{ total: number }>(TOTAL, [clinicId, programId, from, today]);
    const shown = rows.slice(0, page.limit);
    const judged = shown.map((stay) => this.judge(stay, weeks, calendar.zone, { before: policyOn(program.policies, today) as HoursPolicy, after: policyOn(policies, today) as HoursPolicy }));
    return { from, total, looked: shown.length, ...summary(judged, weeks), nextCursor: rows.length > page.limit ? encodeCursor([shown.at(-1)?.episodeId as string]) : null };
  }

  private judge(stay: StayRow, weeks: readonly ProgramWeek[], zone: TimeZone, policy: { before: HoursPolicy; after: HoursPolicy }): JudgedStay {
    const now = this.clock.now();
    const today = clinicDayOf(now, zone);
    const places = stay.places.map(placeOf);
    const pairs = weeks
      .filter((week) => week.weekEnd > stay.admittedOn && (stay.dischargedOn === null || week.weekStart <= stay.dischargedOn))
      .map((week) => {
        const stored = stay.weeks.find((one) => one.weekStart <= week.weekStart && one.weekEnd > week.weekStart);
        return { weekStart: week.weekStart, before: stored ? standsAs(stored, now) : null, after: wouldStandAs(week, stay, places, zone, now) };
      });
    const ordered = stay.dischargedOn === null || stay.dischargedOn >= today ? prescriptionOn(stay.prescriptions, today) : undefined;
    return {
      stay,
      pairs,
      prescription: ordered
        ? { minutesPerWeek: ordered.minutesPerWeek, daysPerWeek: ordered.daysPerWeek ?? null, outsideBefore: outsideOf(ordered, policy.before), outsideAfter: outsideOf(ordered, policy.after) }
        : null,
    };
  }
}

interface JudgedStay {
  stay: StayRow;
  pairs: { weekStart: ClinicDay; before: SimulatedWeek | null; after: SimulatedWeek }[];
  prescription: AffectedClient['prescription'];
}

function summary(judged: readonly JudgedStay[], weeks: readonly ProgramWeek[]): Pick<Simulation, 'standingChanged' | 'weeks' | 'outsideBefore' | 'outsideAfter' | 'items'> {
  const items = judged.flatMap(({ stay, pairs, prescription }): AffectedClient[] => {
    const changed = pairs.filter(({ before, after }) => before === null || differs(before, after)).reverse();
    if (changed.length === 0 && prescription?.outsideBefore.join() === prescription?.outsideAfter.join()) return [];
    const { episodeId, clientId, chartNumber, givenName, familyName, preferredName, pronouns } = stay;
    return [{ episodeId, clientId, chartNumber, givenName, familyName, preferredName, pronouns, weeks: changed, prescription }];
  });
  return {
    standingChanged: items.filter((item) => item.weeks.some((week) => week.before?.standing !== week.after.standing)).length,
    weeks: weeks.map(({ weekStart }) => {
      const ofWeek = judged.flatMap(({ pairs }) => pairs.filter((pair) => pair.weekStart === weekStart));
      return { weekStart, before: counted(ofWeek.flatMap(({ before }) => before ?? [])), after: counted(ofWeek.map(({ after }) => after)) };
    }),
    outsideBefore: judged.filter(({ prescription }) => prescription && prescription.outsideBefore.length > 0).length,
    outsideAfter: judged.filter(({ prescription }) => prescription && prescription.outsideAfter.length > 0).length,
    items,
  };
}

function differs(before: SimulatedWeek, after: SimulatedWeek): boolean {
  return before.standing !== after.standing || before.prescribedMinutes !== after.prescribedMinutes || before.daysPerDiem !== after.daysPerDiem;
}

function counted(weeks: readonly SimulatedWeek[]): Counts {
  const counts: Counts = { met: 0, on_track: 0, at_risk: 0, short: 0, over: 0 };
  for (const week of weeks) counts[week.standing]++;
  return counts;
}

function standsAs(week: StoredWeek, now: Date): SimulatedWeek {
  const { prescribedMinutes, attendedMinutes, plannedMinutes, daysPerDiem } = week;
  const facts = { weekOver: new Date(week.endsAt) <= now, bookableLeft: week.bookableUntil !== null && new Date(week.bookableUntil) >= now, owedMinutes: 0 };
  const stands = standing({ prescribed: prescribedMinutes, attended: attendedMinutes, planned: plannedMinutes, maximum: week.maximum, ...facts });
  return { standing: stands.standing, prescribedMinutes, attendedMinutes, plannedMinutes, daysPerDiem };
}

function wouldStandAs(week: ProgramWeek, stay: StayRow, participations: readonly WeekParticipation[], zone: TimeZone, now: Date): SimulatedWeek {
  const computed = clientWeekOn(
    { days: eachDay(week.weekStart, addDays(week.weekEnd, -1)), openProgramDays: week.openDates, programDaysInFullWeek: week.programDays },
    { zone, prorate: week.prorate, dayMinimumMinutes: week.dayMinimumMinutes, episodeFrom: stay.admittedOn, episodeTo: stay.dischargedOn, prescriptions: stay.prescriptions, participations },
  );
  const { attended, planned, daysPerDiem } = computed;
  const prescribed = computed.prescribed.minutes;
  const facts = { weekOver: week.endsAt <= now, bookableLeft: week.bookableUntil !== null && week.bookableUntil >= now, owedMinutes: 0 };
  return { standing: standing({ prescribed, attended, planned, maximum: week.weeklyMaximumMinutes, ...facts }).standing, prescribedMinutes: prescribed, attendedMinutes: attended, plannedMinutes: planned, daysPerDiem };
}

function placeOf(place: PlaceRow): WeekParticipation {
  const at = (text: string | null): Date | null => (text === null ? null : new Date(text));
  return {
    ...place,
    sessionStart: new Date(place.sessionStart),
    sessionEnd: new Date(place.sessionEnd),
    arrivedAt: at(place.arrivedAt),
    departedAt: at(place.departedAt),
    breaks: place.breaks.map((one) => ({ start: new Date(one.startsAt), end: new Date(one.endsAt) })),
    sessionCancelled: false,
  };
}

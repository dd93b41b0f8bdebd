import type { ClinicDay } from '#platform';

/** What an episode's plan asks per week from a day on, until the next takes effect. Minutes and days are whole. */
export interface Prescription {
  readonly effectiveFrom: ClinicDay;
  readonly minutesPerWeek: number;
  readonly daysPerWeek?: number | null;
}

/** One program week as one episode lives it. */
export interface PrescribedWeek {
  /** The seven days of the program week, in order. */
  readonly weekDays: readonly ClinicDay[];
  /** The days of this week on which the program runs and the clinic is open. */
  readonly openProgramDays: readonly ClinicDay[];
  /** How many days the program runs in a week without closures. */
  readonly programDaysInFullWeek: number;
  readonly episodeFrom: ClinicDay;
  /** The last day of the episode; absent while it is open. */
  readonly episodeTo?: ClinicDay | null;
  readonly prescriptions: readonly Prescription[];
  /** Policy: whether admission, discharge and closure weeks ask for less. */
  readonly prorate: boolean;
}

/** Why a week asks for something other than a full week's prescription. */
export type WeekCause = 'not_in_episode' | 'not_prescribed' | 'admitted' | 'discharged' | 'closed' | 'changed';

/** What a week asks of an episode. */
export interface PrescribedHours {
  readonly minutes: number;
  /** What the week would ask were it whole: the prescription in force on its first day in the episode. */
  readonly fullMinutes: number;
  /** Days the plan asks for, never more than can be counted; null where the plan names none. */
  readonly days: number | null;
  /** Program days the clinic is open this week, and those of them within the episode. */
  readonly openDays: number;
  readonly countedDays: number;
  readonly causes: readonly WeekCause[];
  /** A sentence for the screen; null when the week asks for the full prescription. */
  readonly reason: string | null;
}

/**
 * What a program week asks of an episode (domain, rules of the week). Prorated: the prescription in force on each open
 * program day within the episode, summed and divided by the program days of a full week, rounded half up once. Not
 * prorated: the prescription in force on the first day of the week that lies in the episode.
 */
export function prescribedForWeek(week: PrescribedWeek): PrescribedHours {
  const inEpisode = (day: ClinicDay) => day >= week.episodeFrom && (!week.episodeTo || day <= week.episodeTo);
  const daysIn = week.weekDays.filter(inEpisode);
  const counted = week.openProgramDays.filter(inEpisode);
  const full = daysIn.length === 0 ? undefined : inForce(week.prescriptions, daysIn);
  const fullMinutes = full?.minutesPerWeek ?? 0;
  const minutes = week.prorate ? proratedMinutes(week, counted) : fullMinutes;
  const causes = causesOf(week, daysIn, full !== undefined);
  return {
    minutes,
    fullMinutes,
    days: full?.daysPerWeek == null ? null : week.prorate ? Math.min(full.daysPerWeek, counted.length) : full.daysPerWeek,
    openDays: week.openProgramDays.length,
    countedDays: counted.length,
    causes,
    reason: weekSentence({
      causes,
      minutes,
      fullMinutes,
      countedDays: counted.length,
      openDays: week.openProgramDays.length,
      programDays: week.programDaysInFullWeek,
      prorate: week.prorate,
      episodeFrom: week.episodeFrom,
      episodeTo: week.episodeTo ?? null,
    }),
  };
}

/** The prescription in force on a day: the latest to have taken effect, or undefined before the first. */
export function prescriptionOn(prescriptions: readonly Prescription[], day: ClinicDay): Prescription | undefined {
  let found: Prescription | undefined;
  for (const one of prescriptions) {
    if (one.effectiveFrom <= day && (found === undefined || one.effectiveFrom >= found.effectiveFrom)) found = one;
  }
  return found;
}

/** What one place in one session stands for in the minute ledger. */
export interface LedgerStand {
  readonly episodeId: string;
  readonly serviceDay: ClinicDay;
  readonly minutes: number;
}

/** One movement of the minute ledger: a credit is positive, a reversal negative, never 0. */
export interface LedgerMovement extends LedgerStand {
  readonly kind: 'credit' | 'reversal';
}

/**
 * The entries that carry the ledger from what a place stood for to what it stands for now: the whole of the old taken
 * back, then the whole of the new credited, so a reader sees before and after. Nothing when nothing changed.
 */
export function ledgerDelta(before: LedgerStand | undefined, after: LedgerStand | undefined): LedgerMovement[] {
  const was = before && before.minutes > 0 ? before : undefined;
  const is = after && after.minutes > 0 ? after : undefined;
  if (was && is && was.minutes === is.minutes && was.episodeId === is.episodeId && was.serviceDay === is.serviceDay) return [];
  const movements: LedgerMovement[] = [];
  if (was) movements.push({ kind: 'reversal', episodeId: was.episodeId, serviceDay: was.serviceDay, minutes: -was.minutes });
  if (is) movements.push({ kind: 'credit', episodeId: is.episodeId, serviceDay: is.serviceDay, minutes: is.minutes });
  return movements;
}

/** The prescription in force on the first of the days, or else the first to take effect on any of them. */
function inForce(prescriptions: readonly Prescription[], days: readonly ClinicDay[]): Prescription | undefined {
  for (const day of days) {
    const found = prescriptionOn(prescriptions, day);
    if (found) return found;
  }
  return undefined;
}

function proratedMinutes(week: PrescribedWeek, counted: readonly ClinicDay[]): number {
  const days = week.programDaysInFullWeek;
  if (days < 1) return 0;
  const sum = counted.reduce((minutes, day) => minutes + (prescriptionOn(week.prescriptions, day)?.minutesPerWeek ?? 0), 0);
  return Math.floor((2 * sum + days) / (2 * days));
}

function causesOf(week: PrescribedWeek, daysIn: readonly ClinicDay[], prescribed: boolean): WeekCause[] {
  const first = daysIn[0];
  if (first === undefined) return ['not_in_episode'];
  if (!prescribed) return ['not_prescribed'];
  const causes: WeekCause[] = [];
  if (first !== week.weekDays[0]) causes.push('admitted');
  if (daysIn.at(-1) !== week.weekDays.at(-1)) causes.push('discharged');
  if (week.openProgramDays.length < week.programDaysInFullWeek) causes.push('closed');
  if (new Set(daysIn.map((day) => prescriptionOn(week.prescriptions, day)?.minutesPerWeek)).size > 1) causes.push('changed');
  return causes;
}

/** What a week's sentence is made of. */
export interface WeekExplanation {
  readonly causes: readonly WeekCause[];
  readonly minutes: number;
  readonly fullMinutes: number;
  readonly countedDays: number;
  /** Program days the clinic is open this week. */
  readonly openDays: number;
  readonly programDays: number;
  readonly prorate: boolean;
  readonly episodeFrom: ClinicDay;
  readonly episodeTo?: ClinicDay | null;
}

/** Why a week asks for what it asks, for the screen; null when it asks for the full prescription. */
export function weekSentence(week: WeekExplanation): string | null {
  const { causes } = week;
  if (causes.includes('not_in_episode')) return 'This week lies outside the episode.';
  if (causes.includes('not_prescribed')) return 'No hours are prescribed yet.';
  if (week.programDays < 1) return 'The program runs on no day of this week.';
  if (!week.prorate || (week.minutes === week.fullMinutes && !causes.includes('changed'))) return null;
  const closed = week.programDays - week.openDays;
  const phrases: Record<WeekCause, string> = {
    not_in_episode: '',
    not_prescribed: '',
    admitted: `admitted ${week.episodeFrom}`,
    discharged: `discharged ${week.episodeTo}`,
    closed: `${closed} program ${closed === 1 ? 'day' : 'days'} closed`,
    changed: 'prescribed hours change within the week',
  };
  return `Counts ${week.countedDays} of ${week.programDays} program days: ${causes.map((cause) => phrases[cause]).join(', ')}.`;
}

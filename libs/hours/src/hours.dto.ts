import { Bool, Day, Instant, Int, ListOf, ListQuery, Nested, OneOf, Text, Uuid, type ClinicDay, type Weekday } from '#platform';
import { STANDINGS, type Standing, type StandingReason } from './standing.js';

const REASONS = [
  'above_maximum',
  'nothing_prescribed',
  'attended_enough',
  'booked_enough',
  'booked_enough_once_recorded',
  'too_little_booked',
  'nothing_bookable',
  'attendance_owed',
  'week_over',
] as const satisfies readonly StandingReason[];

export class HoursBoardListQuery extends ListQuery {
  @Day({ optional: true, description: 'Any day of the week wanted; today unless said.' }) week?: ClinicDay;
  @Uuid({ optional: true }) program?: string;
  @Uuid({ optional: true, description: 'Only clients this member of staff has in the care team that week.' }) clinician?: string;
  @Bool({ optional: true, query: true, description: 'Only clients who have you in the care team that week; nothing when you are not of the staff.' }) mine?: boolean;
  @OneOf(STANDINGS, { optional: true, name: 'Standing' }) standing?: Standing;
}

export class ClinicWeekQuery {
  @Day({ optional: true, description: 'Any day of the week wanted; today unless said.' }) day?: ClinicDay;
}

/** The week of what is told of all programs together. */
export class ClinicWeekDto {
  @Day() weekStart: ClinicDay;
  @Int({ min: 1, max: 7, description: '1 is Monday. That of the clinic’s programs on the day where they agree, else Monday.' }) startsOn: Weekday;
}

export class WeekBeforeDto {
  @Day() weekStart: ClinicDay;
  @Int() prescribedMinutes: number;
  @Int() attendedMinutes: number;
  @OneOf(STANDINGS, { name: 'Standing' }) standing: Standing;
}

/** The figures of one client week, in whole minutes. */
export class WeekFiguresDto {
  @Day() weekStart: ClinicDay;
  @Day({ description: 'The first day after the week.' }) weekEnd: ClinicDay;
  @Int({ description: 'What the week would ask were it whole.' }) fullMinutes: number;
  @Int() prescribedMinutes: number;
  @Int() attendedMinutes: number;
  @Int() plannedMinutes: number;
  @Int() excusedMinutes: number;
  @Int() missedMinutes: number;
  @Int() madeUpMinutes: number;
  @Int({ description: 'The part of planned whose session is over and nobody recorded.' }) owedMinutes: number;
  @Int() projectedMinutes: number;
  @Int() maximumMinutes: number;
  @Int({ nullable: true }) prescribedDays: number | null;
  @Int() daysAttended: number;
  @Int() daysPlanned: number;
  @Int({ description: 'Days that count as per-diem service days.' }) daysPerDiem: number;
  @OneOf(STANDINGS, { name: 'Standing' }) standing: Standing;
  @OneOf(REASONS, { name: 'StandingReason' }) reason: StandingReason;
  @Text({ description: 'Why it stands so.' }) sentence: string;
  @Text({ nullable: true, description: 'Why the week asks for other than the full prescription.' }) arithmetic: string | null;
  @Int() shortBy: number;
  @Int() overBy: number;
}

export class BoardRowDto extends WeekFiguresDto {
  @Uuid() episodeId: string;
  @Uuid() clientId: string;
  @Text() chartNumber: string;
  @Text() givenName: string;
  @Text({ min: 0 }) familyName: string;
  @Text({ nullable: true }) preferredName: string | null;
  @Text({ nullable: true }) pronouns: string | null;
  @Uuid() programId: string;
  @Text() programName: string;
  @Text({ nullable: true }) clinicianName: string | null;
  @ListOf(() => WeekBeforeDto, { max: 8, description: 'The eight weeks before, the latest first.' }) history: WeekBeforeDto[];
}

export class StandingCountsDto {
  @Int() met: number;
  @Int() on_track: number;
  @Int() at_risk: number;
  @Int() short: number;
  @Int() over: number;
}

export class HoursBoardDto {
  @ListOf(() => BoardRowDto) items: BoardRowDto[];
  @Text({ nullable: true, max: 600 }) nextCursor: string | null;
  @Nested(() => StandingCountsDto) counts: StandingCountsDto;
}

export class EpisodeWeekDto extends WeekFiguresDto {
  @Int({ description: 'Attended minutes a date needs to count as a per-diem service day.' }) dayMinimumMinutes: number;
  @Int({ description: 'Program days of a whole week.' }) programDays: number;
  @Int({ description: 'Those on which the clinic is open.' }) openDays: number;
  @Int({ description: 'Those of them within the episode.' }) countedDays: number;
  @Int({ nullable: true, description: 'The version of the policy that judges the week.' }) policyNumber: number | null;
  @Int({ nullable: true, description: 'The weekly minimum of the policy then.' }) policyMinimumMinutes: number | null;
  @Int({ nullable: true }) policyDaysMinimum: number | null;
  @Int({ nullable: true }) policyDaysMaximum: number | null;
}

export class EpisodeWeekPageDto {
  @ListOf(() => EpisodeWeekDto) items: EpisodeWeekDto[];
  @Text({ nullable: true, max: 600 }) nextCursor: string | null;
}

export class LedgerLineDto {
  @Uuid() id: string;
  @Uuid() sessionId: string;
  @Text() sessionTitle: string;
  @Instant() startsAt: string;
  @Instant() endsAt: string;
  @Day() serviceDay: ClinicDay;
  @Int({ min: -1440, max: 1440 }) minutes: number;
  @OneOf(['credit', 'reversal']) kind: 'credit' | 'reversal';
  @Text() ruleVersion: string;
  @Int({ nullable: true }) policyNumber: number | null;
  @Text() author: string;
  @Text({ nullable: true, max: 500 }) reason: string | null;
  @Instant() recordedAt: string;
}

export class WeekPlaceDto {
  @Uuid() participationId: string;
  @Uuid() sessionId: string;
  @Text() sessionTitle: string;
  @Instant() startsAt: string;
  @Instant() endsAt: string;
  @Day() day: ClinicDay;
  @OneOf(['booked', 'attended', 'late', 'left_early', 'no_show', 'excused']) status: 'booked' | 'attended' | 'late' | 'left_early' | 'no_show' | 'excused';
  @Int({ description: 'What it could have credited.' }) offeredMinutes: number;
  @Int() creditedMinutes: number;
  @Bool() makeUp: boolean;
  @Text({ nullable: true, max: 500 }) reason: string | null;
}

export class LedgerDayDto {
  @Day() day: ClinicDay;
  @Int() attendedMinutes: number;
  @Int() plannedMinutes: number;
  @Bool({ description: 'Counts as a per-diem service day.' }) countsPerDiem: boolean;
  @Int({ description: 'Attended, yet so many minutes under the day minimum; 0 otherwise.' }) missedBy: number;
}

export class PrescribedDayDto {
  @Day() day: ClinicDay;
  @OneOf(['before_admission', 'after_discharge', 'closed', 'not_prescribed'], { nullable: true, description: 'Why the day does not count; null where it does.' })
  outside: 'before_admission' | 'after_discharge' | 'closed' | 'not_prescribed' | null;
  @Int({ nullable: true, description: 'What is ordered a week on that day.' }) minutesPerWeek: number | null;
  @Text({ nullable: true, description: 'The step of the taper.' }) phaseName: string | null;
}

/** Prorated: what is ordered on each day that counts, summed and divided by the program days of a whole week. */
export class WeekPrescriptionDto {
  @Bool() prorate: boolean;
  @Int() minutes: number;
  @Int({ description: 'Program days of a whole week.' }) programDays: number;
  @ListOf(() => PrescribedDayDto, { max: 7, description: 'The days of this week on which the program runs.' }) days: PrescribedDayDto[];
}

export class WeekLedgerDto {
  @Day() weekStart: ClinicDay;
  @Int({ description: 'The sum of the entries.' }) attendedMinutes: number;
  @ListOf(() => LedgerLineDto, { max: 10_000 }) entries: LedgerLineDto[];
  @ListOf(() => WeekPlaceDto, { max: 1000 }) places: WeekPlaceDto[];
  @ListOf(() => LedgerDayDto, { max: 7 }) days: LedgerDayDto[];
  @Int({ description: 'Attended minutes a date needs to count as a per-diem service day.' }) dayMinimumMinutes: number;
  @Nested(() => WeekPrescriptionDto) prescription: WeekPrescriptionDto;
}

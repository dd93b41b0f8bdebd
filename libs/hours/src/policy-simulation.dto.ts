import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMinSize, ArrayUnique, IsArray, IsInt, Max, Min, ValidateIf } from 'class-validator';
import { Bool, Day, Int, ListOf, Nested, OneOf, SomeOf, Text, Uuid, type ClinicDay, type Weekday } from '#platform';
import { StandingCountsDto } from './hours.dto.js';
import { OUTSIDE, type Outside } from './policy-change.js';
import { STANDINGS, type Standing } from './standing.js';

/** Weekdays by number, Monday first; may be left out. */
function Weekdays(): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: 'array', items: { type: 'integer', minimum: 1, maximum: 7 }, minItems: 1, uniqueItems: true, required: false }),
    ValidateIf((_owner, value) => value !== undefined),
    IsArray({ message: 'must be a list' }),
    ArrayMinSize(1, { message: 'must name at least one weekday' }),
    ArrayUnique({ message: 'must not repeat' }),
    IsInt({ each: true, message: 'must hold weekdays, 1 (Monday) to 7 (Sunday)' }),
    Min(1, { each: true, message: 'must hold weekdays, 1 (Monday) to 7 (Sunday)' }),
    Max(7, { each: true, message: 'must hold weekdays, 1 (Monday) to 7 (Sunday)' }),
  );
}

/** Numbers of a policy to try out; what is left out stays as it is. Nothing is changed by trying. */
export class SimulatePolicyDto {
  @Int({ optional: true, min: 1, max: 7, description: '1 is Monday.' }) weekStartsOn?: Weekday;
  @Weekdays() programWeekdays?: Weekday[];
  @Int({ optional: true, max: 10_080 }) weeklyMinimumMinutes?: number;
  @Int({ optional: true, max: 10_080 }) weeklyMaximumMinutes?: number;
  @Int({ optional: true, min: 1, max: 7 }) daysMinimum?: number;
  @Int({ optional: true, min: 1, max: 7 }) daysMaximum?: number;
  @Int({ optional: true, max: 1440 }) dayMinimumMinutes?: number;
  @Bool({ optional: true }) prorate?: boolean;
}

export class SimulatedWeekDto {
  @OneOf(STANDINGS, { name: 'Standing' }) standing: Standing;
  @Int() prescribedMinutes: number;
  @Int() attendedMinutes: number;
  @Int() plannedMinutes: number;
  @Int() daysPerDiem: number;
}

export class WeekComparisonDto {
  @Day() weekStart: ClinicDay;
  @Nested(() => SimulatedWeekDto, { nullable: true, description: 'The week that holds the first day of this one, as it stands.' }) before: SimulatedWeekDto | null;
  @Nested(() => SimulatedWeekDto) after: SimulatedWeekDto;
}

export class PrescriptionComparisonDto {
  @Int() minutesPerWeek: number;
  @Int({ nullable: true }) daysPerWeek: number | null;
  @SomeOf(OUTSIDE, { description: 'In which way it lies outside the policy as it is.' }) outsideBefore: Outside[];
  @SomeOf(OUTSIDE, { description: 'In which way it would lie outside.' }) outsideAfter: Outside[];
}

export class AffectedClientDto {
  @Uuid() episodeId: string;
  @Uuid() clientId: string;
  @Text() chartNumber: string;
  @Text() givenName: string;
  @Text({ min: 0 }) familyName: string;
  @Text({ nullable: true }) preferredName: string | null;
  @Text({ nullable: true }) pronouns: string | null;
  @ListOf(() => WeekComparisonDto, { description: 'The weeks that would be different, the latest first.' }) weeks: WeekComparisonDto[];
  @Nested(() => PrescriptionComparisonDto, { nullable: true, description: 'What is ordered today; null for a stay that is over.' }) prescription: PrescriptionComparisonDto | null;
}

export class WeekCountsDto {
  @Day() weekStart: ClinicDay;
  @Nested(() => StandingCountsDto) before: StandingCountsDto;
  @Nested(() => StandingCountsDto) after: StandingCountsDto;
}

/** What the change would do to those looked at with this page: the numbers of all pages together are the whole. */
export class PolicySimulationDto {
  @Day({ description: 'The first day of the weeks looked at.' }) from: ClinicDay;
  @Int({ description: 'Stays of the program in these weeks.' }) total: number;
  @Int({ description: 'Those looked at with this page.' }) looked: number;
  @Int({ description: 'Those of them with a week that would stand otherwise.' }) standingChanged: number;
  @ListOf(() => WeekCountsDto) weeks: WeekCountsDto[];
  @Int({ description: 'Standing prescriptions outside the policy as it is.' }) outsideBefore: number;
  @Int({ description: 'Those that would be outside.' }) outsideAfter: number;
  @ListOf(() => AffectedClientDto, { description: 'Those for whom something would be different.' }) items: AffectedClientDto[];
  @Text({ nullable: true, max: 600 }) nextCursor: string | null;
}

import { Bool, Day, Instant, Int, ListOf, Nested, OneOf, Text, Uuid, type ClinicDay } from '#platform';
import { OUTLOOKS, type Outlook } from './forecast.js';
import { BoardRowDto, HoursBoardListQuery, StandingCountsDto } from './hours.dto.js';

export class ForecastListQuery extends HoursBoardListQuery {
  @Bool({ optional: true, query: true, description: 'Only clients who are likely to fall short. A page may then hold fewer than asked for and still have a next one.' }) likelyShort?: boolean;
}

export class ForecastPartDto {
  @Uuid() sessionId: string;
  @Text() title: string;
  @Instant() startsAt: string;
  @Instant() endsAt: string;
  @Int({ description: 'What it would credit.' }) minutes: number;
  @Int({ max: 100, description: 'How likely it is attended, in percent.' }) chance: number;
}

/** How a running week is likely to end. Never a fact. */
export class WeekForecastDto {
  @Uuid() episodeId: string;
  @OneOf(OUTLOOKS, { name: 'Outlook' }) outlook: Outlook;
  @Int({ description: 'The hours of which more, and less, are about equally likely.' }) likelyMinutes: number;
  @Int() likelyShortBy: number;
  @Int({ max: 100, description: 'How likely the prescription is reached, in percent.' }) chancePercent: number;
  @Text({ max: 500 }) because: string;
  @Text({ max: 500 }) sentence: string;
  @Int({ description: 'How many weeks of the client’s own it goes by.' }) weeks: number;
  @Int({ description: 'Recorded sessions of those weeks.' }) sessions: number;
  @Int() missed: number;
  @ListOf(() => ForecastPartDto, { max: 200, description: 'What is booked and not recorded, in order.' }) parts: ForecastPartDto[];
}

export class ForecastRowDto extends BoardRowDto {
  @Nested(() => WeekForecastDto, { nullable: true, description: 'Null for a week that is not running.' }) forecast: WeekForecastDto | null;
}

export class ForecastBoardDto {
  @ListOf(() => ForecastRowDto) items: ForecastRowDto[];
  @Text({ nullable: true, max: 600 }) nextCursor: string | null;
  @Nested(() => StandingCountsDto) counts: StandingCountsDto;
}

export class EpisodeForecastDto {
  @Day() weekStart: ClinicDay;
  @Nested(() => WeekForecastDto, { nullable: true, description: 'Null for a week that is not running.' }) forecast: WeekForecastDto | null;
}

import { Bool, Day, Instant, Int, ListOf, ListQuery, Nested, OneOf, Text, TextList, Uuid, type ClinicDay } from '#platform';

export class DeliveredHoursListQuery extends ListQuery {
  @Day({ optional: true, description: 'Any day of the week wanted, which begins on the weekday the clinic’s programs agree on, else on Monday; today unless said.' }) week?: ClinicDay;
  @Int({ optional: true, min: 1, max: 8, query: true, description: 'That week and those before it; 8 unless said.' }) weeks?: number;
}

export class LedSessionsQuery {
  @Day({ optional: true, description: 'Any day of the week wanted, which begins on the weekday the clinic’s programs agree on, else on Monday; today unless said.' }) week?: ClinicDay;
}

/** A session is delivered once it is over and somebody is recorded as having been there. */
export class DeliveredWeekDto {
  @Day() weekStart: ClinicDay;
  @Int({ description: 'The length of the sessions less their breaks.' }) minutes: number;
  @Int({ description: 'The part of it in services that count toward hours.' }) countingMinutes: number;
  @Int({ description: 'The part of it led by more than one.' }) coLedMinutes: number;
  @Int() sessions: number;
  @Int({ description: 'Different clients who were there.' }) clients: number;
  @Int({ description: 'What clients were credited, all together.' }) clientMinutes: number;
  @Int({ description: 'Sessions that are over and of which nothing is recorded: not counted.' }) owedSessions: number;
}

export class DeliveredByClinicianDto {
  @Uuid() staffId: string;
  @Text() name: string;
  @ListOf(() => DeliveredWeekDto, { max: 8, description: 'The latest first.' }) weeks: DeliveredWeekDto[];
}

export class DeliveredHoursDto {
  @Day() weekStart: ClinicDay;
  @Nested(() => DeliveredWeekDto, { description: 'The clinic’s own figures: each session once, however many led it.' }) total: DeliveredWeekDto;
  @ListOf(() => DeliveredByClinicianDto, { description: 'Whoever leads a session with others is given the whole of its minutes.' }) items: DeliveredByClinicianDto[];
  @Text({ nullable: true, max: 600 }) nextCursor: string | null;
}

export class LedSessionDto {
  @Uuid() sessionId: string;
  @Text() title: string;
  @Instant() startsAt: string;
  @Instant() endsAt: string;
  @Int() minutes: number;
  @Bool() countsTowardHours: boolean;
  @Int() clients: number;
  @Int() clientMinutes: number;
  @TextList({ description: 'Who led it besides.' }) coLeaders: string[];
  @OneOf(['delivered', 'owed', 'nobody_came'], { name: 'LedSessionState' }) state: 'delivered' | 'owed' | 'nobody_came';
}

export class LedSessionsDto {
  @ListOf(() => LedSessionDto) items: LedSessionDto[];
}

import { Bool, Day, Instant, Int, ListOf, ListQuery, Nested, OneOf, SomeOf, Text, Uuid, WallTimeField, type ClinicDay, type WallTime } from '#platform';
import { WEEKDAY_CODES } from '../recurrence-rule.js';
import { SESSION_KINDS, type SessionKind } from '../sessions/session.entity.js';
import { BreakDto } from '../sessions/book-session.dto.js';
import { NamedDto, RosterClientDto, SessionSummaryDto } from '../sessions/sessions.dto.js';

export class SeriesGapDto {
  @Day()
  day: ClinicDay;

  @OneOf(['closed', 'left_out', 'conflict'])
  cause: string;
}

export class SeriesCancellationDto {
  @Day({ description: 'The first day that was cancelled.' })
  fromDay: ClinicDay;

  @Text({ max: 300 })
  reason: string;

  @Bool({ description: 'Whether it can be taken back as a whole.' })
  restorable: boolean;
}

/** A series: when it meets, in words, with whom and where. Of a group: the group’s name, people and place, where it does not depart from them. */
export class SeriesDto {
  @Uuid()
  id: string;

  @Text({ description: 'When it meets, in words.' })
  words: string;

  @Text({ max: 500 })
  rule: string;

  @SomeOf(WEEKDAY_CODES, { description: 'The weekdays its rule names; none: the one it starts on, or days of the month.' })
  weekdays: string[];

  @Bool()
  endless: boolean;

  @Day()
  startDay: ClinicDay;

  @WallTimeField()
  startTime: WallTime;

  @Int({ min: 5, max: 720 })
  durationMinutes: number;

  @ListOf(() => BreakDto)
  breaks: BreakDto[];

  @OneOf(SESSION_KINDS)
  kind: SessionKind;

  @Text()
  title: string;

  @Nested(() => NamedDto)
  service: NamedDto;

  @Nested(() => NamedDto, { nullable: true })
  program: NamedDto | null;

  @Nested(() => NamedDto, { nullable: true })
  group: NamedDto | null;

  @Nested(() => NamedDto, { nullable: true })
  room: NamedDto | null;

  @Bool()
  telehealth: boolean;

  @Text({ nullable: true, max: 500 })
  telehealthUrl: string | null;

  @Int({ min: 1 })
  capacity: number;

  @ListOf(() => NamedDto)
  staff: NamedDto[];

  @ListOf(() => RosterClientDto, { description: 'Who comes; of a group, today’s members.' })
  clients: RosterClientDto[];

  @Day({ nullable: true, description: 'Its sessions exist up to this day; null once its rule has no more.' })
  generatedUntil: ClinicDay | null;

  @Day({ nullable: true, description: 'The last day it meets, since it was split or cancelled.' })
  endedOn: ClinicDay | null;

  @Uuid({ nullable: true, description: 'The series it carries on.' })
  continuesId: string | null;

  @Uuid({ nullable: true, description: 'The series that carries it on.' })
  continuedById: string | null;

  @Int({ description: 'Sessions to come.' })
  ahead: number;

  @Int({ description: 'Of these, changed by hand.' })
  exceptions: number;

  @Instant({ nullable: true })
  nextSessionAt: Date | null;

  @ListOf(() => SeriesGapDto, { max: 200, description: 'Days to come of its rule without a session.' })
  gaps: SeriesGapDto[];

  @Nested(() => SeriesCancellationDto, { nullable: true, description: 'Its last cancellation, while it is not taken back.' })
  cancellation: SeriesCancellationDto | null;

  @Int({ min: 1 })
  version: number;
}

export class SeriesSessionsQueryDto extends ListQuery {
  @Day({ optional: true, description: 'First date of the series; the clinic’s today unless said.' })
  from?: ClinicDay;
}

/** An occurrence of a series. */
export class SeriesOccurrenceDto extends SessionSummaryDto {
  @Day({ description: 'Which date of the series it is, wherever it was moved.' })
  seriesDay: ClinicDay;

  @Bool()
  changedByHand: boolean;

  @Bool({ description: 'Whether the rule does not give this date.' })
  extraDay: boolean;

  @Text({ nullable: true, max: 300 })
  cancelReason: string | null;

  @Bool()
  attendanceRecorded: boolean;
}

export class SeriesSessionPageDto {
  @ListOf(() => SeriesOccurrenceDto)
  items: SeriesOccurrenceDto[];

  @Text({ nullable: true, max: 600 })
  nextCursor: string | null;
}

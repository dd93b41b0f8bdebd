import { Bool, Day, DayList, Instant, Int, ListOf, ListQuery, Nested, OneOf, SomeOf, Text, Uuid, UuidList, WallTimeField, type ClinicDay, type WallTime } from '#platform';
import { WEEKDAY_CODES } from '../recurrence-rule.js';
import { SESSION_KINDS, type SessionKind } from '../sessions/session.entity.js';
import { BreakDto, NamedDto, RosterClientDto, SessionSummaryDto } from '../sessions/sessions.dto.js';
import { SERIES_SCOPES, type SeriesScope } from './edit-series-input.js';
import { ConflictDto, OutsideDto } from './series.dto.js';

const KEPT = ['past', 'attendance', 'changed_by_hand', 'cancelled', 'same', 'left_out'] as const;
const SCOPE = '`this` one occurrence, `following` it and all after it, `all` to come. The past never changes.';
const BEGINS = 'The occurrence it begins at; needed for `this` and `following`.';
const EXCEPTIONS = 'What becomes of occurrences somebody changed by hand: `keep` (unless said) or `overwrite`.';

/** A change of a series. What is left out stays. The same body is previewed and saved. */
export class EditSeriesDto {
  @Int({ min: 1, description: 'The version of the series the edit was begun from.' })
  version: number;

  @OneOf(SERIES_SCOPES, { description: SCOPE })
  scope: SeriesScope;

  @Uuid({ optional: true, description: BEGINS })
  sessionId?: string;

  @Day({ optional: true, description: 'Another day for this one occurrence; scope `this` only.' })
  toDay?: ClinicDay;

  @Text({ max: 500, optional: true, description: 'Another rule, RFC 5545 without a time of day: other weekdays, another end.', example: 'FREQ=WEEKLY;BYDAY=TU,TH' })
  rule?: string;

  @Day({ optional: true, description: 'Where the new rule begins: the series’ own first day, after a split the day of the split, unless said.' })
  startDay?: ClinicDay;

  @WallTimeField({ optional: true, description: 'On the clinic’s wall clock, through clock changes too.' })
  startTime?: WallTime;

  @Int({ min: 5, max: 720, optional: true })
  durationMinutes?: number;

  @ListOf(() => BreakDto, { max: 10, optional: true })
  breaks?: BreakDto[];

  @Uuid({ optional: true, nullable: true, description: 'Null: no room. A series of a group may leave the group’s room.' })
  roomId?: string | null;

  @UuidList({ max: 10, min: 1, optional: true, description: 'The first leads. A series of a group may leave the group’s facilitators.' })
  staffIds?: string[];

  @Text({ max: 120, optional: true, description: 'Not of a group’s series: the group has the name.' })
  title?: string;

  @Bool({ optional: true })
  telehealth?: boolean;

  @Text({ max: 500, optional: true, nullable: true, pattern: /^https:\/\//, patternMessage: 'must begin with https://' })
  telehealthUrl?: string | null;

  @Int({ min: 1, max: 500, optional: true })
  capacity?: number;

  @UuidList({ max: 200, optional: true, description: 'Everybody who comes from now on. Not of a group’s series: its members come.' })
  clientIds?: string[];

  @DayList({ max: 200, optional: true, description: 'Dates it is to have besides those of its rule, or again.' })
  include?: ClinicDay[];

  @DayList({ max: 200, optional: true, description: 'Dates it is not to have.' })
  exclude?: ClinicDay[];

  @OneOf(['keep', 'overwrite'], { optional: true, description: EXCEPTIONS })
  exceptions?: 'keep' | 'overwrite';

  @DayList({ max: 1000, optional: true, description: 'The dates of the preview to change, add or remove; left out: all but those on closed days. Occurrences not named become exceptions.' })
  days?: ClinicDay[];

  @Text({ max: 300, optional: true, nullable: true, description: 'Why dates may stand outside hours, availability or scope.' })
  outsideHoursReason?: string | null;
}

/** What becomes of one date, and how its new time stands. */
export class EditedDateDto {
  @Day({ description: 'The date of the series; what `days` names.' })
  day: ClinicDay;

  @Uuid({ nullable: true, description: 'Null for a date that is added.' })
  sessionId: string | null;

  @OneOf(['change', 'add', 'remove', 'keep'])
  action: string;

  @OneOf(KEPT, { nullable: true, description: 'Why it is kept: begun, attendance recorded, changed by hand, cancelled; `same`: nothing about it changes.' })
  kept: string | null;

  @Bool({ description: 'Whether somebody changed this occurrence by hand: with `overwrite` that is lost.' })
  changedByHand: boolean;

  @Instant({ nullable: true, description: 'Where it stands now.' })
  startsBefore: Date | null;

  @Instant({ nullable: true })
  endsBefore: Date | null;

  @Instant({ description: 'Where it will stand.' })
  startsAt: Date;

  @Instant()
  endsAt: Date;

  @OneOf(['free', 'closed', 'conflict', 'outside'], { description: '`closed`: skipped unless named. `outside`: possible with a reason.' })
  state: string;

  @Text({ nullable: true, description: 'Why the clinic is closed.' })
  closure: string | null;

  @ListOf(() => ConflictDto)
  conflicts: ConflictDto[];

  @ListOf(() => OutsideDto)
  outside: OutsideDto[];

  @Bool({ description: 'Whether saving the same body does it.' })
  chosen: boolean;
}

export class SeriesEditPreviewDto {
  @Text({ description: 'The rule in words, as it will be.' })
  words: string;

  @Text({ max: 500, description: 'The rule as it will be stored.' })
  rule: string;

  @Bool()
  endless: boolean;

  @Day({ nullable: true, description: 'The first day of the series that carries on; null: the series itself changes.' })
  splitOn: ClinicDay | null;

  @ListOf(() => EditedDateDto, { max: 2000, description: 'By day; the kept past of the last 28 days too.' })
  dates: EditedDateDto[];
}

export class KeptDateDto {
  @Day()
  day: ClinicDay;

  @OneOf(KEPT)
  why: string;
}

export class SkippedDateDto {
  @Day()
  day: ClinicDay;

  @OneOf(['closed', 'left_out', 'conflict'])
  cause: string;
}

/** What a change of a series did. */
export class SeriesEditedDto {
  @Uuid({ description: 'The series the changed dates belong to now: another one after a split.' })
  seriesId: string;

  @Int({ min: 1 })
  version: number;

  @Uuid({ nullable: true, description: 'The series that ends before it; null where none was split.' })
  continuesId: string | null;

  @DayList({ max: 1000 })
  changed: ClinicDay[];

  @DayList({ max: 1000 })
  added: ClinicDay[];

  @DayList({ max: 1000 })
  removed: ClinicDay[];

  @ListOf(() => KeptDateDto, { max: 2000 })
  kept: KeptDateDto[];

  @ListOf(() => SkippedDateDto, { max: 2000, description: 'Dates without a session.' })
  skipped: SkippedDateDto[];
}

export class PreviewCancelSeriesDto {
  @OneOf(SERIES_SCOPES, { description: SCOPE })
  scope: SeriesScope;

  @Uuid({ optional: true, description: BEGINS })
  sessionId?: string;

  @OneOf(['keep', 'overwrite'], { optional: true, description: EXCEPTIONS })
  exceptions?: 'keep' | 'overwrite';
}

/** A cancellation of occurrences of a series. */
export class CancelSeriesDto extends PreviewCancelSeriesDto {
  @Int({ min: 1, description: 'The version of the series it was begun from.' })
  version: number;

  @Text({ max: 300, description: 'Why, for the record.' })
  reason: string;
}

export class CancelledDateDto {
  @Day()
  day: ClinicDay;

  @Uuid()
  sessionId: string;

  @Instant()
  startsAt: Date;

  @Instant()
  endsAt: Date;

  @OneOf(KEPT, { nullable: true, description: 'Why it is not cancelled; null: it is.' })
  kept: string | null;

  @Bool()
  changedByHand: boolean;
}

export class SeriesCancelPreviewDto {
  @ListOf(() => CancelledDateDto, { max: 2000 })
  dates: CancelledDateDto[];
}

export class SeriesCancelledDto extends SeriesCancelPreviewDto {
  @Uuid()
  seriesId: string;

  @Int({ min: 1 })
  version: number;

  @Day({ nullable: true, description: 'The last day it meets; null where it goes on.' })
  endedOn: ClinicDay | null;
}

/** Takes the last cancellation of the series back. */
export class RestoreSeriesDto {
  @Int({ min: 1 })
  version: number;

  @DayList({ max: 1000, optional: true, description: 'The dates that come back; left out: all to come. Others stay cancelled.' })
  days?: ClinicDay[];
}

export class SeriesRestoredDto {
  @Uuid()
  seriesId: string;

  @Int({ min: 1 })
  version: number;

  @Day({ nullable: true })
  endedOn: ClinicDay | null;

  @DayList({ max: 1000 })
  restored: ClinicDay[];

  @DayList({ max: 1000, description: 'Dates that stay cancelled: begun by now, or not chosen.' })
  cancelled: ClinicDay[];
}

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

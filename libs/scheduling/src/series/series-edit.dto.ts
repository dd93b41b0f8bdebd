import { Bool, Day, DayList, Instant, Int, ListOf, OneOf, Text, Uuid, UuidList, WallTimeField, type ClinicDay, type WallTime } from '#platform';
import { BreakDto } from '../sessions/book-session.dto.js';
import { SERIES_SCOPES, type SeriesScope } from './edit-series-input.js';
import { ConflictDto, OutsideDto } from './series.dto.js';

export const KEPT = ['past', 'attendance', 'changed_by_hand', 'cancelled', 'same', 'left_out'] as const;
export const SCOPE = '`this` one occurrence, `following` it and all after it, `all` to come. The past never changes.';
export const BEGINS = 'The occurrence it begins at; needed for `this` and `following`.';
export const EXCEPTIONS = 'What becomes of occurrences somebody changed by hand: `keep` (unless said) or `overwrite`.';

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

  @UuidList({ max: 1000, optional: true, description: 'Sessions that are exceptions and follow the series again, as it is after the change.' })
  follow?: string[];

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

  @OneOf(['free', 'closed', 'conflict', 'apart', 'outside'], { description: '`closed`: skipped unless named. `outside`: possible with a reason. `apart`: two who come are kept apart; who they are, their care team says.' })
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

  @Uuid()
  sessionId: string;

  @OneOf(KEPT, { description: '`left_out`: it followed the series until now, and is an exception from now on.' })
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

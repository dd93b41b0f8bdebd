import { Day, DayList, Int, ListOf, Text, Uuid, WallTimeField, type ClinicDay, type WallTime } from '#platform';

/** A stretch a weekday is open. */
export class OpeningHoursDto {
  @Int({ min: 1, max: 7, description: '1 Monday to 7 Sunday.' })
  weekday: number;

  @WallTimeField()
  opens: WallTime;

  @WallTimeField()
  closes: WallTime;
}

/** The whole week of the clinic or of one room, replacing what was. An empty list: no hours kept. */
export class SetOpeningHoursDto {
  @Int({ min: 1, description: 'The version of the clinic, or of the room, the edit was begun from.' })
  version: number;

  @Uuid({ nullable: true, description: 'The room; null for the clinic.' })
  roomId: string | null;

  @ListOf(() => OpeningHoursDto, { max: 70 })
  hours: OpeningHoursDto[];
}

export class OpeningWeekDto {
  @Uuid({ nullable: true, description: 'The room; null for the clinic.' })
  roomId: string | null;

  @Int({ min: 1, description: 'The version of the clinic, or of the room.' })
  version: number;

  @ListOf(() => OpeningHoursDto)
  hours: OpeningHoursDto[];
}

/** The clinic’s week first, then those rooms that keep hours of their own. */
export class OpeningWeeksDto {
  @ListOf(() => OpeningWeekDto, { max: 1000 })
  items: OpeningWeekDto[];
}

/** Days to close, one or a range. */
export class CloseDaysDto {
  @Day()
  from: ClinicDay;

  @Day({ optional: true, description: 'The last day; left out: one day.' })
  to?: ClinicDay;

  @Text({ max: 120, example: 'Thanksgiving' })
  reason: string;
}

/** Days to open again. */
export class ReopenDaysDto {
  @Day()
  from: ClinicDay;

  @Day({ optional: true, description: 'The last day; left out: one day.' })
  to?: ClinicDay;
}

export class EditClosureDto {
  @Int({ min: 1 })
  version: number;

  @Text({ max: 120 })
  reason: string;
}

export class ClosedDaysDto {
  @DayList({ description: 'Days closed by this request.' })
  closed: ClinicDay[];

  @DayList({ description: 'Days of the range that were closed before, left as they were.' })
  alreadyClosed: ClinicDay[];
}

export class ReopenedDaysDto {
  @DayList()
  reopened: ClinicDay[];
}

export class ClosureDto {
  @Uuid()
  id: string;

  @Day()
  day: ClinicDay;

  @Text()
  reason: string;

  @Int({ min: 1 })
  version: number;
}

export class ClosureListDto {
  @ListOf(() => ClosureDto, { max: 1100 })
  items: ClosureDto[];
}

export class ClosureRangeQuery {
  @Day()
  from: ClinicDay;

  @Day()
  to: ClinicDay;
}

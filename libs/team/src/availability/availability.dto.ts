import { Day, Instant, Int, ListOf, Text, Uuid, WallTimeField, type ClinicDay, type WallTime } from '#platform';

/** A stretch of a weekday somebody works, on the clinic's wall clock. */
export class StretchDto {
  @Int({ min: 1, max: 7, description: '1 Monday to 7 Sunday.' })
  weekday: number;

  @WallTimeField()
  starts: WallTime;

  @WallTimeField()
  ends: WallTime;
}

/** The whole week from a day on, replacing whatever was said for that day and later. An empty list: does not work. */
export class SetAvailabilityDto {
  @Int({ min: 1, description: 'The version of the person the edit was begun from.' })
  version: number;

  @Day()
  effectiveFrom: ClinicDay;

  @ListOf(() => StretchDto, { max: 70 })
  stretches: StretchDto[];
}

/** A week that holds from a day to a day. */
export class AvailabilityPeriodDto {
  @Day()
  from: ClinicDay;

  @Day({ nullable: true, description: 'The last day; null: until changed.' })
  to: ClinicDay | null;

  @ListOf(() => StretchDto)
  stretches: StretchDto[];
}

export class AvailabilityDto {
  @Int({ min: 1, description: 'The version of the person, for an edit.' })
  version: number;

  @ListOf(() => AvailabilityPeriodDto, { max: 1000, description: 'By first day. None at all: has not said when they work.' })
  items: AvailabilityPeriodDto[];
}

/** Time off in the clinic's days and wall times. Without times: whole days. */
export class AddTimeOffDto {
  @Day()
  from: ClinicDay;

  @WallTimeField({ optional: true, nullable: true, description: 'Start on the first day; left out: the start of the day.' })
  fromTime?: WallTime | null;

  @Day({ description: 'The last day.' })
  to: ClinicDay;

  @WallTimeField({ optional: true, nullable: true, description: 'End on the last day; left out: the end of the day.' })
  toTime?: WallTime | null;

  @Text({ max: 120, example: 'Vacation' })
  reason: string;
}

export class EditTimeOffDto extends AddTimeOffDto {
  @Int({ min: 1, description: 'The version the edit was begun from.' })
  version: number;
}

export class TimeOffDto {
  @Uuid()
  id: string;

  @Uuid()
  staffId: string;

  @Text()
  staffName: string;

  @Day()
  from: ClinicDay;

  @WallTimeField({ nullable: true, description: 'Null: from the start of the day.' })
  fromTime: WallTime | null;

  @Day({ description: 'The last day.' })
  to: ClinicDay;

  @WallTimeField({ nullable: true, description: 'Null: to the end of the day.' })
  toTime: WallTime | null;

  @Instant()
  startsAt: string;

  @Instant()
  endsAt: string;

  @Text()
  reason: string;

  @Int({ min: 1 })
  version: number;
}

export class TimeOffListDto {
  @ListOf(() => TimeOffDto, { max: 2000 })
  items: TimeOffDto[];
}

export class TimeOffRangeQuery {
  @Day()
  from: ClinicDay;

  @Day()
  to: ClinicDay;
}

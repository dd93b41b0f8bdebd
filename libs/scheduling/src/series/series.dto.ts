import { Bool, Day, DayList, Instant, Int, ListOf, OneOf, Text, Uuid, UuidList, WallTimeField, type ClinicDay, type WallTime } from '#platform';
import { BreakDto } from '../sessions/book-session.dto.js';

/** When a series meets, and which of its dates to make. */
export class SeriesTimesDto {
  @Text({ max: 500, description: 'RFC 5545 recurrence rule without a time of day.', example: 'FREQ=WEEKLY;BYDAY=MO,WE,FR' })
  rule: string;

  @Day({ description: 'Where the rule begins.' })
  startDay: ClinicDay;

  @WallTimeField({ description: 'On the clinic’s wall clock, through clock changes too.' })
  startTime: WallTime;

  @Int({ min: 5, max: 720, optional: true, description: 'As long as the service usually takes unless said.' })
  durationMinutes?: number;

  @ListOf(() => BreakDto, { max: 10, optional: true })
  breaks?: BreakDto[];

  @DayList({ max: 1000, optional: true, description: 'The dates to make; left out: every date the clinic is open.' })
  days?: ClinicDay[];

  @Text({ max: 300, optional: true, nullable: true, description: 'Why dates may stand outside hours, availability or scope.' })
  outsideHoursReason?: string | null;
}

/** A series: of a group, or with people of its own. */
export class CreateSeriesDto extends SeriesTimesDto {
  @Uuid({ optional: true, nullable: true, description: 'A series of this group: everything but the times is the group’s.' })
  groupId?: string | null;

  @Uuid({ optional: true, description: 'Needed without a group.' })
  serviceId?: string;

  @Uuid({ optional: true, nullable: true })
  programId?: string | null;

  @Text({ max: 120, optional: true })
  title?: string;

  @Uuid({ optional: true, nullable: true })
  roomId?: string | null;

  @Bool({ optional: true })
  telehealth?: boolean;

  @Text({ max: 500, optional: true, nullable: true, pattern: /^https:\/\//, patternMessage: 'must begin with https://' })
  telehealthUrl?: string | null;

  @UuidList({ max: 10, optional: true })
  staffIds?: string[];

  @UuidList({ max: 200, optional: true })
  clientIds?: string[];

  @Int({ min: 1, max: 500, optional: true })
  capacity?: number;
}

export class ConflictDto {
  @OneOf(['staff', 'room', 'client'])
  kind: string;

  @Uuid({ description: 'Whose time is taken.' })
  id: string;

  @Uuid()
  sessionId: string;

  @Text({ description: 'Of the group or service; never a name.' })
  title: string;

  @Instant()
  startsAt: Date;

  @Instant()
  endsAt: Date;
}

export class OutsideDto {
  @OneOf(['clinic-closed', 'clinic-hours', 'room-hours', 'room-out', 'staff-hours', 'time-off', 'may-not-lead'])
  kind: string;

  @Uuid({ nullable: true })
  id: string | null;

  @Text()
  sentence: string;
}

/** How one date of a series stands. */
export class PlannedOccurrenceDto {
  @Day()
  day: ClinicDay;

  @Instant()
  startsAt: Date;

  @Instant()
  endsAt: Date;

  @OneOf(['free', 'closed', 'conflict', 'apart', 'outside'], { description: '`outside`: possible with a reason. `apart`: two who come are kept apart; who they are, their care team says.' })
  state: string;

  @Text({ nullable: true, description: 'Why the clinic is closed.' })
  closure: string | null;

  @ListOf(() => ConflictDto)
  conflicts: ConflictDto[];

  @ListOf(() => OutsideDto)
  outside: OutsideDto[];
}

export class SeriesPreviewDto {
  @Text({ description: 'The rule in words.' })
  words: string;

  @Text({ max: 500, description: 'The rule as it will be stored.' })
  rule: string;

  @Bool({ description: 'Whether it goes on; sessions are then made 16 weeks ahead and carried on.' })
  endless: boolean;

  @ListOf(() => PlannedOccurrenceDto, { max: 1000 })
  occurrences: PlannedOccurrenceDto[];
}

export class SeriesSessionDto {
  @Uuid()
  id: string;

  @Day()
  day: ClinicDay;

  @Instant()
  startsAt: Date;

  @Instant()
  endsAt: Date;
}

export class SkippedDayDto {
  @Day()
  day: ClinicDay;

  @OneOf(['closed', 'left_out'])
  cause: string;
}

export class CreatedSeriesDto {
  @Uuid()
  id: string;

  @ListOf(() => SeriesSessionDto, { max: 1000 })
  sessions: SeriesSessionDto[];

  @ListOf(() => SkippedDayDto, { max: 1000 })
  skipped: SkippedDayDto[];
}

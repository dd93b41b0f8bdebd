import { Bool, Day, Instant, ListOf, Text, Uuid, WallTimeField, Int, type ClinicDay } from '#platform';
import { SessionSummaryDto } from '../sessions/sessions.dto.js';

export class CalendarQueryDto {
  @Day()
  from: ClinicDay;

  @Day({ description: 'The last day, at most 42 days on.' })
  to: ClinicDay;

  @Uuid({ optional: true })
  staffId?: string;

  @Uuid({ optional: true })
  roomId?: string;

  @Uuid({ optional: true })
  groupId?: string;

  @Uuid({ optional: true })
  clientId?: string;

  @Uuid({ optional: true })
  programId?: string;

  @Bool({ optional: true, query: true, description: 'Cancelled sessions too.' })
  cancelled?: boolean;
}

/** A client’s name, for those who may see it. */
export class ClientNameDto {
  @Uuid()
  id: string;

  @Text()
  givenName: string;

  @Text({ min: 0 })
  familyName: string;

  @Text({ nullable: true })
  preferredName: string | null;
}

/** A session on the calendar. */
export class CalendarSessionDto extends SessionSummaryDto {
  @ListOf(() => ClientNameDto, { description: 'Who comes, where it is not a group.' })
  clients: ClientNameDto[];

  @Bool({ description: 'Whether somebody booked it outside hours, with a reason.' })
  outsideHours: boolean;
}

export class TimeOffDto {
  @Uuid()
  staffId: string;

  @Instant()
  startsAt: string;

  @Instant()
  endsAt: string;
}

export class ClosedDayDto {
  @Day()
  day: ClinicDay;

  @Text()
  reason: string;
}

export class OpenStretchDto {
  @Uuid({ nullable: true, description: 'Null: the clinic itself.' })
  roomId: string | null;

  @Int({ min: 1, max: 7, description: '1 Monday to 7 Sunday.' })
  weekday: number;

  @WallTimeField()
  opens: string;

  @WallTimeField()
  closes: string;
}

/** Everything a calendar draws between two days. */
export class CalendarDto {
  @ListOf(() => CalendarSessionDto, { max: 2000 })
  sessions: CalendarSessionDto[];

  @Bool({ description: 'Whether there are more sessions than a calendar takes; a filter shows them.' })
  truncated: boolean;

  @ListOf(() => TimeOffDto, { max: 2000 })
  timeOff: TimeOffDto[];

  @ListOf(() => ClosedDayDto, { max: 42 })
  closures: ClosedDayDto[];

  @ListOf(() => OpenStretchDto, { max: 2000 })
  openingHours: OpenStretchDto[];
}

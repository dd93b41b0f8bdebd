import { Bool, Day, Instant, ListOf, Text, Uuid, UuidList, WallTimeField, Int, type ClinicDay } from '#platform';
import { SessionSummaryDto } from '../sessions/sessions.dto.js';

/** Most lanes one calendar is asked for: more do not fit beside each other. */
const MOST_LANES = 24;

export class CalendarQueryDto {
  @Day()
  from: ClinicDay;

  @Day({ description: 'The last day, at most 42 days on.' })
  to: ClinicDay;

  @UuidList({ optional: true, query: true, max: MOST_LANES, description: 'Only what these clinicians lead.' })
  staffIds?: string[];

  @UuidList({ optional: true, query: true, max: MOST_LANES })
  roomIds?: string[];

  @UuidList({ optional: true, query: true, max: MOST_LANES })
  groupIds?: string[];

  @UuidList({ optional: true, query: true, max: MOST_LANES, description: 'Only what these clients are booked in.' })
  clientIds?: string[];

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

  @UuidList({ max: MOST_LANES, description: 'Of the clients asked for, those who are booked.' })
  laneClientIds: string[];

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

/** Time a room is closed. */
export class RoomOutDto {
  @Uuid()
  roomId: string;

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

/** A stretch of a weekday on which a clinician works. */
export class AvailableStretchDto {
  @Uuid()
  staffId: string;

  @Int({ min: 1, max: 7, description: '1 Monday to 7 Sunday.' })
  weekday: number;

  @WallTimeField()
  starts: string;

  @WallTimeField()
  ends: string;

  @Day({ description: 'Since when it holds.' })
  from: ClinicDay;

  @Day({ nullable: true, description: 'Until when; null: it goes on.' })
  to: ClinicDay | null;
}

/** Everything a calendar draws between two days. */
export class CalendarDto {
  @ListOf(() => CalendarSessionDto, { max: 2000 })
  sessions: CalendarSessionDto[];

  @Bool({ description: 'Whether there are more sessions than a calendar takes; a filter shows them.' })
  truncated: boolean;

  @ListOf(() => ClientNameDto, { max: MOST_LANES, description: 'The clients asked for.' })
  clients: ClientNameDto[];

  @ListOf(() => AvailableStretchDto, { max: 5000, description: 'When the clinicians asked for work; of one day, when everybody does. Who has none is always available.' })
  availability: AvailableStretchDto[];

  @ListOf(() => TimeOffDto, { max: 2000 })
  timeOff: TimeOffDto[];

  @ListOf(() => RoomOutDto, { max: 2000 })
  roomOutages: RoomOutDto[];

  @ListOf(() => ClosedDayDto, { max: 42 })
  closures: ClosedDayDto[];

  @ListOf(() => OpenStretchDto, { max: 2000 })
  openingHours: OpenStretchDto[];
}

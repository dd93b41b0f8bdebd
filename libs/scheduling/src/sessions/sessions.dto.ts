import { Bool, Day, Instant, Int, ListOf, ListQuery, Nested, OneOf, Text, Uuid, type ClinicDay } from '#platform';
import { PARTICIPATION_STATUSES, type ParticipationStatus } from './participation.entity.js';
import { SESSION_KINDS, SESSION_STATUSES, type SessionKind, type SessionStatus } from './session.entity.js';
import { BreakDto } from './book-session.dto.js';

export class NamedDto {
  @Uuid()
  id: string;

  @Text()
  name: string;
}

/** A session as lists and calendars show it. */
export class SessionSummaryDto {
  @Uuid()
  id: string;

  @OneOf(SESSION_KINDS)
  kind: SessionKind;

  @Text()
  title: string;

  @Uuid()
  serviceId: string;

  @Text()
  serviceName: string;

  @Uuid({ nullable: true })
  programId: string | null;

  @Uuid({ nullable: true })
  groupId: string | null;

  @Text({ nullable: true })
  groupName: string | null;

  @Uuid({ nullable: true })
  seriesId: string | null;

  @Instant()
  startsAt: string;

  @Instant()
  endsAt: string;

  @Day()
  clinicDay: ClinicDay;

  @Uuid({ nullable: true })
  roomId: string | null;

  @Text({ nullable: true })
  roomName: string | null;

  @Bool()
  telehealth: boolean;

  @Int({ min: 1 })
  capacity: number;

  @Int()
  seatsTaken: number;

  @OneOf(SESSION_STATUSES)
  status: SessionStatus;

  @Int({ min: 1 })
  version: number;

  @ListOf(() => NamedDto)
  staff: NamedDto[];
}

export class SessionPageDto {
  @ListOf(() => SessionSummaryDto)
  items: SessionSummaryDto[];

  @Text({ nullable: true, max: 600 })
  nextCursor: string | null;
}

export class DaySessionsQueryDto extends ListQuery {
  @Day({ optional: true, description: 'The clinic’s today unless said.' })
  day?: ClinicDay;

  @OneOf(SESSION_STATUSES, { optional: true })
  status?: SessionStatus;

  @Text({ optional: true, max: 120, description: 'Words, each the beginning of one in what the session is called, its service, group or room, or who leads it.' })
  search?: string;
}

export class RosterClientDto {
  @Uuid()
  id: string;

  @Text()
  chartNumber: string;

  @Text()
  givenName: string;

  @Text({ min: 0 })
  familyName: string;

  @Text({ nullable: true })
  preferredName: string | null;

  @Text({ nullable: true })
  pronouns: string | null;
}

/** One place of a session. */
export class PlaceDto {
  @Uuid()
  id: string;

  @Nested(() => RosterClientDto)
  client: RosterClientDto;

  @Uuid({ nullable: true })
  episodeId: string | null;

  @OneOf(PARTICIPATION_STATUSES)
  status: ParticipationStatus;

  @Bool()
  walkIn: boolean;

  @Bool()
  isMakeUp: boolean;
}

/** A session with who is on it. */
export class SessionDetailDto extends SessionSummaryDto {
  @Text({ nullable: true })
  programName: string | null;

  @Text({ nullable: true })
  modality: string | null;

  @Text({ nullable: true, max: 500 })
  telehealthUrl: string | null;

  @Bool()
  countsTowardHours: boolean;

  @Text({ nullable: true, max: 500 })
  note: string | null;

  @Text({ nullable: true, max: 300 })
  cancelReason: string | null;

  @Text({ nullable: true, max: 300 })
  outsideHoursReason: string | null;

  @ListOf(() => BreakDto)
  breaks: BreakDto[];

  @Text({ nullable: true, description: 'When the series meets, in words.' })
  seriesWords: string | null;

  @Day({ nullable: true, description: 'The day its rule gave, when it was moved from there.' })
  seriesDay: ClinicDay | null;

  @Text({ nullable: true, description: 'The step of the group’s curriculum this session has reached.' })
  topic: string | null;

  @ListOf(() => PlaceDto, { description: 'Those booked, and those taken off since.' })
  places: PlaceDto[];
}

export class ClientSessionsQueryDto extends ListQuery {
  @Day({ optional: true, description: 'First day; the clinic’s today unless said.' })
  from?: ClinicDay;

  @Day({ optional: true, description: 'Last day; open unless said.' })
  to?: ClinicDay;
}

/** A session as a client's own schedule shows it. */
export class ClientSessionDto extends SessionSummaryDto {
  @Uuid()
  participationId: string;

  @OneOf(PARTICIPATION_STATUSES)
  attendance: ParticipationStatus;

  @Int()
  creditedMinutes: number;

  @Bool()
  isMakeUp: boolean;
}

export class ClientSessionPageDto {
  @ListOf(() => ClientSessionDto)
  items: ClientSessionDto[];

  @Text({ nullable: true, max: 600 })
  nextCursor: string | null;
}

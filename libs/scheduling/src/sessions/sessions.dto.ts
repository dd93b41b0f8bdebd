import { Bool, Day, Instant, Int, ListOf, ListQuery, Nested, OneOf, Text, Uuid, UuidList, type ClinicDay } from '#platform';
import { PARTICIPATION_STATUSES, type ParticipationStatus } from './participation.entity.js';
import { SESSION_KINDS, type SessionKind, type SessionStatus } from './session.entity.js';

const STATUSES = ['scheduled', 'cancelled'] as const;

/** An unpaid break, in minutes from the start. */
export class BreakDto {
  @Int({ min: 0, max: 1439, description: 'Minutes from the start of the session.' })
  afterMinutes: number;

  @Int({ min: 1, max: 720 })
  minutes: number;
}

/** A session to book. What is left out comes from the group, then from the service. */
export class BookSessionDto {
  @Uuid({ optional: true, nullable: true, description: 'A session of this group: its service, people and place unless said otherwise.' })
  groupId?: string | null;

  @Uuid({ optional: true, description: 'Needed without a group.' })
  serviceId?: string;

  @Uuid({ optional: true, nullable: true })
  programId?: string | null;

  @Text({ max: 120, optional: true, description: 'The service’s or group’s name unless said. Never a client’s name.' })
  title?: string;

  @Instant()
  startsAt: string;

  @Instant({ optional: true, description: 'As long as the service usually takes unless said.' })
  endsAt?: string;

  @Uuid({ optional: true, nullable: true, description: 'Null: no room.' })
  roomId?: string | null;

  @Bool({ optional: true })
  telehealth?: boolean;

  @Text({ max: 500, optional: true, nullable: true, pattern: /^https:\/\//, patternMessage: 'must begin with https://' })
  telehealthUrl?: string | null;

  @Text({ max: 80, optional: true, nullable: true })
  modality?: string | null;

  @UuidList({ max: 10, optional: true, description: 'The first leads; the others co-facilitate.' })
  staffIds?: string[];

  @UuidList({ max: 200, optional: true })
  clientIds?: string[];

  @Int({ min: 1, max: 500, optional: true, description: 'The fewest of service, room and group unless said.' })
  capacity?: number;

  @ListOf(() => BreakDto, { max: 10, optional: true })
  breaks?: BreakDto[];

  @Text({ max: 500, optional: true, nullable: true })
  note?: string | null;

  @Text({ max: 300, optional: true, nullable: true, description: 'Why it may stand outside hours, availability, or what its staff may lead.' })
  outsideHoursReason?: string | null;

  @Bool({ optional: true, description: 'Whether it wins back missed hours.' })
  isMakeUp?: boolean;
}

/** What was booked. */
export class BookedSessionDto {
  @Uuid()
  id: string;

  @Day()
  clinicDay: ClinicDay;

  @Instant()
  startsAt: Date;

  @Instant()
  endsAt: Date;

  @Int({ min: 1 })
  capacity: number;

  @Int()
  seatsTaken: number;

  @Int({ min: 1 })
  version: number;
}

/** Where a session goes; what is left out stays. */
export class MoveSessionDto {
  @Int({ min: 1, description: 'The version the move was begun from.' })
  version: number;

  @Instant({ optional: true })
  startsAt?: string;

  @Instant({ optional: true, description: 'As long as before unless said.' })
  endsAt?: string;

  @Uuid({ optional: true, nullable: true })
  roomId?: string | null;

  @UuidList({ max: 10, min: 1, optional: true })
  staffIds?: string[];

  @ListOf(() => BreakDto, { max: 10, optional: true })
  breaks?: BreakDto[];

  @Text({ max: 300, optional: true, nullable: true })
  outsideHoursReason?: string | null;
}

/** Where a session stands after a move. */
export class MovedSessionDto {
  @Uuid()
  id: string;

  @Instant()
  startsAt: Date;

  @Instant()
  endsAt: Date;

  @Day()
  clinicDay: ClinicDay;

  @Uuid({ nullable: true })
  roomId: string | null;

  @UuidList()
  staffIds: readonly string[];

  @Int({ min: 1 })
  version: number;
}

/** What may change about a session without moving it. */
export class EditSessionDto {
  @Int({ min: 1, description: 'The version the edit was begun from.' })
  version: number;

  @Text({ max: 120, optional: true })
  title?: string;

  @Text({ max: 500, optional: true, nullable: true })
  note?: string | null;

  @Text({ max: 80, optional: true, nullable: true })
  modality?: string | null;

  @Bool({ optional: true })
  telehealth?: boolean;

  @Text({ max: 500, optional: true, nullable: true, pattern: /^https:\/\//, patternMessage: 'must begin with https://' })
  telehealthUrl?: string | null;

  @Int({ min: 1, max: 500, optional: true })
  capacity?: number;
}

export class CancelSessionDto {
  @Text({ max: 300, description: 'Why, for the record.' })
  reason: string;

  @Int({ min: 1, optional: true })
  version?: number;
}

export class RestoreSessionDto {
  @Int({ min: 1, optional: true })
  version?: number;
}

export class SessionVersionDto {
  @Int({ min: 1 })
  version: number;
}

/** Who joins a session. */
export class AddParticipantsDto {
  @UuidList({ max: 200, min: 1 })
  clientIds: string[];

  @Bool({ optional: true, description: 'Whether it wins back missed hours.' })
  isMakeUp?: boolean;
}

export class AddedParticipationDto {
  @Uuid()
  id: string;

  @Uuid()
  clientId: string;

  @Uuid({ nullable: true })
  episodeId: string | null;
}

export class AddedParticipantsDto {
  @ListOf(() => AddedParticipationDto)
  added: AddedParticipationDto[];
}

export class RemoveParticipantQuery {
  @Text({ max: 300, optional: true })
  reason?: string;
}

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

  @OneOf(STATUSES)
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

  @OneOf(STATUSES, { optional: true })
  status?: SessionStatus;
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

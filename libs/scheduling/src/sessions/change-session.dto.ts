import { Bool, Day, Instant, Int, ListOf, Text, Uuid, UuidList, type ClinicDay } from '#platform';
import { BreakDto } from './book-session.dto.js';

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

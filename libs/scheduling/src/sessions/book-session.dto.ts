import { Bool, Day, Instant, Int, ListOf, Text, Uuid, UuidList, type ClinicDay } from '#platform';

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

import { Day, Instant, Int, ListOf, Nested, OneOf, Text, Uuid, UuidList, type ClinicDay } from '#platform';
import { RosterClientDto } from '../sessions/sessions.dto.js';
import { WAITLIST_STATES, type WaitlistState } from './waitlist-entry.entity.js';

/** Who waits. */
export class JoinWaitlistDto {
  @Uuid()
  episodeId: string;

  @Text({ max: 200, optional: true, nullable: true, description: 'About times and wishes; nothing clinical.' })
  note?: string | null;
}

export class WaitlistEntryIdDto {
  @Uuid()
  id: string;
}

/** What is edited of an entry; what is left out stays. */
export class EditWaitlistEntryDto {
  @Int({ min: 1, description: 'The version the edit was begun from.' })
  version: number;

  @Text({ max: 200, optional: true, nullable: true, description: 'About times and wishes; nothing clinical.' })
  note?: string | null;

  @Int({ min: 1, max: 200, optional: true, description: 'Its new place on the list, 1 the first.' })
  place?: number;
}

export class LeaveWaitlistQuery {
  @Int({ min: 1, query: true, description: 'The version the person saw.' })
  version: number;

  @Text({ max: 300, optional: true })
  reason?: string;
}

export class OfferSeatDto {
  @Int({ min: 1, description: 'The version the person saw.' })
  version: number;
}

export class AcceptOfferDto {
  @Day({ optional: true, description: 'The first day; left out: that of the offer, or today when it is past.' })
  joinedOn?: ClinicDay;

  @UuidList({ max: 500, optional: true, description: 'Sessions not to book, because something is in the way.' })
  leaveOut?: string[];

  @Text({ max: 300, optional: true, nullable: true, description: 'Why somebody joins a closed group that has begun.' })
  reason?: string | null;
}

export class EndOfferDto {
  @Text({ max: 300, optional: true, nullable: true })
  reason?: string | null;
}

/** A seat that is kept for somebody. */
export class SeatOfferDto {
  @Day({ description: 'The first day on which the seat is free.' })
  startsOn: ClinicDay;

  @Instant()
  offeredAt: string;

  @Instant()
  expiresAt: string;
}

/** Somebody who waits, or waited. */
export class WaitlistEntryDto {
  @Uuid()
  id: string;

  @Nested(() => RosterClientDto)
  client: RosterClientDto;

  @Uuid()
  episodeId: string;

  @Text()
  programName: string;

  @Instant()
  since: string;

  @Text({ nullable: true })
  note: string | null;

  @OneOf(WAITLIST_STATES, { name: 'WaitlistState' })
  state: WaitlistState;

  @Nested(() => SeatOfferDto, { nullable: true })
  offer: SeatOfferDto | null;

  @Instant({ nullable: true })
  endedAt: string | null;

  @Int({ min: 1 })
  version: number;
}

/** The waitlist of a group. */
export class WaitlistDto {
  @ListOf(() => WaitlistEntryDto, { description: 'Those who wait, in the order of their turn.' })
  items: WaitlistEntryDto[];

  @ListOf(() => WaitlistEntryDto, { description: 'Those whose waiting ended within 30 days, the latest first.' })
  ended: WaitlistEntryDto[];

  @Day({ nullable: true, description: 'From when on a seat could be offered; null: none is free, nor about to be.' })
  freeFrom: ClinicDay | null;
}

/** An offer nobody has answered yet. */
export class OpenOfferDto extends SeatOfferDto {
  @Uuid()
  id: string;

  @Uuid()
  entryId: string;

  @Uuid()
  groupId: string;

  @Text()
  groupName: string;

  @Nested(() => RosterClientDto)
  client: RosterClientDto;
}

export class OpenOfferPageDto {
  @ListOf(() => OpenOfferDto)
  items: OpenOfferDto[];

  @Text({ nullable: true, max: 600 })
  nextCursor: string | null;
}

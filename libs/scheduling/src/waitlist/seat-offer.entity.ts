import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClinicDay } from '#platform';

export const OFFER_STATES = ['open', 'accepted', 'declined', 'expired', 'withdrawn'] as const;
export type OfferState = (typeof OFFER_STATES)[number];

/** A free seat, kept for the person whose turn it is until they answer or the time is up. */
@Entity({ schema: 'scheduling', name: 'seat_offer' })
export class SeatOfferEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;

  @Column('uuid', { name: 'group_id' })
  groupId: string;

  @Column('uuid', { name: 'entry_id' })
  entryId: string;

  /** The first day on which the seat is free. */
  @Column('date', { name: 'starts_on' })
  startsOn: ClinicDay;

  @Column('timestamptz', { name: 'offered_at' })
  offeredAt: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;

  @Column('text', { default: 'open' })
  state: OfferState;

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt: Date | null;

  @Column('text', { nullable: true })
  reason: string | null;
}

/** The seat of an open offer in one session to come. */
@Entity({ schema: 'scheduling', name: 'seat_hold' })
export class SeatHoldEntity {
  @PrimaryColumn('uuid', { name: 'offer_id' })
  offerId: string;

  @PrimaryColumn('uuid', { name: 'session_id' })
  sessionId: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;
}

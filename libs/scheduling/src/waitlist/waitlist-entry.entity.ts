import { Column, Entity, PrimaryColumn } from 'typeorm';

export const WAITLIST_STATES = ['waiting', 'offered', 'joined', 'declined', 'expired', 'withdrawn'] as const;
export type WaitlistState = (typeof WAITLIST_STATES)[number];

/** Somebody who waits for a seat in a group. */
@Entity({ schema: 'scheduling', name: 'waitlist_entry' })
export class WaitlistEntryEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;

  @Column('uuid', { name: 'group_id' })
  groupId: string;

  @Column('uuid', { name: 'episode_id' })
  episodeId: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  /** Whose turn it is: the lowest first. */
  @Column('int')
  position: number;

  @Column('timestamptz')
  since: Date;

  /** About times and wishes; nothing clinical. */
  @Column('text', { nullable: true })
  note: string | null;

  @Column('text', { default: 'waiting' })
  state: WaitlistState;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null;

  @Column('int', { default: 1 })
  version: number;
}

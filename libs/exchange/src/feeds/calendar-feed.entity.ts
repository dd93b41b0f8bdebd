import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FeedScope, FeedTitles } from './feed-rules.js';

/** A calendar that whoever has its address may read. */
@Entity({ schema: 'exchange', name: 'calendar_feed' })
export class CalendarFeedEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;

  /** Whose it is: it shows nothing that this person may not read in Stepwell. */
  @Column('uuid', { name: 'owner_id' })
  ownerId: string;

  /** What its owner calls it, in Stepwell only. */
  @Column('text')
  label: string;

  @Column('text')
  scope: FeedScope;

  @Column('uuid', { name: 'group_id', nullable: true })
  groupId: string | null;

  @Column('uuid', { name: 'room_id', nullable: true })
  roomId: string | null;

  @Column('text')
  titles: FeedTitles;

  /** SHA-256 of the secret in its address. */
  @Column('bytea', { name: 'secret_hash' })
  secretHash: Buffer;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'rotated_at', nullable: true })
  rotatedAt: Date | null;

  @Column('timestamptz', { name: 'last_read_at', nullable: true })
  lastReadAt: Date | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt: Date | null;

  @Column('uuid', { name: 'revoked_by', nullable: true })
  revokedBy: string | null;

  @Column('int', { default: 1 })
  version: number;
}

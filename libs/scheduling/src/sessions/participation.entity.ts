import { Column, Entity, PrimaryColumn } from 'typeorm';

export const PARTICIPATION_STATUSES = ['booked', 'attended', 'late', 'left_early', 'no_show', 'excused', 'cancelled'] as const;
export type ParticipationStatus = (typeof PARTICIPATION_STATUSES)[number];

/** One client in one session. Times and `live` follow the session through a foreign key. */
@Entity({ schema: 'scheduling', name: 'participation' })
export class ParticipationEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;

  @Column('uuid', { name: 'session_id' })
  sessionId: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  /** The episode its hours belong to; null for somebody seen outside any. */
  @Column('uuid', { name: 'episode_id', nullable: true })
  episodeId: string | null;

  @Column('text', { default: 'booked' })
  status: ParticipationStatus;

  @Column('boolean', { name: 'walk_in', default: false })
  walkIn: boolean;

  @Column('boolean', { name: 'is_make_up', default: false })
  isMakeUp: boolean;

  @Column('timestamptz', { name: 'arrived_at', nullable: true })
  arrivedAt: Date | null;

  @Column('timestamptz', { name: 'departed_at', nullable: true })
  departedAt: Date | null;

  @Column('int', { name: 'credited_minutes', default: 0 })
  creditedMinutes: number;

  @Column('text', { nullable: true })
  reason: string | null;

  @Column('timestamptz', { name: 'recorded_at', nullable: true })
  recordedAt: Date | null;

  @Column('uuid', { name: 'recorded_by_user_id', nullable: true })
  recordedByUserId: string | null;

  @Column('text', { name: 'recorded_by_name', nullable: true })
  recordedByName: string | null;

  @Column('timestamptz', { name: 'starts_at' })
  startsAt: Date;

  @Column('timestamptz', { name: 'ends_at' })
  endsAt: Date;

  @Column('boolean')
  live: boolean;

  @Column('text', { name: 'external_source', nullable: true })
  externalSource: string | null;

  @Column('text', { name: 'external_id', nullable: true })
  externalId: string | null;

  @Column('int', { default: 1 })
  version: number;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}

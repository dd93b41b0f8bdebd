import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClinicDay } from '#platform';

/** What a payer counts: per-diem service days, or minutes (shown as hours). */
export const AUTHORIZATION_UNITS = ['day', 'minute'] as const;
export type AuthorizationUnit = (typeof AUTHORIZATION_UNITS)[number];

/** What a payer allows of a stay. What is used of it is counted from attendance, and how it stands follows. */
@Entity({ schema: 'episodes', name: 'authorization' })
export class AuthorizationEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;

  @Column('uuid', { name: 'episode_id' })
  episodeId: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('text')
  payer: string;

  /** The payer's own number of it. */
  @Column('text')
  number: string;

  @Column('date', { name: 'starts_on' })
  startsOn: ClinicDay;

  /** The last authorized day. */
  @Column('date', { name: 'ends_on' })
  endsOn: ClinicDay;

  @Column('text')
  unit: AuthorizationUnit;

  /** Days or minutes, as the unit says. */
  @Column('int')
  granted: number;

  /** When the payer looks at the stay again. */
  @Column('date', { name: 'next_review_on', nullable: true })
  nextReviewOn: ClinicDay | null;

  @Column('text', { nullable: true })
  note: string | null;

  /** Since then it holds on no day, as if it had never been granted. */
  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  withdrawnAt: Date | null;

  @Column('text', { name: 'withdrawn_by_name', nullable: true })
  withdrawnByName: string | null;

  @Column('text', { name: 'withdrawn_reason', nullable: true })
  withdrawnReason: string | null;

  @Column('int', { default: 1 })
  version: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}

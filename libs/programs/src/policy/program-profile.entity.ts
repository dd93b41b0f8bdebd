import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClinicDay } from '#platform';

/** That a program follows a profile (a state's, a payer's), from a day to a day. Never changed, only superseded. */
@Entity({ schema: 'programs', name: 'program_profile' })
export class ProgramProfileEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'program_id' })
  programId: string;

  @Column('uuid', { name: 'profile_id' })
  profileId: string;

  @Column('date', { name: 'effective_from' })
  effectiveFrom: ClinicDay;

  @Column('date', { name: 'effective_to', nullable: true })
  effectiveTo: ClinicDay | null;

  @Column('text', { nullable: true })
  reason: string | null;

  @Column('text', { name: 'author_name' })
  authorName: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'superseded_at', nullable: true })
  supersededAt: Date | null;
}

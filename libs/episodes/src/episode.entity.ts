import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClinicDay } from '#platform';

export const DISPOSITIONS = ['completed', 'stepped_down', 'stepped_up', 'left_against_advice', 'administrative', 'transferred'] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

/** One stay of one client in one program. */
@Entity({ schema: 'episodes', name: 'episode' })
export class EpisodeEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('uuid', { name: 'program_id' })
  programId: string;

  /** The first day in the program. */
  @Column('date', { name: 'admitted_on' })
  admittedOn: ClinicDay;

  /** The last day in the program; null while nobody has ended the stay. */
  @Column('date', { name: 'discharged_on', nullable: true })
  dischargedOn: ClinicDay | null;

  @Column('text', { nullable: true })
  disposition: Disposition | null;

  /** Program weeks the stay is planned for, from the one of admission. */
  @Column('int', { name: 'planned_weeks', nullable: true })
  plannedWeeks: number | null;

  @Column('text', { name: 'external_source', nullable: true })
  externalSource: string | null;

  @Column('text', { name: 'external_id', nullable: true })
  externalId: string | null;

  /** Counts every change of the stay: its days, its prescription and its care team. */
  @Column('int', { default: 1 })
  version: number;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}

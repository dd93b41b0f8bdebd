import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClinicDay } from '#platform';

/** A day the clinic is closed: series skip it and weeks are prorated by it. */
@Entity({ schema: 'clinics', name: 'closure' })
export class ClosureEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;

  @Column('date')
  day: ClinicDay;

  @Column('text')
  reason: string;

  @Column('int', { default: 1 })
  version: number;
}

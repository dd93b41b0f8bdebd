import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClinicDay, WallTime } from '#platform';

/** A stretch of a weekday a staff member works, on the clinic's wall clock, from a day to a day (no last day: until changed). */
@Entity({ schema: 'team', name: 'availability' })
export class AvailabilityEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;

  @Column('uuid', { name: 'staff_id' })
  staffId: string;

  /** 1 Monday to 7 Sunday. */
  @Column('int')
  weekday: number;

  @Column('time')
  starts: WallTime;

  @Column('time')
  ends: WallTime;

  @Column('date', { name: 'effective_from' })
  effectiveFrom: ClinicDay;

  @Column('date', { name: 'effective_to', nullable: true })
  effectiveTo: ClinicDay | null;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClinicDay } from '#platform';

/** What an episode asks per week from a day on, until the next such row. */
@Entity({ schema: 'episodes', name: 'prescribed_hours' })
export class PrescribedHoursEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;

  @Column('uuid', { name: 'episode_id' })
  episodeId: string;

  @Column('date', { name: 'effective_from' })
  effectiveFrom: ClinicDay;

  @Column('int', { name: 'minutes_per_week' })
  minutesPerWeek: number;

  @Column('int', { name: 'days_per_week', nullable: true })
  daysPerWeek: number | null;

  @Column('text', { name: 'phase_name', nullable: true })
  phaseName: string | null;

  @Column('uuid', { name: 'ordered_by_staff_id', nullable: true })
  orderedByStaffId: string | null;

  /** Why it lies outside the program's policy, or why it was changed. */
  @Column('text', { nullable: true })
  reason: string | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}

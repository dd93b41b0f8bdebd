import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A step of the taper: so many hours a week on so many days, for so many weeks. */
@Entity({ schema: 'programs', name: 'phase' })
export class PhaseEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;

  @Column('uuid', { name: 'program_id' })
  programId: string;

  /** 1 for the first. */
  @Column('int')
  position: number;

  @Column('text')
  name: string;

  @Column('int')
  weeks: number;

  @Column('int', { name: 'minutes_per_week' })
  minutesPerWeek: number;

  @Column('int', { name: 'days_per_week' })
  daysPerWeek: number;
}

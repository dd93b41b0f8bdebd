import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Time a staff member is away, from an instant to an instant. */
@Entity({ schema: 'team', name: 'time_off' })
export class TimeOffEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;

  @Column('uuid', { name: 'staff_id' })
  staffId: string;

  @Column('timestamptz', { name: 'starts_at' })
  startsAt: Date;

  @Column('timestamptz', { name: 'ends_at' })
  endsAt: Date;

  @Column('text')
  reason: string;

  @Column('int', { default: 1 })
  version: number;
}

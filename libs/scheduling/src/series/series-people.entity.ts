import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who leads the sessions of a series that belongs to no group. */
@Entity({ schema: 'scheduling', name: 'series_staff' })
export class SeriesStaffEntity {
  @PrimaryColumn('uuid', { name: 'series_id' })
  seriesId: string;

  @PrimaryColumn('uuid', { name: 'staff_id' })
  staffId: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;

  @Column('int', { default: 1 })
  position: number;
}

/** Who comes to the sessions of a series that belongs to no group. */
@Entity({ schema: 'scheduling', name: 'series_client' })
export class SeriesClientEntity {
  @PrimaryColumn('uuid', { name: 'series_id' })
  seriesId: string;

  @PrimaryColumn('uuid', { name: 'client_id' })
  clientId: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClinicDay } from '#platform';

/** One cancellation of a series from a day on, with what it takes to take it back. */
@Entity({ schema: 'scheduling', name: 'series_cancellation' })
export class SeriesCancellationEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;

  @Column('uuid', { name: 'series_id' })
  seriesId: string;

  @Column('date', { name: 'from_day' })
  fromDay: ClinicDay;

  @Column('text')
  reason: string;

  @Column('date', { name: 'ended_on_before', nullable: true })
  endedOnBefore: ClinicDay | null;

  /** The version it gave the series; once that is another, it cannot be taken back as a whole. */
  @Column('int', { name: 'series_version' })
  seriesVersion: number;

  @Column('timestamptz', { name: 'cancelled_at' })
  cancelledAt: Date;

  @Column('timestamptz', { name: 'restored_at', nullable: true })
  restoredAt: Date | null;
}

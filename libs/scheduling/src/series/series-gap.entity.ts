import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClinicDay } from '#platform';

export type GapCause = 'closed' | 'left_out' | 'conflict';

/** A day the rule of a series gives and no session was made for. A conflict is open until somebody settles it. */
@Entity({ schema: 'scheduling', name: 'series_gap' })
export class SeriesGapEntity {
  @PrimaryColumn('uuid', { name: 'series_id' })
  seriesId: string;

  @PrimaryColumn('date')
  day: ClinicDay;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;

  @Column('text')
  cause: GapCause;

  @Column('jsonb', { name: 'in_the_way', default: () => "'[]'" })
  inTheWay: object[];

  @Column('timestamptz', { name: 'settled_at', nullable: true })
  settledAt: Date | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}

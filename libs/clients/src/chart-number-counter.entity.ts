import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The last chart number a clinic gave out. */
@Entity({ schema: 'clients', name: 'chart_number_counter' })
export class ChartNumberCounterEntity {
  @PrimaryColumn('uuid', { name: 'clinic_id' })
  clinicId: string;

  @Column('int')
  last: number;
}

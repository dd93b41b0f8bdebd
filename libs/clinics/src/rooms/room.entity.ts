import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A room of a clinic. A shareable one may hold several sessions at once (a hall, a virtual waiting room). */
@Entity({ schema: 'clinics', name: 'room' })
export class RoomEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;

  @Column('text')
  name: string;

  /** People it holds. */
  @Column('int')
  capacity: number;

  @Column('boolean', { default: false })
  shareable: boolean;

  /** An inactive room takes no new sessions; those already in it stay. */
  @Column('boolean', { default: true })
  active: boolean;

  @Column('text', { name: 'external_id', nullable: true })
  externalId: string | null;

  @Column('int', { default: 1 })
  version: number;
}

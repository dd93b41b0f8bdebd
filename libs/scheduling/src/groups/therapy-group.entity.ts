import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One step of a group's curriculum, in order. */
export interface CurriculumTopic {
  title: string;
  /** What it is about; empty where nobody said. */
  note: string;
}

/** A standing group with a curriculum, facilitators, a room and a number of seats. */
@Entity({ schema: 'scheduling', name: 'therapy_group' })
export class TherapyGroupEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;

  @Column('uuid', { name: 'program_id', nullable: true })
  programId: string | null;

  @Column('uuid', { name: 'service_id' })
  serviceId: string;

  @Column('text')
  name: string;

  @Column('uuid', { name: 'room_id', nullable: true })
  roomId: string | null;

  @Column('boolean', { default: false })
  telehealth: boolean;

  @Column('text', { name: 'telehealth_url', nullable: true })
  telehealthUrl: string | null;

  /** Fewer than this and the group is not worth holding. */
  @Column('int', { default: 2 })
  minimum: number;

  @Column('int')
  capacity: number;

  /** A closed group takes nobody once it runs. */
  @Column('text', { default: 'open' })
  enrollment: 'open' | 'closed';

  /** What it is held in, as a BCP 47 tag; null: whatever the clinic speaks. */
  @Column('text', { nullable: true })
  language: string | null;

  /** Names of the steps of the taper it is for; empty: all of them. */
  @Column('text', { array: true, default: () => "'{}'" })
  phases: string[];

  @Column('jsonb', { default: () => "'[]'" })
  curriculum: CurriculumTopic[];

  @Column('boolean', { default: true })
  active: boolean;

  @Column('int', { default: 1 })
  version: number;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}

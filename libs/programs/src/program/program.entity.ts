import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who a program is for. Decides which hours the law and the payers ask for. */
export const POPULATIONS = ['adult', 'adolescent'] as const;
export type Population = (typeof POPULATIONS)[number];

/** What a program treats. Substance use brings 42 CFR Part 2 with it. */
export const TRACKS = ['mental_health', 'substance_use', 'co_occurring'] as const;
export type Track = (typeof TRACKS)[number];

/** A track of care with a schedule and a policy: "Adult mental health IOP, evening". */
@Entity({ schema: 'programs', name: 'program' })
export class ProgramEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;

  @Column('text')
  name: string;

  /** Short name on boards and cards: `EVE`. */
  @Column('text')
  code: string;

  @Column('text')
  population: Population;

  @Column('text')
  track: Track;

  /** An inactive program admits nobody; its history stays. */
  @Column('boolean', { default: true })
  active: boolean;

  /** How many clients it takes into care at once; null: as many as come. */
  @Column('int', { nullable: true })
  places: number | null;

  @Column('int', { default: 1 })
  version: number;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}

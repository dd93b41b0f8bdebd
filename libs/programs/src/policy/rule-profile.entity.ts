import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The layers of a policy; a later one wins over an earlier one. The client's own order comes after them, on the episode. */
export const LAYERS = ['base', 'state', 'accreditor', 'payer', 'program'] as const;
export type Layer = (typeof LAYERS)[number];

/** A set of numbers with one origin. Without a clinic it is shipped with Stepwell and the same for all. */
@Entity({ schema: 'programs', name: 'rule_profile' })
export class RuleProfileEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'clinic_id', nullable: true })
  clinicId: string | null;

  @Column('text')
  layer: Layer;

  @Column('text')
  name: string;

  /** The program whose own numbers these are; only in the layer `program`. */
  @Column('uuid', { name: 'program_id', nullable: true })
  programId: string | null;

  @Column('int', { default: 1 })
  version: number;
}

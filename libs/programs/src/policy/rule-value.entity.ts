import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClinicDay } from '#platform';
import type { ParameterKey, ParameterValue } from './parameters.js';
import type { Population } from '../program/program.entity.js';

/** How well a number is founded: a regulation or its owner's text (P), a secondary page (S), background knowledge (K), a default (D). */
export const EVIDENCE = ['P', 'S', 'K', 'D'] as const;
export type Evidence = (typeof EVIDENCE)[number];

/** One number of a profile, from a day to a day, with where it comes from. Never changed, only superseded. */
@Entity({ schema: 'programs', name: 'rule_value' })
export class RuleValueEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'profile_id' })
  profileId: string;

  @Column('text')
  parameter: ParameterKey;

  /** For programs of this population only; null: for all. */
  @Column('text', { nullable: true })
  population: Population | null;

  @Column('jsonb')
  value: ParameterValue;

  @Column('date', { name: 'effective_from' })
  effectiveFrom: ClinicDay;

  @Column('date', { name: 'effective_to', nullable: true })
  effectiveTo: ClinicDay | null;

  @Column('text')
  source: string;

  @Column('text')
  evidence: Evidence;

  /** Why it was set, where the one who set it said so (a change into the past always does). */
  @Column('text', { nullable: true })
  reason: string | null;

  @Column('text', { name: 'author_name' })
  authorName: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  /** When another value took its place; null while it stands. */
  @Column('timestamptz', { name: 'superseded_at', nullable: true })
  supersededAt: Date | null;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Discipline } from '#team';

/** Whom a session of the service brings together. */
export const SERVICE_KINDS = ['individual', 'group', 'family'] as const;
export type ServiceKind = (typeof SERVICE_KINDS)[number];

/** What a service is, as the catalogue of an intensive outpatient program sorts it, with the words for people. */
export const SERVICE_CATEGORIES = {
  individual_therapy: 'Individual therapy',
  group_therapy: 'Group therapy',
  family_therapy: 'Family therapy',
  psychoeducation: 'Psychoeducation',
  skills_training: 'Skills training',
  medication_management: 'Medication management',
  case_management: 'Case management',
  expressive: 'Expressive therapy (art, music, movement)',
  mindfulness: 'Mindfulness',
  yoga: 'Yoga',
  exercise: 'Exercise',
  nutrition: 'Nutrition',
  relapse_prevention: 'Relapse prevention',
  life_skills: 'Life skills',
  vocational: 'Vocational',
  peer_support: 'Peer support',
  assessment: 'Assessment',
  orientation: 'Orientation',
  other: 'Other',
} as const;
export type ServiceCategory = keyof typeof SERVICE_CATEGORIES;
export const SERVICE_CATEGORY_CODES = Object.keys(SERVICE_CATEGORIES) as ServiceCategory[];

/** An entry of the service catalogue. */
@Entity({ schema: 'programs', name: 'service' })
export class ServiceEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;

  @Column('text')
  name: string;

  @Column('text')
  kind: ServiceKind;

  @Column('text')
  category: ServiceCategory;

  /** Whether its minutes are credited to the week (HRS-COUNTABLE). */
  @Column('boolean', { name: 'counts_toward_hours' })
  countsTowardHours: boolean;

  @Column('int', { name: 'default_minutes' })
  defaultMinutes: number;

  @Column('int')
  capacity: number;

  /** CBT, DBT, ACT … in the clinic's words. */
  @Column('text', { nullable: true })
  modality: string | null;

  @Column('text', { name: 'billing_code', nullable: true })
  billingCode: string | null;

  /** Disciplines that may lead it; empty: any that leads sessions. */
  @Column('text', { array: true, default: () => "'{}'" })
  disciplines: Discipline[];

  @Column('boolean', { default: true })
  active: boolean;

  @Column('int', { default: 1 })
  version: number;
}

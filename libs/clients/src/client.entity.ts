import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClinicDay } from '#platform';

export const SEXES = ['female', 'male', 'other', 'unknown'] as const;
export type Sex = (typeof SEXES)[number];

export const CLIENT_STATUSES = ['active', 'archived'] as const;
export type ClientStatus = (typeof CLIENT_STATUSES)[number];

/** A person receiving care, and their chart. Someone with one name has it as the given name. */
@Entity({ schema: 'clients', name: 'client' })
export class ClientEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'clinic_id' })
  clinicId: string;

  /** Counted by the clinic, without gaps; see `ChartNumbers`. */
  @Column('text', { name: 'chart_number' })
  chartNumber: string;

  @Column('text', { name: 'given_name' })
  givenName: string;

  @Column('text', { name: 'family_name', default: '' })
  familyName: string;

  /** What the person is called; every screen shows it first. */
  @Column('text', { name: 'preferred_name', nullable: true })
  preferredName: string | null;

  @Column('text', { nullable: true })
  pronouns: string | null;

  @Column('date', { name: 'birth_date', nullable: true })
  birthDate: ClinicDay | null;

  @Column('text', { nullable: true })
  sex: Sex | null;

  @Column('text', { name: 'gender_identity', nullable: true })
  genderIdentity: string | null;

  @Column('text', { nullable: true })
  phone: string | null;

  @Column('text', { nullable: true })
  email: string | null;

  @Column('text', { name: 'address_line', nullable: true })
  addressLine: string | null;

  @Column('text', { nullable: true })
  city: string | null;

  @Column('text', { nullable: true })
  state: string | null;

  @Column('text', { name: 'postal_code', nullable: true })
  postalCode: string | null;

  @Column('text', { nullable: true })
  language: string | null;

  @Column('text', { name: 'emergency_contact_name', nullable: true })
  emergencyContactName: string | null;

  @Column('text', { name: 'emergency_contact_phone', nullable: true })
  emergencyContactPhone: string | null;

  /** A word about the person for whoever opens the chart; not a clinical note. */
  @Column('text', { nullable: true })
  note: string | null;

  @Column('text', { default: 'active' })
  status: ClientStatus;

  @Column('date', { name: 'deceased_on', nullable: true })
  deceasedOn: ClinicDay | null;

  /** Where an imported chart comes from, and its id there. */
  @Column('text', { name: 'external_source', nullable: true })
  externalSource: string | null;

  @Column('text', { name: 'external_id', nullable: true })
  externalId: string | null;

  @Column('int', { default: 1 })
  version: number;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}

/** What a person at a desk fills in, all of it changeable later. */
export interface ClientDetails {
  givenName: string;
  familyName: string;
  preferredName: string | null;
  pronouns: string | null;
  birthDate: ClinicDay | null;
  sex: Sex | null;
  genderIdentity: string | null;
  phone: string | null;
  email: string | null;
  addressLine: string | null;
  city: string | null;
  state: string | null;
  postalCode: string | null;
  language: string | null;
  emergencyContactName: string | null;
  emergencyContactPhone: string | null;
  note: string | null;
  deceasedOn: ClinicDay | null;
}

/** The details of a chart of which nothing is known yet but the name. */
export const NO_DETAILS: Omit<ClientDetails, 'givenName'> = {
  familyName: '', preferredName: null, pronouns: null, birthDate: null, sex: null, genderIdentity: null, phone: null, email: null, addressLine: null,
  city: null, state: null, postalCode: null, language: null, emergencyContactName: null, emergencyContactPhone: null, note: null, deceasedOn: null,
};

export const DETAIL_NAMES = ['givenName', ...Object.keys(NO_DETAILS)] as (keyof ClientDetails)[];

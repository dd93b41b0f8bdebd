import { Day, Email, Instant, Int, OneOf, Text, Uuid, UuidList, type ClinicDay } from '#platform';
import { CLIENT_STATUSES, SEXES, type ClientStatus, type Sex } from '../client.entity.js';

/** One line: no breaks, no tabs. */
export const LINE = { pattern: /^[^\n\r\t]*$/, patternMessage: 'must be on one line' };
/** Digits and what people write between them; or an extension. */
export const PHONE = { max: 40, pattern: /^[\d\s()+./#*-]*(?:\s*(?:x|ext\.?)\s*\d+)?$/i, patternMessage: 'must be a phone number' };

export class CreateClientDto {
  @Text({ max: 100, ...LINE, description: 'The given name, or the only name.' })
  givenName: string;

  @Text({ optional: true, min: 0, max: 100, ...LINE, description: 'Empty for someone with one name.' })
  familyName?: string;

  @Text({ optional: true, nullable: true, max: 100, ...LINE, description: 'What the person is called; shown first everywhere.' })
  preferredName?: string | null;

  @Text({ optional: true, nullable: true, max: 40, ...LINE })
  pronouns?: string | null;

  @Day({ optional: true, nullable: true })
  birthDate?: ClinicDay | null;

  @OneOf(SEXES, { optional: true, nullable: true })
  sex?: Sex | null;

  @Text({ optional: true, nullable: true, max: 80, ...LINE })
  genderIdentity?: string | null;

  @Text({ optional: true, nullable: true, ...PHONE })
  phone?: string | null;

  @Email({ optional: true, nullable: true })
  email?: string | null;

  @Text({ optional: true, nullable: true })
  addressLine?: string | null;

  @Text({ optional: true, nullable: true, max: 100, ...LINE })
  city?: string | null;

  @Text({ optional: true, nullable: true, max: 60, ...LINE })
  state?: string | null;

  @Text({ optional: true, nullable: true, max: 20, ...LINE })
  postalCode?: string | null;

  @Text({ optional: true, nullable: true, max: 60, ...LINE })
  language?: string | null;

  @Text({ optional: true, nullable: true, ...LINE })
  emergencyContactName?: string | null;

  @Text({ optional: true, nullable: true, ...PHONE })
  emergencyContactPhone?: string | null;

  @Text({ optional: true, nullable: true, max: 1000, description: 'A word for whoever opens the chart; not a clinical note.' })
  note?: string | null;

  @UuidList({ optional: true, max: 20, description: 'Charts that look alike and are somebody else’s, as a person has said.' })
  confirmedNotDuplicateOf?: string[];
}

export class EditClientDto {
  @Int({ min: 1, description: 'The version that was read; another one is refused with 409.' })
  version: number;

  @Text({ optional: true, max: 100, ...LINE })
  givenName?: string;

  @Text({ optional: true, min: 0, max: 100, ...LINE })
  familyName?: string;

  @Text({ optional: true, nullable: true, max: 100, ...LINE })
  preferredName?: string | null;

  @Text({ optional: true, nullable: true, max: 40, ...LINE })
  pronouns?: string | null;

  @Day({ optional: true, nullable: true })
  birthDate?: ClinicDay | null;

  @OneOf(SEXES, { optional: true, nullable: true })
  sex?: Sex | null;

  @Text({ optional: true, nullable: true, max: 80, ...LINE })
  genderIdentity?: string | null;

  @Text({ optional: true, nullable: true, ...PHONE })
  phone?: string | null;

  @Email({ optional: true, nullable: true })
  email?: string | null;

  @Text({ optional: true, nullable: true })
  addressLine?: string | null;

  @Text({ optional: true, nullable: true, max: 100, ...LINE })
  city?: string | null;

  @Text({ optional: true, nullable: true, max: 60, ...LINE })
  state?: string | null;

  @Text({ optional: true, nullable: true, max: 20, ...LINE })
  postalCode?: string | null;

  @Text({ optional: true, nullable: true, max: 60, ...LINE })
  language?: string | null;

  @Text({ optional: true, nullable: true, ...LINE })
  emergencyContactName?: string | null;

  @Text({ optional: true, nullable: true, ...PHONE })
  emergencyContactPhone?: string | null;

  @Text({ optional: true, nullable: true, max: 1000 })
  note?: string | null;

  @Day({ optional: true, nullable: true })
  deceasedOn?: ClinicDay | null;
}

export class ArchiveClientDto {
  @Int({ min: 1 })
  version: number;

  @Text({ optional: true, max: 500 })
  reason?: string;
}

export class RestoreClientDto {
  @Int({ min: 1 })
  version: number;
}

export class CreatedClientDto {
  @Uuid()
  id: string;

  @Text()
  chartNumber: string;
}

/** A person's details. Reading them is noted in the audit trail. */
export class ClientDto {
  @Uuid()
  id: string;

  @Text()
  chartNumber: string;

  @OneOf(CLIENT_STATUSES)
  status: ClientStatus;

  @Text()
  givenName: string;

  @Text({ min: 0 })
  familyName: string;

  @Text({ nullable: true })
  preferredName: string | null;

  @Text({ nullable: true })
  pronouns: string | null;

  @Day({ nullable: true })
  birthDate: ClinicDay | null;

  @OneOf(SEXES, { nullable: true })
  sex: Sex | null;

  @Text({ nullable: true })
  genderIdentity: string | null;

  @Text({ nullable: true })
  phone: string | null;

  @Text({ nullable: true })
  email: string | null;

  @Text({ nullable: true })
  addressLine: string | null;

  @Text({ nullable: true })
  city: string | null;

  @Text({ nullable: true })
  state: string | null;

  @Text({ nullable: true })
  postalCode: string | null;

  @Text({ nullable: true })
  language: string | null;

  @Text({ nullable: true })
  emergencyContactName: string | null;

  @Text({ nullable: true })
  emergencyContactPhone: string | null;

  @Text({ nullable: true, max: 1000 })
  note: string | null;

  @Day({ nullable: true })
  deceasedOn: ClinicDay | null;

  @Text({ nullable: true, description: 'Where an imported chart comes from, and its id there.' })
  externalSource: string | null;

  @Text({ nullable: true })
  externalId: string | null;

  @Int()
  version: number;

  @Instant()
  createdAt: string;
}

import { Bool, Day, Email, Instant, Int, ListOf, OneOf, SomeOf, Text, Uuid, UuidList, type ClinicDay } from '#platform';
import { CLIENT_STATUSES, SEXES, type ClientStatus, type Sex } from '../client.entity.js';
import { LIKENESS_REASONS, type LikenessReason } from '../duplicates/judge-likeness.js';

/** One line: no breaks, no tabs. */
const LINE = { pattern: /^[^\n\r\t]*$/, patternMessage: 'must be on one line' };
/** Digits and what people write between them; or an extension. */
const PHONE = { max: 40, pattern: /^[\d\s()+./#*-]*(?:\s*(?:x|ext\.?)\s*\d+)?$/i, patternMessage: 'must be a phone number' };

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

export class DuplicateCheckDto {
  @Text({ max: 100, ...LINE })
  givenName: string;

  @Text({ optional: true, min: 0, max: 100, ...LINE })
  familyName?: string;

  @Text({ optional: true, nullable: true, max: 100, ...LINE })
  preferredName?: string | null;

  @Day({ optional: true, nullable: true })
  birthDate?: ClinicDay | null;

  @Text({ optional: true, nullable: true, ...PHONE })
  phone?: string | null;

  @Email({ optional: true, nullable: true })
  email?: string | null;
}

export class DuplicateCandidateDto {
  @Uuid()
  clientId: string;

  @Text()
  chartNumber: string;

  @Text()
  givenName: string;

  @Text({ min: 0 })
  familyName: string;

  @Text({ nullable: true })
  preferredName: string | null;

  @Day({ nullable: true })
  birthDate: ClinicDay | null;

  @Text({ nullable: true })
  phone: string | null;

  @OneOf(CLIENT_STATUSES)
  status: ClientStatus;

  @Int({ description: 'How much the two look like one person: 50 may be, from 85 on hardly anyone else.' })
  score: number;

  @Bool()
  likely: boolean;

  @SomeOf(LIKENESS_REASONS)
  why: LikenessReason[];
}

export class DuplicateCandidatesDto {
  @ListOf(() => DuplicateCandidateDto)
  items: DuplicateCandidateDto[];
}

export class SearchQueryDto {
  @Text({ max: 120, description: 'Words of a name, a chart number, a phone number, a birth date, or some of each.' })
  q: string;

  @Int({ optional: true, min: 1, max: 50, query: true, description: 'People at most, 20 unless said.' })
  limit?: number;
}

export class FoundClientDto {
  @Uuid()
  id: string;

  @Text()
  chartNumber: string;

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

  @Text({ nullable: true })
  phone: string | null;

  @OneOf(CLIENT_STATUSES)
  status: ClientStatus;

  @OneOf(['exact', 'similar'], { description: 'similar: spelled otherwise than typed.' })
  match: 'exact' | 'similar';
}

export class FoundClientsDto {
  @ListOf(() => FoundClientDto)
  items: FoundClientDto[];
}

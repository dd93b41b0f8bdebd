import { Bool, Day, Int, ListOf, ListQuery, OneOf, Text, Uuid, type ClinicDay } from '#platform';
import { DISCIPLINE_CODES, type Discipline } from '../disciplines.js';

/** A license or certificate as it is put on record. */
export class AddCredentialDto {
  @Text({ max: 60, example: 'LCSW' })
  kind: string;

  @Text({ max: 60 })
  number: string;

  @Text({ max: 60, optional: true, nullable: true, description: 'The state or board that issued it.' })
  state?: string | null;

  @Day({ optional: true, nullable: true })
  issuedOn?: ClinicDay | null;

  @Day({ optional: true, nullable: true, description: 'The last day it is valid; null: it does not expire.' })
  expiresOn?: ClinicDay | null;

  @Day({ optional: true, nullable: true, description: 'When it was last checked with its issuer.' })
  verifiedOn?: ClinicDay | null;
}

/** What is edited of a credential; what is left out stays. */
export class EditCredentialDto {
  @Int({ min: 1, description: 'The version the edit was begun from.' })
  version: number;

  @Text({ max: 60, optional: true })
  kind?: string;

  @Text({ max: 60, optional: true })
  number?: string;

  @Text({ max: 60, optional: true, nullable: true })
  state?: string | null;

  @Day({ optional: true, nullable: true })
  issuedOn?: ClinicDay | null;

  @Day({ optional: true, nullable: true })
  expiresOn?: ClinicDay | null;

  @Day({ optional: true, nullable: true })
  verifiedOn?: ClinicDay | null;
}

export class CredentialDto {
  @Uuid()
  id: string;

  @Text()
  kind: string;

  @Text()
  number: string;

  @Text({ nullable: true })
  state: string | null;

  @Day({ nullable: true })
  issuedOn: ClinicDay | null;

  @Day({ nullable: true })
  expiresOn: ClinicDay | null;

  @Day({ nullable: true })
  verifiedOn: ClinicDay | null;

  @Int({ min: -1_000_000, nullable: true, description: 'Days until its last day, negative once it is over; null: it does not expire.' })
  daysLeft: number | null;

  @Bool({ description: 'Whether it is valid today.' })
  valid: boolean;

  @Int({ min: 1 })
  version: number;
}

export class CredentialListDto {
  @ListOf(() => CredentialDto)
  items: CredentialDto[];
}

/** A credential that ends soon, or has ended, of somebody who works here. */
export class ExpiringCredentialDto {
  @Uuid()
  credentialId: string;

  @Uuid()
  staffId: string;

  @Text()
  staffName: string;

  @OneOf(DISCIPLINE_CODES, { name: 'Discipline' })
  discipline: Discipline;

  @Text()
  kind: string;

  @Text()
  number: string;

  @Day()
  expiresOn: ClinicDay;

  @Int({ min: -1_000_000 })
  daysLeft: number;
}

export class ExpiringCredentialPageDto {
  @ListOf(() => ExpiringCredentialDto)
  items: ExpiringCredentialDto[];

  @Text({ nullable: true, max: 600 })
  nextCursor: string | null;
}

export class ExpiringCredentialsQuery extends ListQuery {
  @Int({ optional: true, query: true, min: 0, max: 365, description: 'Days ahead; 90 unless said (STF-CRED-ACTIVE warns at 90, 60 and 30).' })
  within?: number;
}

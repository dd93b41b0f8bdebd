import { Bool, Day, Email, Int, ListOf, ListQuery, Nested, OneOf, Text, TextList, Uuid, type ClinicDay } from '#platform';
import { DISCIPLINE_CODES, type Discipline, type LeadsBy } from '../disciplines.js';

const LANGUAGES = 'Languages they work in, as BCP 47 tags: en, es, pt-BR.';

/** A person as they join the team. */
export class CreateStaffDto {
  @Text({ max: 80 })
  givenName: string;

  @Text({ max: 80, min: 0, optional: true })
  familyName?: string;

  @OneOf(DISCIPLINE_CODES, { name: 'Discipline' })
  discipline: Discipline;

  @Text({ max: 80, optional: true, nullable: true, example: 'LCSW' })
  title?: string | null;

  @Email({ optional: true, nullable: true })
  email?: string | null;

  @Text({ max: 40, optional: true, nullable: true })
  phone?: string | null;

  @TextList({ max: 20, maxLength: 35, optional: true, description: LANGUAGES })
  languages?: string[];

  @Uuid({ optional: true, nullable: true, description: 'Needed for interns and associates.' })
  supervisorId?: string | null;

  @Uuid({ optional: true, nullable: true, description: 'Their account, which works in this clinic.' })
  userId?: string | null;
}

/** What is edited of a person; what is left out stays. */
export class EditStaffDto {
  @Int({ min: 1, description: 'The version the edit was begun from.' })
  version: number;

  @Text({ max: 80, optional: true })
  givenName?: string;

  @Text({ max: 80, min: 0, optional: true })
  familyName?: string;

  @OneOf(DISCIPLINE_CODES, { name: 'Discipline', optional: true })
  discipline?: Discipline;

  @Text({ max: 80, optional: true, nullable: true })
  title?: string | null;

  @Email({ optional: true, nullable: true })
  email?: string | null;

  @Text({ max: 40, optional: true, nullable: true })
  phone?: string | null;

  @TextList({ max: 20, maxLength: 35, optional: true, description: LANGUAGES })
  languages?: string[];

  @Uuid({ optional: true, nullable: true })
  supervisorId?: string | null;

  @Uuid({ optional: true, nullable: true })
  userId?: string | null;

  @Bool({ optional: true, description: 'False: no longer works here. Their past stays.' })
  active?: boolean;
}

/** How the license or certificate of somebody stands today. */
export const CREDENTIAL_STANDINGS = ['valid', 'expiring', 'expired', 'missing', 'not_needed'] as const;
export type CredentialStanding = (typeof CREDENTIAL_STANDINGS)[number];

/** A person by name only. */
export class StaffNameDto {
  @Uuid()
  id: string;

  @Text()
  name: string;
}

export class StaffListItemDto {
  @Uuid()
  id: string;

  @Text()
  name: string;

  @OneOf(DISCIPLINE_CODES, { name: 'Discipline' })
  discipline: Discipline;

  @Text()
  disciplineLabel: string;

  @Text({ nullable: true })
  title: string | null;

  @TextList()
  languages: string[];

  @Bool()
  active: boolean;

  @Nested(() => StaffNameDto, { nullable: true })
  supervisor: StaffNameDto | null;

  @OneOf(CREDENTIAL_STANDINGS, { name: 'CredentialStanding' })
  credentialStanding: CredentialStanding;

  @Day({ nullable: true, description: 'The last day of the license or certificate that lasts longest; null: none, or it does not expire.' })
  credentialUntil: ClinicDay | null;

  @Bool({ description: 'Whether they sign in.' })
  hasAccount: boolean;
}

export class StaffPageDto {
  @ListOf(() => StaffListItemDto)
  items: StaffListItemDto[];

  @Text({ nullable: true, max: 600 })
  nextCursor: string | null;
}

export class StaffDetailDto extends StaffListItemDto {
  @Text()
  givenName: string;

  @Text()
  familyName: string;

  @Text({ nullable: true })
  email: string | null;

  @Text({ nullable: true })
  phone: string | null;

  @Uuid({ nullable: true })
  userId: string | null;

  @Text({ nullable: true, description: 'The name of their account.' })
  accountName: string | null;

  @Bool({ description: 'Whether they may lead a session today of a service that names their discipline.' })
  mayLeadToday: boolean;

  @Text({ nullable: true, description: 'Why not, as a sentence.' })
  mayNotLeadBecause: string | null;

  @Bool({ description: 'Whether they may sign today what orders treatment, such as prescribed hours.' })
  maySignToday: boolean;

  @Text({ nullable: true, description: 'Why not, as a sentence.' })
  mayNotSignBecause: string | null;

  @ListOf(() => StaffNameDto, { description: 'Active people they supervise.' })
  supervises: StaffNameDto[];

  @Int({ min: 1 })
  version: number;
}

export class StaffListQuery extends ListQuery {
  @Text({ optional: true, max: 120, description: 'Name, title or e-mail; forgives spelling and accents.' })
  search?: string;

  @OneOf(DISCIPLINE_CODES, { optional: true, name: 'Discipline' })
  discipline?: Discipline;

  @Text({ optional: true, max: 35 })
  language?: string;

  @Bool({ optional: true, query: true, description: 'Only those who work here (true), or only those who left.' })
  active?: boolean;

  @OneOf(CREDENTIAL_STANDINGS, { optional: true, name: 'CredentialStanding' })
  credential?: CredentialStanding;

  @Int({ optional: true, query: true, min: 1, max: 365, description: 'Days before its last day from which a credential counts as expiring; 90 unless said (STF-CRED-ACTIVE).' })
  warnDays?: number;
}

export class DisciplineDto {
  @OneOf(DISCIPLINE_CODES, { name: 'Discipline' })
  code: Discipline;

  @Text()
  label: string;

  @OneOf(['credential', 'supervision', 'role', 'never'], { description: 'What lets such a person lead a session.' })
  leadsBy: LeadsBy;
}

export class DisciplineListDto {
  @ListOf(() => DisciplineDto)
  items: DisciplineDto[];
}

export class AccountDto {
  @Uuid()
  userId: string;

  @Text()
  displayName: string;
}

export class AccountListDto {
  @ListOf(() => AccountDto, { max: 1000 })
  items: AccountDto[];
}

import { Bool, Day, Email, Int, ListOf, OneOf, SomeOf, Text, Uuid, type ClinicDay } from '#platform';
import { CLIENT_STATUSES, type ClientStatus } from '../client.entity.js';
import { LIKENESS_REASONS, type LikenessReason } from '../duplicates/judge-likeness.js';
import { LINE, PHONE } from './clients.dto.js';

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

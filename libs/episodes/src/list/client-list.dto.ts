import { Bool, Day, Int, ListOf, ListQuery, Nested, OneOf, Text, Uuid, type ClinicDay } from '#platform';
import { STAY_STATES, type StayState } from '../week-of-stay.js';
import { CLIENT_SORTS, type ClientSort } from './client-list.query.js';

export class ClientListQueryDto extends ListQuery {
  @Text({ optional: true, max: 120, description: 'As typed into the search; then the best fit comes first and there is one page.' })
  q?: string;

  @OneOf(['active', 'archived', 'all'], { optional: true, description: 'active unless said.' })
  status?: 'active' | 'archived' | 'all';

  @Uuid({ optional: true })
  programId?: string;

  @Uuid({ optional: true, description: 'On the care team today.' })
  staffId?: string;

  @OneOf(['any', 'none'], { optional: true, description: 'In a program or about to be, or in none.' })
  program?: 'any' | 'none';

  @OneOf(CLIENT_SORTS, { optional: true, description: 'A minus in front turns the order round; admitted lists only people in a program.' })
  sort?: ClientSort;
}

export class ListedStayDto {
  @Uuid()
  episodeId: string;

  @Uuid()
  programId: string;

  @Text()
  programName: string;

  @Day()
  admittedOn: ClinicDay;

  @Day({ nullable: true })
  dischargedOn: ClinicDay | null;

  @OneOf(STAY_STATES, { name: 'StayState' })
  state: StayState;

  @Int({ nullable: true })
  week: number | null;

  @Int({ nullable: true })
  plannedWeeks: number | null;

  @Text({ nullable: true })
  primaryName: string | null;
}

export class ListedClientDto {
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

  @OneOf(['active', 'archived'])
  status: 'active' | 'archived';

  @Nested(() => ListedStayDto, { nullable: true })
  stay: ListedStayDto | null;

  @Int({ description: 'Stays besides that one that run or are to come.' })
  otherStays: number;
}

export class ClientPageDto {
  @ListOf(() => ListedClientDto)
  items: ListedClientDto[];

  @Text({ nullable: true })
  nextCursor: string | null;
}

export class CensusRowDto {
  @Uuid()
  programId: string;

  @Text()
  name: string;

  @Bool()
  active: boolean;

  @Int({ description: 'In the program today.' })
  current: number;

  @Int({ description: 'Admissions on a later day.' })
  upcoming: number;

  @Int({ description: 'Of the current ones, those whose last day is set.' })
  leaving: number;
}

export class CensusDto {
  @ListOf(() => CensusRowDto)
  items: CensusRowDto[];
}

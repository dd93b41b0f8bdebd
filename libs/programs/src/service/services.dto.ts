import { Bool, Int, ListOf, ListQuery, OneOf, SomeOf, Text, Uuid } from '#platform';
import { DISCIPLINE_CODES, type Discipline } from '#team';
import { SERVICE_CATEGORY_CODES, SERVICE_KINDS, type ServiceCategory, type ServiceKind } from './service.entity.js';

const DISCIPLINES = 'Disciplines that may lead it. An empty list: whoever leads sessions.';

/** A service as it enters the catalogue. */
export class CreateServiceDto {
  @Text({ max: 120 })
  name: string;

  @OneOf(SERVICE_KINDS, { name: 'ServiceKind' })
  kind: ServiceKind;

  @OneOf(SERVICE_CATEGORY_CODES, { name: 'ServiceCategory' })
  category: ServiceCategory;

  @Bool({ description: 'Whether its minutes are credited to the week.' })
  countsTowardHours: boolean;

  @Int({ min: 5, max: 720 })
  defaultMinutes: number;

  @Int({ min: 1, max: 200, description: 'Clients in a session, at most.' })
  capacity: number;

  @Text({ max: 80, optional: true, nullable: true, example: 'DBT' })
  modality?: string | null;

  @Text({ max: 20, optional: true, nullable: true, example: 'H0015' })
  billingCode?: string | null;

  @SomeOf(DISCIPLINE_CODES, { optional: true, description: DISCIPLINES })
  disciplines?: Discipline[];
}

/** What is edited of a service; what is left out stays. Sessions already planned keep what they were planned with. */
export class EditServiceDto {
  @Int({ min: 1, description: 'The version the edit was begun from.' })
  version: number;

  @Text({ max: 120, optional: true })
  name?: string;

  @OneOf(SERVICE_CATEGORY_CODES, { name: 'ServiceCategory', optional: true })
  category?: ServiceCategory;

  @Bool({ optional: true })
  countsTowardHours?: boolean;

  @Int({ min: 5, max: 720, optional: true })
  defaultMinutes?: number;

  @Int({ min: 1, max: 200, optional: true })
  capacity?: number;

  @Text({ max: 80, optional: true, nullable: true })
  modality?: string | null;

  @Text({ max: 20, optional: true, nullable: true })
  billingCode?: string | null;

  @SomeOf(DISCIPLINE_CODES, { optional: true, description: DISCIPLINES })
  disciplines?: Discipline[];

  @Bool({ optional: true, description: 'An inactive service takes no new sessions.' })
  active?: boolean;
}

export class ServiceDto {
  @Uuid()
  id: string;

  @Text()
  name: string;

  @OneOf(SERVICE_KINDS, { name: 'ServiceKind' })
  kind: ServiceKind;

  @OneOf(SERVICE_CATEGORY_CODES, { name: 'ServiceCategory' })
  category: ServiceCategory;

  @Bool()
  countsTowardHours: boolean;

  @Int()
  defaultMinutes: number;

  @Int()
  capacity: number;

  @Text({ nullable: true })
  modality: string | null;

  @Text({ nullable: true })
  billingCode: string | null;

  @SomeOf(DISCIPLINE_CODES, { description: DISCIPLINES })
  disciplines: Discipline[];

  @Bool()
  active: boolean;

  @Int({ min: 1 })
  version: number;
}

export class ServicePageDto {
  @ListOf(() => ServiceDto)
  items: ServiceDto[];

  @Text({ nullable: true, max: 600 })
  nextCursor: string | null;
}

export class ServiceListQuery extends ListQuery {
  @Bool({ optional: true, query: true, description: 'Only active, or only inactive, services.' })
  active?: boolean;

  @OneOf(SERVICE_KINDS, { optional: true, name: 'ServiceKind' })
  kind?: ServiceKind;

  @Text({ optional: true, max: 120, description: 'Part of the name, modality or billing code.' })
  search?: string;
}

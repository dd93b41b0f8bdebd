import { Bool, Int, Text, Uuid } from '#platform';

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const SLUG_WORDS = 'must be lower case letters, digits and single hyphens';

/** A clinic as it is opened. */
export class CreateClinicDto {
  @Text({ max: 120 })
  name: string;

  @Text({ max: 60, pattern: SLUG, patternMessage: SLUG_WORDS, optional: true, description: 'Name in addresses; made from the name when left out.' })
  slug?: string;

  @Text({ max: 64, example: 'America/New_York', description: 'IANA name of the clinic’s time zone.' })
  timeZone: string;

  @Text({ max: 40, optional: true, nullable: true })
  phone?: string | null;

  @Text({ max: 300, optional: true, nullable: true })
  address?: string | null;
}

/** What is edited of a clinic; what is left out stays. */
export class EditClinicDto {
  @Int({ min: 1, description: 'The version the edit was begun from.' })
  version: number;

  @Text({ max: 120, optional: true })
  name?: string;

  @Text({ max: 60, pattern: SLUG, patternMessage: SLUG_WORDS, optional: true })
  slug?: string;

  @Text({ max: 64, optional: true })
  timeZone?: string;

  @Text({ max: 40, optional: true, nullable: true })
  phone?: string | null;

  @Text({ max: 300, optional: true, nullable: true })
  address?: string | null;
}

/** A clinic. */
export class ClinicDto {
  @Uuid()
  id: string;

  @Text()
  name: string;

  @Text()
  slug: string;

  @Text()
  timeZone: string;

  @Text({ nullable: true })
  phone: string | null;

  @Text({ nullable: true })
  address: string | null;

  @Bool()
  isDemo: boolean;

  @Int({ min: 1 })
  version: number;
}

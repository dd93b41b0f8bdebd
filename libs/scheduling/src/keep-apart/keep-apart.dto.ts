import { Instant, Int, ListOf, Nested, Text, TextList, Uuid } from '#platform';
import { RosterClientDto } from '../sessions/sessions.dto.js';

/** Whom a client must not meet, and why. */
export class KeepApartDto {
  @Uuid()
  otherClientId: string;

  @Text({ max: 500, description: 'Read by those who care for them only.' })
  reason: string;
}

export class KeepApartIdDto {
  @Uuid()
  id: string;
}

export class EndKeepApartQuery {
  @Int({ min: 1, query: true, description: 'The version the person saw.' })
  version: number;
}

/** Somebody a client is kept apart from. */
export class KeptApartDto {
  @Uuid()
  id: string;

  @Nested(() => RosterClientDto)
  client: RosterClientDto;

  @Text({ max: 500 })
  reason: string;

  @Instant()
  since: Date;

  @TextList({ description: 'Groups both belong to all the same, from before.' })
  groups: string[];

  @Int({ description: 'Sessions to come in which both have a place all the same.' })
  sessions: number;

  @Int({ min: 1 })
  version: number;
}

export class KeptApartListDto {
  @ListOf(() => KeptApartDto)
  items: KeptApartDto[];
}

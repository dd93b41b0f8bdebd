import { Instant, Int, ListOf, OneOf, SomeOf, Text, Uuid } from '#platform';
import { PERMISSIONS, type Permission } from '../permissions.js';
import { TOKEN_PERMISSIONS } from './create-token.service.js';
import { TOKEN_STATES, type TokenState } from './token-list.query.js';

export class CreateTokenDto {
  @Text({ max: 120, description: 'What it is for.', example: 'Nightly export' })
  name: string;

  @SomeOf(TOKEN_PERMISSIONS, { min: 1 })
  permissions: Permission[];

  @Int({ min: 1, max: 366, description: 'Days it works.' })
  days: number;
}

export class CreatedTokenDto {
  @Uuid()
  id: string;

  @Text({ nullable: true, description: 'Shown this once. Send it as `Authorization: Bearer …`.' })
  secret: string | null;

  @Instant()
  expiresAt: string;
}

export class TokenDto {
  @Uuid()
  id: string;

  @Text()
  name: string;

  @SomeOf(PERMISSIONS)
  permissions: Permission[];

  @OneOf(TOKEN_STATES, { description: 'asleep: the person who made it is disabled or has left the clinic.' })
  state: TokenState;

  @Uuid()
  madeBy: string;

  @Text()
  madeByName: string;

  @Instant()
  createdAt: string;

  @Instant()
  expiresAt: string;

  @Instant({ nullable: true })
  lastUsedAt: string | null;

  @Instant({ nullable: true })
  revokedAt: string | null;
}

export class TokenPageDto {
  @ListOf(() => TokenDto)
  items: TokenDto[];

  @Text({ nullable: true })
  nextCursor: string | null;
}

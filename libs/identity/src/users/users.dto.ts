import { Bool, Email, Instant, Int, ListOf, ListQuery, OneOf, SomeOf, Text, Uuid } from '#platform';
import { ROLES, type Role } from '../permissions.js';
import { USER_STATES, type UserState } from './user-list.query.js';

export class UserListQueryDto extends ListQuery {
  @Text({ optional: true, max: 100, description: 'Part of a name or an e-mail address.' })
  q?: string;

  @OneOf(ROLES, { optional: true })
  role?: Role;

  @OneOf(USER_STATES, { optional: true })
  state?: UserState;
}

export class CreateUserDto {
  @Email()
  email: string;

  @Text({ max: 120 })
  displayName: string;

  @SomeOf(ROLES, { min: 1 })
  roles: Role[];
}

export class EditUserDto {
  @Int({ min: 1, description: 'The version that was read; another one is refused with 409.' })
  version: number;

  @Email({ optional: true })
  email?: string;

  @Text({ optional: true, max: 120 })
  displayName?: string;

  @SomeOf(ROLES, { optional: true, min: 1 })
  roles?: Role[];
}

export class DisableUserDto {
  @Text({ optional: true, max: 500 })
  reason?: string;
}

export class UserDto {
  @Uuid()
  id: string;

  @Text()
  email: string;

  @Text()
  displayName: string;

  @SomeOf(ROLES)
  roles: Role[];

  @OneOf(USER_STATES, { description: 'invited: has not chosen a password yet; locked: rests after wrong passwords.' })
  state: UserState;

  @Instant({ nullable: true })
  lockedUntil: string | null;

  @Bool()
  demo: boolean;

  @Int({ description: 'Clinics the person works in besides this one.' })
  otherClinics: number;

  @Instant({ nullable: true })
  lastSignInAt: string | null;

  @Instant()
  createdAt: string;

  @Int()
  version: number;
}

export class UserPageDto {
  @ListOf(() => UserDto)
  items: UserDto[];

  @Text({ nullable: true })
  nextCursor: string | null;
}

export class CreatedUserDto {
  @Uuid()
  id: string;

  @Bool({ description: 'The person had an account in another clinic and comes in with the password they have.' })
  hadAccount: boolean;

  @Text({ nullable: true, description: 'Shown this once, to be handed over. Null for somebody who had an account, and in a repeated answer.' })
  temporaryPassword: string | null;
}

export class TemporaryPasswordDto {
  @Text({ nullable: true, description: 'Shown this once, to be handed over.' })
  temporaryPassword: string | null;
}

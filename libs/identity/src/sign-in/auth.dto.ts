import { Bool, Email, Instant, Int, ListOf, Nested, Secret, SomeOf, Text, Uuid } from '#platform';
import { PERMISSIONS, ROLES, type Permission, type Role } from '../permissions.js';

export class SignInDto {
  @Email({ example: 'director@demo.stepwell.test' })
  email: string;

  @Secret()
  password: string;
}

export class PasswordDto {
  @Secret()
  password: string;
}

export class ChangePasswordDto {
  @Secret()
  currentPassword: string;

  @Secret({ description: 'At least 12 characters, not one that people try first.' })
  newPassword: string;
}

export class SignedInDto {
  @Bool({ description: 'The password was chosen by somebody else: choose one first (POST /api/auth/password).' })
  mustChangePassword: boolean;
}

export class MeUserDto {
  @Uuid()
  id: string;

  @Text()
  email: string;

  @Text()
  displayName: string;

  @Bool()
  mustChangePassword: boolean;
}

export class MeSessionDto {
  @Uuid()
  id: string;

  @Instant({ description: 'The sign-in ends then, used or not.' })
  expiresAt: string;

  @Int({ description: 'Minutes without a request after which the session locks itself.' })
  idleMinutes: number;
}

export class MembershipDto {
  @Uuid()
  clinicId: string;

  @Text()
  clinicName: string;

  @Text()
  clinicSlug: string;

  @Text({ description: 'IANA name of the clinic’s zone.', example: 'America/New_York' })
  timeZone: string;

  @SomeOf(ROLES)
  roles: Role[];

  @SomeOf(PERMISSIONS)
  permissions: Permission[];
}

export class MeDto {
  @Nested(() => MeUserDto)
  user: MeUserDto;

  @ListOf(() => MembershipDto)
  memberships: MembershipDto[];

  @Nested(() => MeSessionDto)
  session: MeSessionDto;

  @Bool({ description: 'A demo account: what it shows is invented.' })
  demo: boolean;
}

export class SessionDto {
  @Uuid()
  id: string;

  @Instant()
  createdAt: string;

  @Instant()
  lastSeenAt: string;

  @Instant()
  expiresAt: string;

  @Bool({ description: 'Waits for the password.' })
  locked: boolean;

  @Bool({ description: 'The session of this very request.' })
  current: boolean;

  @Text()
  address: string;

  @Text({ max: 300, min: 0, description: 'What the browser calls itself.' })
  userAgent: string;
}

export class SessionListDto {
  @ListOf(() => SessionDto)
  items: SessionDto[];

  @Text({ nullable: true })
  nextCursor: string | null;
}

export class DemoAccountDto {
  @Text()
  email: string;

  @Text()
  label: string;
}

export class DemoDto {
  @Bool()
  demo: boolean;

  @ListOf(() => DemoAccountDto)
  accounts: DemoAccountDto[];
}

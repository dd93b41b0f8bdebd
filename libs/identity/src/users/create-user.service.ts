import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, newId } from '#platform';
import { AccessChanges } from '../access/access-changes.js';
import { alreadyMember } from '../identity.errors.js';
import { IDENTITY_PARAMETERS, type IdentityParameters } from '../identity.parameters.js';
import type { Role } from '../permissions.js';
import { PasswordHasher } from '../sign-in/password-hasher.js';
import { checkPassword } from '../sign-in/password-rules.js';
import { temporaryPassword } from '../sign-in/temporary-password.js';
import { MembershipEntity } from './membership.entity.js';
import { UserEntity } from './user.entity.js';

/** A person to whom an account is given. */
export interface NewUser {
  email: string;
  displayName: string;
  roles: Role[];
}

/** An account made by the system: demo, first administrator, tests. */
export interface SeededUser {
  email: string;
  displayName: string;
  memberships: { clinicId: string; roles: Role[] }[];
  /** A hash of `PasswordHasher`, made once for many accounts; or a password, which must pass the rules. */
  passwordHash?: string;
  password?: string;
  demo?: boolean;
  mustChangePassword?: boolean;
}

/** Gives a person an account, or lets one who has an account into another clinic. */
@Injectable()
export class CreateUser {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    private readonly hasher: PasswordHasher,
    private readonly changes: AccessChanges,
    @Inject(IDENTITY_PARAMETERS) private readonly parameters: IdentityParameters,
  ) {}

  /**
   * Adds a person to a clinic.
   * @returns the password to hand over, to be replaced at the first sign-in; null for somebody who has an account already.
   * @throws DomainError 409 for somebody who works here already.
   */
  async run(clinicId: string, input: NewUser): Promise<{ userId: string; temporaryPassword: string | null }> {
    const password = temporaryPassword();
    const passwordHash = await this.hasher.hash(password);
    return this.database.transaction(async () => {
      const known = await this.database.maybe<{ id: string; member: boolean }>(
        `select u.id, exists (select from identity.membership m where m.user_id = u.id and m.clinic_id = $2) as member
         from identity.user u where lower(u.email) = lower($1)`,
        [input.email, clinicId],
      );
      if (known?.member) throw alreadyMember();
      const userId = known?.id ?? newId();
      if (!known) await this.insert(userId, input.email, input.displayName, passwordHash, true, false);
      await this.addMembership(userId, clinicId, input.roles);
      this.audit.record({
        clinicId,
        action: known ? 'identity.user-added-to-clinic' : 'identity.user-created',
        subjectType: 'user',
        subjectId: userId,
        changes: { roles: [null, input.roles] },
      });
      await this.changes.announce(userId);
      return { userId, temporaryPassword: known ? null : password };
    });
  }

  /** Lets somebody who has an account into a clinic that has just been opened. Joins the open transaction. */
  async admit(clinicId: string, userId: string, roles: Role[]): Promise<void> {
    await this.database.transaction(async () => {
      await this.addMembership(userId, clinicId, roles);
      this.audit.record({ clinicId, action: 'identity.user-added-to-clinic', subjectType: 'user', subjectId: userId, changes: { roles: [null, roles] } });
      await this.changes.announce(userId);
    });
  }

  /** Makes an account as the system. @throws DomainError 400 for a password that is refused, 409 for an address in use. */
  async seed(input: SeededUser): Promise<{ userId: string }> {
    if (input.password !== undefined) checkPassword(input.password, input, this.parameters.passwordMinLength, '/password');
    const passwordHash = input.passwordHash ?? (await this.hasher.hash(input.password ?? temporaryPassword()));
    return this.database.transaction(async () => {
      const userId = newId();
      await this.insert(userId, input.email, input.displayName, passwordHash, input.mustChangePassword ?? false, input.demo ?? false);
      for (const { clinicId, roles } of input.memberships) {
        await this.addMembership(userId, clinicId, roles);
        this.audit.record({ clinicId, action: 'identity.user-created', subjectType: 'user', subjectId: userId, changes: { roles: [null, roles] } });
      }
      return { userId };
    });
  }

  private async insert(id: string, email: string, displayName: string, passwordHash: string, mustChangePassword: boolean, isDemo: boolean): Promise<void> {
    const now = this.clock.now();
    await this.database.manager.insert(UserEntity, {
      id,
      email,
      displayName,
      passwordHash,
      passwordSetAt: now,
      mustChangePassword,
      isDemo,
      disabledAt: null,
      lastSignInAt: null,
      version: 1,
      createdAt: now,
    });
  }

  private async addMembership(userId: string, clinicId: string, roles: Role[]): Promise<void> {
    await this.database.manager.insert(MembershipEntity, { userId, clinicId, roles, createdAt: this.clock.now() });
  }
}

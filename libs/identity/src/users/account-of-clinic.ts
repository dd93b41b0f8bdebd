import { Injectable } from '@nestjs/common';
import { Database, notFound, staleEdit } from '#platform';
import type { Access } from '../access/access.js';
import { notOneself, worksElsewhere } from '../identity.errors.js';
import { MembershipEntity } from './membership.entity.js';
import { UserEntity } from './user.entity.js';

/** An account as a clinic's administrator has it before them. */
export interface AccountOfClinic {
  user: UserEntity;
  membership: MembershipEntity;
}

/** Loads accounts for a change, and says what an administrator of one clinic may do to them. */
@Injectable()
export class AccountsOfClinic {
  constructor(private readonly database: Database) {}

  /** The account, locked until the transaction ends. @throws DomainError 404 when the person does not work in the clinic, 409 for another version. */
  async lock(clinicId: string, userId: string, version: number | undefined): Promise<AccountOfClinic> {
    const user = await this.database.manager.findOne(UserEntity, { where: { id: userId }, lock: { mode: 'pessimistic_write' } });
    const membership = await this.database.manager.findOneBy(MembershipEntity, { userId, clinicId });
    if (!user || !membership) throw notFound('user');
    if (version !== undefined && user.version !== version) throw staleEdit('account', user.version);
    return { user, membership };
  }

  /**
   * An account is one, whatever the clinics: disabling it or setting its password reaches all of them, so it needs
   * someone who manages users in all of them.
   * @throws DomainError 403 otherwise.
   */
  async requireWhole(access: Access, userId: string): Promise<void> {
    const clinics = await this.database.rows<{ clinic_id: string }>('select clinic_id from identity.membership where user_id = $1', [userId]);
    if (!clinics.every((row) => access.clinics.get(row.clinic_id)?.permissions.has('users.manage'))) throw worksElsewhere();
  }

  /** @throws DomainError 409 when it is the asker's own account. */
  refuseOneself(access: Access, userId: string): void {
    if (access.userId === userId) throw notOneself();
  }
}

import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, DomainError, notFound, staleEdit } from '#platform';
import { profileShared } from '../programs.errors.js';
import { DerivePolicy } from './derive-policy.service.js';
import { RuleProfileEntity } from './rule-profile.entity.js';
import type { RenameProfileDto } from './rule-profiles.dto.js';

/** Gives a profile of the clinic's own another name; the policies that quote it are written anew with it. */
@Injectable()
export class RenameProfile {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly derive: DerivePolicy,
  ) {}

  /** @throws DomainError 404, 409 `profile-shared`, `stale-edit` or `profile-name-taken`. */
  async run(clinicId: string, profileId: string, input: RenameProfileDto): Promise<void> {
    await this.database.transaction(async () => {
      const profile = await this.database.manager.findOne(RuleProfileEntity, { where: { id: profileId }, lock: { mode: 'pessimistic_write' } });
      if (!profile || (profile.clinicId !== null && profile.clinicId !== clinicId) || profile.layer === 'program') throw notFound('rule profile');
      if (profile.clinicId === null) throw profileShared();
      if (profile.version !== input.version) throw staleEdit('rule profile', profile.version);
      if (profile.name === input.name) return;
      await this.database.manager.update(RuleProfileEntity, { id: profileId }, { name: input.name, version: profile.version + 1 });
      this.audit.record({ clinicId, action: 'programs.profile-renamed', subjectType: 'rule_profile', subjectId: profileId, changes: { name: [profile.name, input.name] } });
      const followers = await this.database.rows<{ id: string }>('select distinct program_id as id from programs.program_profile where profile_id = $1 and superseded_at is null order by id', [profileId]);
      for (const program of followers) await this.derive.run(program.id, () => new DomainError({ code: 'policy-contradicts', status: 422, title: 'These numbers contradict each other.' }));
    });
  }
}

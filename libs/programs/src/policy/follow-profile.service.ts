import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { AuditTrail, Clock, Database, currentActor, invalidInput, newId } from '#platform';
import { DerivePolicy } from './derive-policy.service.js';
import { contradictionAt, pastProblems } from './follow-rules.js';
import { ProgramLock } from './program-lock.js';
import { ProgramProfileEntity } from './program-profile.entity.js';
import { RuleProfileEntity } from './rule-profile.entity.js';
import type { FollowProfileDto } from './rule-profiles.dto.js';

/** Lets a program follow a state's, an accreditor's or a payer's profile from a day on. */
@Injectable()
export class FollowProfile {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly clinics: ClinicsReader,
    private readonly lock: ProgramLock,
    private readonly derive: DerivePolicy,
  ) {}

  /** @throws DomainError 400, 404, 409 `stale-edit` or `profile-already-followed`. */
  async run(clinicId: string, programId: string, input: FollowProfileDto): Promise<void> {
    const problems = pastProblems(input.effectiveFrom, input.reason, await this.clinics.today(clinicId));
    if (input.effectiveTo && input.effectiveTo < input.effectiveFrom) problems.push({ pointer: '/effectiveTo', detail: 'must not be before the first day' });
    if (problems.length > 0) throw invalidInput(problems);
    await this.database.transaction(async () => {
      const manager = this.database.manager;
      // The profile first, then the program: the order every change of numbers takes, so that neither waits for the other.
      const profile = await manager.findOne(RuleProfileEntity, { where: { id: input.profileId }, lock: { mode: 'pessimistic_read' } });
      if (!profile || (profile.clinicId !== null && profile.clinicId !== clinicId) || profile.layer === 'program' || profile.layer === 'base') {
        throw invalidInput([{ pointer: '/profileId', detail: 'is not a profile a program can follow' }]);
      }
      await this.lock.take(clinicId, programId, input.version);
      const effectiveTo = input.effectiveTo ?? null;
      await manager.insert(ProgramProfileEntity, {
        id: newId(),
        programId,
        profileId: profile.id,
        effectiveFrom: input.effectiveFrom,
        effectiveTo,
        reason: input.reason ?? null,
        authorName: currentActor().displayName,
        createdAt: this.clock.now(),
      });
      this.audit.record({ clinicId, action: 'programs.profile-attached', subjectType: 'program', subjectId: programId, changes: { profile: profile.name, from: input.effectiveFrom, to: effectiveTo }, reason: input.reason ?? null });
      await this.derive.run(programId, contradictionAt('/profileId'));
    });
  }
}

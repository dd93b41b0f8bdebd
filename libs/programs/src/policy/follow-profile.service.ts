import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { AuditTrail, Clock, Database, addDays, currentActor, invalidInput, newId, notFound, staleEdit, type ClinicDay, type FieldProblem } from '#platform';
import { ProgramEntity } from '../program/program.entity.js';
import { DerivePolicy } from './derive-policy.service.js';
import { cutOut } from './overlay.js';
import { PARAMETERS } from './parameters.js';
import { ProgramProfileEntity } from './program-profile.entity.js';
import type { Disagreement } from './resolve-policy.js';
import { RuleProfileEntity } from './rule-profile.entity.js';
import type { FollowProfileDto, StopFollowingDto } from './rule-profiles.dto.js';

/** Says which state's, accreditor's and payer's profiles a program follows, from a day on. */
@Injectable()
export class FollowProfile {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly clinics: ClinicsReader,
    private readonly derive: DerivePolicy,
  ) {}

  /** @throws DomainError 400, 404, 409 `stale-edit` or `profile-already-followed`. */
  async follow(clinicId: string, programId: string, input: FollowProfileDto): Promise<void> {
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
      await this.lock(clinicId, programId, input.version);
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
      await this.derive.run(programId, (found) => atField(found, '/profileId'));
    });
  }

  /** @throws DomainError 400, 404, 409 `stale-edit`. */
  async stop(clinicId: string, programId: string, followId: string, input: StopFollowingDto): Promise<void> {
    const problems = pastProblems(input.from, input.reason, await this.clinics.today(clinicId));
    if (problems.length > 0) throw invalidInput(problems);
    await this.database.transaction(async () => {
      const manager = this.database.manager;
      await this.lock(clinicId, programId, input.version);
      const followed = await this.database.maybe<ProgramProfileEntity & { name: string }>(
        `select f.id, f.program_id as "programId", f.profile_id as "profileId", f.effective_from as "effectiveFrom", f.effective_to as "effectiveTo", f.reason, f.author_name as "authorName", p.name
         from programs.program_profile f join programs.rule_profile p on p.id = f.profile_id where f.id = $1 and f.program_id = $2 and f.superseded_at is null`,
        [followId, programId],
      );
      if (!followed) throw notFound('followed profile');
      if (followed.effectiveTo !== null && followed.effectiveTo < input.from) throw invalidInput([{ pointer: '/from', detail: `must not be after ${addDays(followed.effectiveTo, 1)}: it ends before` }]);
      const { name, ...row } = followed;
      const now = this.clock.now();
      await this.database.rows('update programs.program_profile set superseded_at = $2 where id = $1', [followId, now]);
      const { remainders } = cutOut([row], input.from, null);
      for (const left of remainders) {
        await manager.insert(ProgramProfileEntity, { ...row, id: newId(), effectiveFrom: left.from, effectiveTo: left.to, reason: input.reason ?? row.reason, authorName: currentActor().displayName, createdAt: now });
      }
      this.audit.record({ clinicId, action: 'programs.profile-ended', subjectType: 'program', subjectId: programId, changes: { profile: name, from: input.from }, reason: input.reason ?? null });
      await this.derive.run(programId, (found) => atField(found, '/from'));
    });
  }

  private async lock(clinicId: string, programId: string, version: number): Promise<void> {
    const program = await this.database.manager.findOne(ProgramEntity, { where: { id: programId, clinicId }, lock: { mode: 'pessimistic_write' } });
    if (!program) throw notFound('program');
    if (program.version !== version) throw staleEdit('program', program.version);
    await this.database.manager.update(ProgramEntity, { id: programId }, { version: version + 1 });
  }
}

function pastProblems(from: ClinicDay, reason: string | null | undefined, today: ClinicDay): FieldProblem[] {
  return from < today && !reason ? [{ pointer: '/reason', detail: 'is needed to change what already held' }] : [];
}

function atField(found: readonly Disagreement[], pointer: string) {
  return invalidInput([...new Set(found.map(({ lower }) => `${PARAMETERS[lower.parameter].label} ${lower.detail}`))].map((detail) => ({ pointer, detail })));
}

import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { AuditTrail, Clock, Database, addDays, currentActor, invalidInput, newId, notFound } from '#platform';
import { DerivePolicy } from './derive-policy.service.js';
import { contradictionAt, pastProblems } from './follow-rules.js';
import { cutOut } from './overlay.js';
import { ProgramLock } from './program-lock.js';
import { ProgramProfileEntity } from './program-profile.entity.js';
import type { StopFollowingDto } from './rule-profiles.dto.js';

/** Lets a program follow a profile no more from a day on. From its first day: as if it never had. */
@Injectable()
export class StopFollowing {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly clinics: ClinicsReader,
    private readonly lock: ProgramLock,
    private readonly derive: DerivePolicy,
  ) {}

  /** @throws DomainError 400, 404, 409 `stale-edit`. */
  async run(clinicId: string, programId: string, followId: string, input: StopFollowingDto): Promise<void> {
    const problems = pastProblems(input.from, input.reason, await this.clinics.today(clinicId));
    if (problems.length > 0) throw invalidInput(problems);
    await this.database.transaction(async () => {
      const manager = this.database.manager;
      await this.lock.take(clinicId, programId, input.version);
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
      await this.derive.run(programId, contradictionAt('/from'));
    });
  }
}

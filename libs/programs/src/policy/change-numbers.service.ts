import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { AuditTrail, Clock, Database, currentActor, invalidInput, newId, notFound, staleEdit, type ClinicDay, type DomainError, type FieldProblem } from '#platform';
import type { Population } from '../program/program.entity.js';
import { profileShared } from '../programs.errors.js';
import { DerivePolicy } from './derive-policy.service.js';
import { cutOut, untilNextPlanned } from './overlay.js';
import { PARAMETERS, storedValue, valueProblem, type ParameterKey } from './parameters.js';
import type { ChangeNumbersDto, NumberChangeDto } from './policy.dto.js';
import type { Disagreement } from './resolve-policy.js';
import { RuleProfileEntity } from './rule-profile.entity.js';
import { RuleValueEntity } from './rule-value.entity.js';

/**
 * Changes numbers of a profile from a day on. What stood is superseded, never rewritten, and the policy of every program
 * that follows the profile is derived again in the same transaction.
 */
@Injectable()
export class ChangeNumbers {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly clinics: ClinicsReader,
    private readonly derive: DerivePolicy,
  ) {}

  /** Changes a program's own numbers. @throws DomainError as `run`. */
  async ofProgram(clinicId: string, programId: string, input: ChangeNumbersDto): Promise<void> {
    const own = await this.database.maybe<{ id: string }>('select id from programs.rule_profile where clinic_id = $1 and program_id = $2', [clinicId, programId]);
    if (!own) throw notFound('program');
    await this.run(clinicId, own.id, input);
  }

  /**
   * @throws DomainError 400 at the number that is out of bounds or contradicts another, or for a past day without a
   * reason; 404; 409 `stale-edit`; 409 `profile-shared`.
   */
  async run(clinicId: string, profileId: string, input: ChangeNumbersDto): Promise<void> {
    const problems = inputProblems(input, await this.clinics.today(clinicId));
    if (problems.length > 0) throw invalidInput(problems);
    await this.database.transaction(async () => {
      const manager = this.database.manager;
      const profile = await manager.findOne(RuleProfileEntity, { where: { id: profileId }, lock: { mode: 'pessimistic_write' } });
      if (!profile || (profile.clinicId !== null && profile.clinicId !== clinicId)) throw notFound('rule profile');
      if (profile.clinicId === null) throw profileShared();
      if (profile.version !== input.version) throw staleEdit('policy', profile.version);
      const misplaced = input.changes.flatMap((change, index) => (profile.layer === 'program' && change.population ? [{ pointer: `/changes/${index}/population`, detail: 'is not for a program’s own numbers' }] : []));
      if (misplaced.length > 0) throw invalidInput(misplaced);
      await manager.update(RuleProfileEntity, { id: profileId }, { version: profile.version + 1 });
      for (const change of input.changes) await this.replace(profileId, change, input);
      this.audit.record({
        clinicId,
        action: profile.layer === 'program' ? 'programs.policy-changed' : 'programs.profile-changed',
        subjectType: profile.layer === 'program' ? 'program' : 'rule_profile',
        subjectId: profile.programId ?? profileId,
        changes: { from: input.effectiveFrom, to: input.effectiveTo ?? null, numbers: input.changes.map(({ parameter, population, value }) => ({ parameter, population: population ?? null, value })), source: input.source },
        reason: input.reason ?? null,
      });
      const affected = await this.database.rows<{ id: string }>(
        `select $2::uuid as id where $2::uuid is not null
         union select program_id from programs.program_profile where profile_id = $1 and superseded_at is null order by id`,
        [profileId, profile.programId],
      );
      for (const program of affected) await this.derive.run(program.id, (found) => contradiction(found, input.changes));
    });
  }

  private async replace(profileId: string, change: NumberChangeDto, input: ChangeNumbersDto): Promise<void> {
    const manager = this.database.manager;
    const population: Population | null = change.population ?? null;
    const standing = await this.database.rows<RuleValueEntity>(
      `select id, profile_id as "profileId", parameter, population, value, effective_from as "effectiveFrom", effective_to as "effectiveTo",
         source, evidence, reason, author_name as "authorName"
       from programs.rule_value where profile_id = $1 and parameter = $2 and population is not distinct from $3 and superseded_at is null`,
      [profileId, change.parameter, population],
    );
    const to = input.effectiveTo === undefined ? untilNextPlanned(standing, input.effectiveFrom) : input.effectiveTo;
    const { touched, remainders } = cutOut(standing, input.effectiveFrom, to);
    const now = this.clock.now();
    await this.database.rows('update programs.rule_value set superseded_at = $2 where id = any($1::uuid[])', [touched.map((one) => one.id), now]);
    const rows: Partial<RuleValueEntity>[] = remainders.map(({ of, from, to: end }) => ({ ...of, id: newId(), effectiveFrom: from, effectiveTo: end, createdAt: now, supersededAt: null }));
    if (change.value !== null) {
      rows.push({
        id: newId(),
        profileId,
        parameter: change.parameter,
        population,
        value: storedValue(change.value),
        effectiveFrom: input.effectiveFrom,
        effectiveTo: to,
        source: input.source,
        evidence: input.evidence ?? 'D',
        reason: input.reason ?? null,
        authorName: currentActor().displayName,
        createdAt: now,
        supersededAt: null,
      });
    }
    if (rows.length > 0) await manager.insert(RuleValueEntity, rows);
  }
}

function inputProblems(input: ChangeNumbersDto, today: ClinicDay): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (input.effectiveTo && input.effectiveTo < input.effectiveFrom) problems.push({ pointer: '/effectiveTo', detail: 'must not be before the first day' });
  if (input.effectiveFrom < today && !input.reason) problems.push({ pointer: '/reason', detail: 'is needed to change what already held' });
  const seen = new Set<string>();
  for (const [index, change] of input.changes.entries()) {
    const name = `${change.parameter} ${change.population ?? ''}`;
    if (seen.has(name)) problems.push({ pointer: `/changes/${index}/parameter`, detail: 'is already among these changes' });
    seen.add(name);
    const wrong = change.value === null ? null : valueProblem(change.parameter, change.value);
    if (wrong !== null) problems.push({ pointer: `/changes/${index}/value`, detail: wrong });
  }
  return problems;
}

/** Puts a contradiction at the change that brought it; at the day where an older number of another layer did. */
function contradiction(found: readonly Disagreement[], changes: readonly NumberChangeDto[]): DomainError {
  const at = (parameter: ParameterKey) => changes.findIndex((change) => change.parameter === parameter);
  const problems = new Map<string, string>();
  for (const { lower, upper } of found) {
    const [low, high] = [at(lower.parameter), at(upper.parameter)];
    if (low >= 0) problems.set(`/changes/${low}/value`, lower.detail);
    else if (high >= 0) problems.set(`/changes/${high}/value`, upper.detail);
    else problems.set('/effectiveFrom', `${PARAMETERS[lower.parameter].label} ${lower.detail}`);
  }
  return invalidInput([...problems].map(([pointer, detail]) => ({ pointer, detail })));
}

import { Injectable } from '@nestjs/common';
import { Clock, Database, DomainEvents, newId, notFound, type ClinicDay, type DomainError } from '#platform';
import { ProgramEntity } from '../program/program.entity.js';
import { POLICY_CHANGED, type PolicyChanged } from '../programs.events.js';
import { PolicyLayersQuery } from './policy-layers.query.js';
import { PolicyVersionEntity } from './policy-version.entity.js';
import { disagreements, policySegments, sameNumbers, samePolicy, type Disagreement, type PolicySegment } from './resolve-policy.js';

/**
 * Writes down a program's resolved policy anew, inside the transaction of whatever changed a layer under it: versions
 * that no longer hold are superseded, their successors added, those still true left alone.
 */
@Injectable()
export class DerivePolicy {
  constructor(
    private readonly database: Database,
    private readonly layers: PolicyLayersQuery,
    private readonly events: DomainEvents,
    private readonly clock: Clock,
  ) {}

  /**
   * @param refuse what to say where the new numbers contradict each other; it knows which field brought them.
   * @returns the first day whose numbers are others than before; null when none are.
   * @throws DomainError 404, or what `refuse` makes.
   */
  async run(programId: string, refuse: (found: Disagreement[]) => DomainError): Promise<ClinicDay | null> {
    return this.database.transaction(async () => {
      const manager = this.database.manager;
      const program = await manager.findOne(ProgramEntity, { where: { id: programId }, lock: { mode: 'pessimistic_write' } });
      if (!program) throw notFound('program');
      const segments = policySegments(await this.layers.run(programId), program.population);
      const standing = await this.database.rows<StandingVersion>(
        `select id, effective_from as "from", effective_to as "to", parameters from programs.policy_version
         where program_id = $1 and superseded_at is null order by effective_from`,
        [programId],
      );
      const { kept, superseded, added } = compare(standing, segments);
      if (added.length === 0 && superseded.length === 0) return null;
      const contradictions = added.flatMap((segment) => disagreements(segment.parameters));
      if (contradictions.length > 0) throw refuse(contradictions);
      const now = this.clock.now();
      await this.database.rows('update programs.policy_version set superseded_at = $2 where id = any($1::uuid[])', [superseded.map((one) => one.id), now]);
      const { last } = await this.database.one<{ last: number }>('select coalesce(max(number), 0) as last from programs.policy_version where program_id = $1', [programId]);
      await manager.insert(PolicyVersionEntity, added.map((segment, index) => versionRow(program, segment, last + 1 + index, now)));
      const changedFrom = firstDifference(superseded, [...kept, ...added], standing.length === 0);
      if (changedFrom !== null) await this.events.publish<PolicyChanged>({ name: POLICY_CHANGED, clinicId: program.clinicId, payload: { programId, from: changedFrom } });
      return changedFrom;
    });
  }
}

interface StandingVersion extends PolicySegment {
  readonly id: string;
}

function compare(standing: readonly StandingVersion[], segments: readonly PolicySegment[]): { kept: PolicySegment[]; superseded: StandingVersion[]; added: PolicySegment[] } {
  const same = (one: PolicySegment, other: PolicySegment) => one.from === other.from && one.to === other.to && samePolicy(one.parameters, other.parameters);
  return {
    kept: segments.filter((segment) => standing.some((one) => same(one, segment))),
    superseded: standing.filter((one) => !segments.some((segment) => same(one, segment))),
    added: segments.filter((segment) => !standing.some((one) => same(one, segment))),
  };
}

/** The first day on which what was and what is have different numbers. */
function firstDifference(was: readonly PolicySegment[], is: readonly PolicySegment[], first: boolean): ClinicDay | null {
  if (first) return is[0]?.from ?? null;
  const days = [...new Set([...was, ...is].map((one) => one.from))].sort();
  const on = (segments: readonly PolicySegment[], day: ClinicDay) => segments.find((one) => one.from <= day && (one.to === null || one.to >= day));
  return (
    days.find((day) => {
      const [before, after] = [on(was, day), on(is, day)];
      return before !== undefined && after !== undefined && !sameNumbers(before.parameters, after.parameters);
    }) ?? null
  );
}

function versionRow(program: ProgramEntity, segment: PolicySegment, number: number, now: Date): Partial<PolicyVersionEntity> {
  const numbers = segment.parameters;
  return {
    id: newId(),
    clinicId: program.clinicId,
    programId: program.id,
    number,
    effectiveFrom: segment.from,
    effectiveTo: segment.to,
    weekStartsOn: numbers['hours.week_starts_on'].value,
    programWeekdays: numbers['hours.program_weekdays'].value,
    weeklyMinMinutes: numbers['hours.weekly_minimum_minutes'].value,
    weeklyMaxMinutes: numbers['hours.weekly_maximum_minutes'].value,
    daysMin: numbers['hours.days_minimum'].value,
    daysMax: numbers['hours.days_maximum'].value,
    dayMinMinutes: numbers['hours.day_minimum_minutes'].value,
    proratePartialWeeks: numbers['hours.prorate_partial_weeks'].value,
    groupCapacity: numbers['group.capacity'].value,
    parameters: segment.parameters,
    createdAt: now,
  };
}

import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, DomainEvents, addDays, invalidInput, newId, notFound, staleEdit, type FieldProblem } from '#platform';
import { StaffEntity } from '../staff/staff.entity.js';
import { AVAILABILITY_CHANGED, type AvailabilityChanged } from '../team.events.js';
import { AvailabilityEntity } from './availability.entity.js';
import type { SetAvailabilityDto, StretchDto } from './availability.dto.js';

/** Says when somebody works, from a day on: what held before that day stays as it was, what was planned after gives way. */
@Injectable()
export class SetAvailability {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly events: DomainEvents,
  ) {}

  /** @throws DomainError 400 at the stretch that is empty or overlaps another, 404, 409 `stale-edit`. */
  async run(clinicId: string, staffId: string, input: SetAvailabilityDto): Promise<void> {
    const problems = stretchProblems(input.stretches);
    if (problems.length > 0) throw invalidInput(problems);
    await this.database.transaction(async () => {
      const manager = this.database.manager;
      const staff = await manager.findOne(StaffEntity, { where: { id: staffId, clinicId }, lock: { mode: 'pessimistic_write' } });
      if (!staff) throw notFound('staff member');
      if (staff.version !== input.version) throw staleEdit('staff member', staff.version);
      await manager.update(StaffEntity, { id: staffId }, { version: staff.version + 1 });
      await this.database.rows('delete from team.availability where staff_id = $1 and effective_from >= $2', [staffId, input.effectiveFrom]);
      await this.database.rows('update team.availability set effective_to = $3 where staff_id = $1 and (effective_to is null or effective_to >= $2)', [staffId, input.effectiveFrom, addDays(input.effectiveFrom, -1)]);
      if (input.stretches.length > 0) {
        await manager.insert(
          AvailabilityEntity,
          input.stretches.map((one) => ({ id: newId(), clinicId, staffId, weekday: one.weekday, starts: one.starts, ends: one.ends, effectiveFrom: input.effectiveFrom, effectiveTo: null })),
        );
      }
      this.audit.record({ clinicId, action: 'team.availability-set', subjectType: 'staff', subjectId: staffId, changes: { from: input.effectiveFrom, stretches: input.stretches.map((one) => `${one.weekday} ${one.starts}-${one.ends}`).sort() } });
      await this.events.publish<AvailabilityChanged>({ name: AVAILABILITY_CHANGED, clinicId, payload: { staffIds: [staffId], from: input.effectiveFrom, to: null } });
    });
  }
}

/** What is wrong with a week, by stretch: one that ends before it begins, or overlaps another of its weekday. */
export function stretchProblems(stretches: readonly StretchDto[]): FieldProblem[] {
  return stretches.flatMap((one, index) => {
    if (one.starts >= one.ends) return [{ pointer: `/stretches/${index}/ends`, detail: 'must be after the start' }];
    const other = stretches.findIndex((before, at) => at < index && before.weekday === one.weekday && before.starts < one.ends && one.starts < before.ends);
    return other < 0 ? [] : [{ pointer: `/stretches/${index}/starts`, detail: 'overlaps another stretch of the same day' }];
  });
}

import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { AuditTrail, Database, DomainEvents, clinicSpan, notFound, staleEdit } from '#platform';
import { awayChanged } from './away-changed.js';
import type { EditTimeOffDto } from './availability.dto.js';
import { TimeOffEntity } from './time-off.entity.js';

/** Moves time off, or says another reason for it. */
@Injectable()
export class EditTimeOff {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly events: DomainEvents,
    private readonly clinics: ClinicsReader,
  ) {}

  /** @throws DomainError 400, 404, 409 `stale-edit` or `time-off-overlaps`. */
  async run(clinicId: string, timeOffId: string, input: EditTimeOffDto): Promise<void> {
    const { timeZone } = await this.clinics.clinic(clinicId);
    const range = clinicSpan(input, timeZone);
    await this.database.transaction(async () => {
      const before = await this.database.manager.findOne(TimeOffEntity, { where: { id: timeOffId, clinicId }, lock: { mode: 'pessimistic_write' } });
      if (!before) throw notFound('time off');
      if (before.version !== input.version) throw staleEdit('time off', before.version);
      await this.database.manager.update(TimeOffEntity, { id: timeOffId }, { ...range, reason: input.reason, version: before.version + 1 });
      this.audit.record({
        clinicId,
        action: 'team.time-off-edited',
        subjectType: 'staff',
        subjectId: before.staffId,
        changes: { timeOffId, startsAt: [before.startsAt, range.startsAt], endsAt: [before.endsAt, range.endsAt], reason: [before.reason, input.reason] },
      });
      await this.events.publish(awayChanged(clinicId, before.staffId, [before, range], timeZone));
    });
  }
}

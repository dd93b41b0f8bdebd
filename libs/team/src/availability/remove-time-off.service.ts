import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { AuditTrail, Database, DomainEvents, notFound } from '#platform';
import { awayChanged } from './away-changed.js';
import { TimeOffEntity } from './time-off.entity.js';

/** Takes time off back. */
@Injectable()
export class RemoveTimeOff {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly events: DomainEvents,
    private readonly clinics: ClinicsReader,
  ) {}

  /** @throws DomainError 404. */
  async run(clinicId: string, timeOffId: string): Promise<void> {
    const { timeZone } = await this.clinics.clinic(clinicId);
    await this.database.transaction(async () => {
      const before = await this.database.manager.findOne(TimeOffEntity, { where: { id: timeOffId, clinicId }, lock: { mode: 'pessimistic_write' } });
      if (!before) throw notFound('time off');
      await this.database.manager.delete(TimeOffEntity, { id: timeOffId });
      this.audit.record({ clinicId, action: 'team.time-off-removed', subjectType: 'staff', subjectId: before.staffId, changes: { timeOffId, startsAt: [before.startsAt, null], endsAt: [before.endsAt, null] } });
      await this.events.publish(awayChanged(clinicId, before.staffId, [before], timeZone));
    });
  }
}

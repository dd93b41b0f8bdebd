import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { AuditTrail, Database, DomainEvents, clinicSpan, newId, notFound } from '#platform';
import { StaffEntity } from '../staff/staff.entity.js';
import { awayChanged } from './away-changed.js';
import type { AddTimeOffDto } from './availability.dto.js';
import { TimeOffEntity } from './time-off.entity.js';

/** Notes that somebody is away. Sessions already planned then stay until somebody moves them. */
@Injectable()
export class AddTimeOff {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly events: DomainEvents,
    private readonly clinics: ClinicsReader,
  ) {}

  /** @returns the id. @throws DomainError 400, 404, 409 `time-off-overlaps`. */
  async run(clinicId: string, staffId: string, input: AddTimeOffDto): Promise<string> {
    const { timeZone } = await this.clinics.clinic(clinicId);
    const range = clinicSpan(input, timeZone);
    return this.database.transaction(async () => {
      const person = await this.database.manager.findOneBy(StaffEntity, { id: staffId, clinicId });
      if (!person) throw notFound('staff member');
      const id = newId();
      await this.database.manager.insert(TimeOffEntity, { id, clinicId, staffId, ...range, reason: input.reason });
      this.audit.record({ clinicId, action: 'team.time-off-added', subjectType: 'staff', subjectId: staffId, changes: { timeOffId: id, ...range, reason: input.reason } });
      await this.events.publish(awayChanged(clinicId, staffId, [range], timeZone));
      return id;
    });
  }
}

import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, DomainEvents, changesBetween, invalidInput, isTimeZone, notFound, staleEdit } from '#platform';
import { TIME_ZONE_CHANGED, type TimeZoneChanged } from '../clinics.events.js';
import { ClinicsReader } from '../clinics.reader.js';
import { ClinicEntity } from './clinic.entity.js';
import type { EditClinicDto } from './clinics.dto.js';

/** Changes what a clinic is called, where it is and which zone its walls show. */
@Injectable()
export class EditClinic {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly events: DomainEvents,
    private readonly reader: ClinicsReader,
  ) {}

  /** @throws DomainError 409 `stale-edit`, `slug-taken` or `zone-in-use`, 400 for a zone nobody knows. */
  async run(clinicId: string, input: EditClinicDto): Promise<void> {
    if (input.timeZone !== undefined && !isTimeZone(input.timeZone)) throw invalidInput([{ pointer: '/timeZone', detail: 'must be the IANA name of a time zone, such as America/New_York' }]);
    await this.database.transaction(async () => {
      const clinic = await this.database.manager.findOne(ClinicEntity, { where: { id: clinicId }, lock: { mode: 'pessimistic_write' } });
      if (!clinic) throw notFound('clinic');
      if (clinic.version !== input.version) throw staleEdit('clinic', clinic.version);
      const { version, ...fields } = input;
      const changes = changesBetween(clinic, fields);
      if (Object.keys(changes).length === 0) return;
      await this.database.manager.update(ClinicEntity, { id: clinicId }, { ...fields, version: version + 1 });
      this.audit.record({ clinicId, action: 'clinics.clinic-edited', subjectType: 'clinic', subjectId: clinicId, changes });
      this.reader.forget(clinicId);
      this.database.afterCommit(() => this.reader.forget(clinicId));
      if (changes['timeZone']) await this.events.publish<TimeZoneChanged>({ name: TIME_ZONE_CHANGED, clinicId, payload: { from: clinic.timeZone, to: input.timeZone as string } });
    });
  }
}

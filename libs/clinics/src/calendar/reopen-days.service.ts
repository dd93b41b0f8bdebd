import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, DomainEvents, type ClinicDay } from '#platform';
import { CALENDAR_CHANGED, type CalendarChanged } from '../clinics.events.js';
import type { ReopenDaysDto, ReopenedDaysDto } from './calendar.dto.js';
import { dayRange } from './day-range.js';

/** Opens closed days again (at most a year at once). */
@Injectable()
export class ReopenDays {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly events: DomainEvents,
  ) {}

  /** @returns the days that were closed and now are open. */
  async run(clinicId: string, input: ReopenDaysDto): Promise<ReopenedDaysDto> {
    const days = dayRange(input.from, input.to ?? input.from, 366);
    return this.database.transaction(async () => {
      const removed = await this.database.rows<{ day: ClinicDay; reason: string }>('delete from clinics.closure where clinic_id = $1 and day = any($2::date[]) returning day, reason', [clinicId, days]);
      const reopened = removed.map((row) => row.day).sort();
      const [first, last] = [reopened[0], reopened.at(-1)];
      if (first !== undefined && last !== undefined) {
        this.audit.record({ clinicId, action: 'clinics.closures-removed', subjectType: 'clinic', subjectId: clinicId, changes: { days: reopened } });
        await this.events.publish<CalendarChanged>({ name: CALENDAR_CHANGED, clinicId, payload: { from: first, to: last } });
      }
      return { reopened };
    });
  }
}

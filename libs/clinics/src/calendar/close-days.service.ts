import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, DomainEvents, newId, type ClinicDay } from '#platform';
import { CALENDAR_CHANGED, type CalendarChanged } from '../clinics.events.js';
import type { ClosedDaysDto, CloseDaysDto } from './calendar.dto.js';
import { dayRange } from './day-range.js';

/** Closes the clinic on a day or a range of days (at most a year). Days already closed stay as they are. */
@Injectable()
export class CloseDays {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly events: DomainEvents,
  ) {}

  /** @returns which days it closed and which were closed before. */
  async run(clinicId: string, input: CloseDaysDto): Promise<ClosedDaysDto> {
    const days = dayRange(input.from, input.to ?? input.from, 366);
    return this.database.transaction(async () => {
      const added = await this.database.rows<{ day: ClinicDay }>(
        `insert into clinics.closure (id, clinic_id, day, reason)
         select d.id, $1, d.day, $4 from unnest($2::uuid[], $3::date[]) as d(id, day)
         on conflict on constraint closure_once do nothing returning day`,
        [clinicId, days.map(() => newId()), days, input.reason],
      );
      const closed = added.map((row) => row.day).sort();
      const [first, last] = [closed[0], closed.at(-1)];
      if (first !== undefined && last !== undefined) {
        this.audit.record({ clinicId, action: 'clinics.closures-added', subjectType: 'clinic', subjectId: clinicId, changes: { days: closed, reason: input.reason } });
        await this.events.publish<CalendarChanged>({ name: CALENDAR_CHANGED, clinicId, payload: { from: first, to: last } });
      }
      return { closed, alreadyClosed: days.filter((day) => !closed.includes(day)) };
    });
  }
}

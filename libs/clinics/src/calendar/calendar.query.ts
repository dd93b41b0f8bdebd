import { Injectable } from '@nestjs/common';
import { Database, notFound, type ClinicDay } from '#platform';
import type { ClosureDto, OpeningWeekDto } from './calendar.dto.js';
import { dayRange } from './day-range.js';

/** When a clinic and its rooms are open, and the days it is closed. */
@Injectable()
export class CalendarQuery {
  constructor(private readonly database: Database) {}

  /** The clinic's week, then the weeks of rooms that keep hours of their own, by room name. */
  async openingWeeks(clinicId: string): Promise<OpeningWeekDto[]> {
    return this.database.rows<OpeningWeekDto>(
      `with place as (
         select null::uuid as room_id, version, '' as name from clinics.clinic where id = $1
         union all select id, version, name from clinics.room where clinic_id = $1
           and exists (select from clinics.opening_hours h where h.clinic_id = $1 and h.room_id = room.id))
       select p.room_id as "roomId", p.version,
         coalesce((select jsonb_agg(jsonb_build_object('weekday', h.weekday, 'opens', to_char(h.opens, 'HH24:MI'), 'closes', to_char(h.closes, 'HH24:MI')) order by h.weekday, h.opens)
           from clinics.opening_hours h where h.clinic_id = $1 and h.room_id is not distinct from p.room_id), '[]') as hours
       from place p order by p.name, p.room_id`,
      [clinicId],
    );
  }

  /** Closed days of at most three years. */
  async closures(clinicId: string, from: ClinicDay, to: ClinicDay): Promise<ClosureDto[]> {
    dayRange(from, to, 1100, '?');
    return this.database.rows<ClosureDto>('select id, day, reason, version from clinics.closure where clinic_id = $1 and day between $2 and $3 order by day', [clinicId, from, to]);
  }

  /** @throws DomainError 404. */
  async closure(clinicId: string, closureId: string): Promise<ClosureDto> {
    const closure = await this.database.maybe<ClosureDto>('select id, day, reason, version from clinics.closure where clinic_id = $1 and id = $2', [clinicId, closureId]);
    if (!closure) throw notFound('closed day');
    return closure;
  }
}

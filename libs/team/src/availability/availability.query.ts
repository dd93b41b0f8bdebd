import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { Database, addDays, clinicSpanInWords, dayStart, daysBetween, invalidInput, notFound, type ClinicDay } from '#platform';
import type { AvailabilityDto, AvailabilityPeriodDto, StretchDto, TimeOffDto } from './availability.dto.js';

interface TimeOffRow {
  id: string;
  staffId: string;
  staffName: string;
  startsAt: Date;
  endsAt: Date;
  reason: string;
  version: number;
}

const TIME_OFF = `select t.id, t.staff_id as "staffId", trim(s.given_name || ' ' || s.family_name) as "staffName", t.starts_at as "startsAt", t.ends_at as "endsAt", t.reason, t.version
  from team.time_off t join team.staff s on s.id = t.staff_id where t.clinic_id = $1`;

/** When people work and when they are away, in the clinic's days and wall times. */
@Injectable()
export class AvailabilityQuery {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
  ) {}

  /** The weeks of one person, with the stretches that hold together. @throws DomainError 404. */
  async weeks(clinicId: string, staffId: string): Promise<AvailabilityDto> {
    const person = await this.database.maybe<{ version: number }>('select version from team.staff where clinic_id = $1 and id = $2', [clinicId, staffId]);
    if (!person) throw notFound('staff member');
    const items = await this.database.rows<AvailabilityPeriodDto & { stretches: StretchDto[] }>(
      `select effective_from as "from", effective_to as "to",
         jsonb_agg(jsonb_build_object('weekday', weekday, 'starts', to_char(starts, 'HH24:MI'), 'ends', to_char(ends, 'HH24:MI')) order by weekday, starts) as stretches
       from team.availability where clinic_id = $1 and staff_id = $2 group by effective_from, effective_to order by effective_from, effective_to nulls last`,
      [clinicId, staffId],
    );
    return { version: person.version, items };
  }

  /** Time off that touches the days, of one person or of everybody; at most two years at once. */
  async timeOff(clinicId: string, from: ClinicDay, to: ClinicDay, staffId?: string): Promise<TimeOffDto[]> {
    const length = daysBetween(from, to);
    if (length < 0 || length > 731) throw invalidInput([{ pointer: '?to', detail: 'must be within two years after the first day' }]);
    const { timeZone } = await this.clinics.clinic(clinicId);
    const rows = await this.database.rows<TimeOffRow>(
      `${TIME_OFF} and t.ends_at > $2 and t.starts_at < $3 and ($4::uuid is null or t.staff_id = $4) order by t.starts_at, s.sort_name, t.id limit 2000`,
      [clinicId, dayStart(from, timeZone), dayStart(addDays(to, 1), timeZone), staffId ?? null],
    );
    return rows.map((row) => ({ ...row, ...clinicSpanInWords(row.startsAt, row.endsAt, timeZone), startsAt: row.startsAt.toISOString(), endsAt: row.endsAt.toISOString() }));
  }

  /** @throws DomainError 404. */
  async oneTimeOff(clinicId: string, timeOffId: string): Promise<TimeOffDto> {
    const { timeZone } = await this.clinics.clinic(clinicId);
    const row = await this.database.maybe<TimeOffRow>(`${TIME_OFF} and t.id = $2`, [clinicId, timeOffId]);
    if (!row) throw notFound('time off');
    return { ...row, ...clinicSpanInWords(row.startsAt, row.endsAt, timeZone), startsAt: row.startsAt.toISOString(), endsAt: row.endsAt.toISOString() };
  }
}

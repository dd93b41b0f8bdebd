import { Injectable } from '@nestjs/common';
import { Database, type ClinicDay } from '#platform';
import { initialsOf, type Named } from './initials.js';

/** A session as a sheet of paper: nothing on it says what is treated or who anybody is. */
export interface SignInSheet {
  sessionId: string;
  startsAt: Date;
  endsAt: Date;
  roomName: string | null;
  telehealth: boolean;
  staff: string[];
  /** Who is booked, by initials, in the order of the roster. */
  people: string[];
  /** Seats that are free: rows for walk-ins. */
  free: number;
}

interface Row extends Omit<SignInSheet, 'people'> {
  booked: Named[];
}

/** The most sheets one print holds. */
export const MOST_SHEETS = 300;

const SHEETS = `
select s.id as "sessionId", s.starts_at as "startsAt", s.ends_at as "endsAt", r.name as "roomName", s.telehealth, greatest(s.capacity - s.seats_taken, 0) as free,
  coalesce((select json_agg(trim(t.given_name || ' ' || t.family_name) order by x.position)
    from scheduling.v_session_staff x join team.v_staff t on t.id = x.staff_id where x.session_id = s.id), '[]') as staff,
  coalesce((select json_agg(json_build_object('givenName', c.given_name, 'familyName', c.family_name, 'preferredName', c.preferred_name, 'chartNumber', c.chart_number) order by c.sort_name, c.id)
    from scheduling.v_participation p join clients.v_client c on c.id = p.client_id where p.session_id = s.id and p.status <> 'cancelled'), '[]') as booked
from scheduling.v_session s left join clinics.v_room r on r.id = s.room_id
where s.clinic_id = $1 and s.clinic_day = $2 and s.live and ($3::uuid[] is null or s.id = any($3))
order by s.starts_at, r.name nulls last, s.id limit ${MOST_SHEETS}`;

/** The sheets people sign in on, of a day or of some of its sessions. */
@Injectable()
export class SignInSheetsQuery {
  constructor(private readonly database: Database) {}

  async run(clinicId: string, day: ClinicDay, sessionIds?: readonly string[]): Promise<SignInSheet[]> {
    const rows = await this.database.rows<Row>(SHEETS, [clinicId, day, sessionIds ?? null]);
    return rows.map(({ booked, ...sheet }) => ({ ...sheet, people: initialsOf(booked) }));
  }
}

import { Injectable } from '@nestjs/common';
import { Database, type ClinicDay } from '#platform';
import type { SessionKind, SessionStatus } from './sessions/session.entity.js';

/** What other modules know of a session. */
export interface SessionBrief {
  id: string;
  kind: SessionKind;
  title: string;
  serviceId: string;
  programId: string | null;
  groupId: string | null;
  startsAt: Date;
  endsAt: Date;
  clinicDay: ClinicDay;
  roomId: string | null;
  telehealth: boolean;
  capacity: number;
  seatsTaken: number;
  countsTowardHours: boolean;
  status: SessionStatus;
  staffIds: string[];
}

/** What upper floors may ask of the schedule, by ids. Set-based reads join `v_session`, `v_session_staff`, `v_participation` and `v_group`. */
@Injectable()
export class SchedulingReader {
  constructor(private readonly database: Database) {}

  /** Sessions of these ids by time; who is not of this clinic is left out. */
  async sessions(clinicId: string, sessionIds: readonly string[]): Promise<SessionBrief[]> {
    return this.database.rows<SessionBrief>(
      `select s.id, s.kind, s.title, s.service_id as "serviceId", s.program_id as "programId", s.group_id as "groupId", s.starts_at as "startsAt", s.ends_at as "endsAt",
         s.clinic_day as "clinicDay", s.room_id as "roomId", s.telehealth, s.capacity, s.seats_taken + s.seats_held as "seatsTaken", s.counts_toward_hours as "countsTowardHours", s.status,
         coalesce((select json_agg(t.staff_id order by t.position, t.staff_id) from scheduling.session_staff t where t.session_id = s.id), '[]') as "staffIds"
       from scheduling.session s where s.clinic_id = $1 and s.id = any ($2::uuid[]) order by s.starts_at, s.id`,
      [clinicId, sessionIds],
    );
  }

  /** Groups of these ids by name. */
  async groups(clinicId: string, groupIds: readonly string[]): Promise<{ id: string; name: string; active: boolean }[]> {
    return this.database.rows('select id, name, active from scheduling.therapy_group where clinic_id = $1 and id = any ($2::uuid[]) order by name, id', [clinicId, groupIds]);
  }
}

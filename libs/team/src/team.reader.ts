import { Injectable } from '@nestjs/common';
import { Database, type ClinicDay, type WallTime, type Weekday } from '#platform';
import type { Discipline } from './disciplines.js';
import { judgeLeader, type LeadVerdict } from './may-lead.js';
import { judgeSigner, type SignVerdict } from './may-sign.js';
import type { WorkerFacts } from './may-work.js';

/** What other modules know of a staff member. */
export interface StaffBrief {
  id: string;
  userId: string | null;
  givenName: string;
  familyName: string;
  /** Given and family name, as screens show it. */
  name: string;
  discipline: Discipline;
  title: string | null;
  languages: string[];
  active: boolean;
}

/** A stretch of a weekday somebody works, on the clinic's wall clock. */
export interface WorkingStretch {
  staffId: string;
  weekday: Weekday;
  starts: WallTime;
  ends: WallTime;
  effectiveFrom: ClinicDay;
  effectiveTo: ClinicDay | null;
}

/** Time somebody is away. */
export interface TimeAway {
  staffId: string;
  startsAt: Date;
  endsAt: Date;
}

const STRANGER = { may: false, reason: 'not_active', sentence: 'Is not on the staff of this clinic.' } as const;
const BRIEF = `select id, user_id as "userId", given_name as "givenName", family_name as "familyName",
  trim(given_name || ' ' || family_name) as name, discipline, title, languages, active from team.v_staff`;

/** What upper floors may ask of the team. */
@Injectable()
export class TeamReader {
  constructor(private readonly database: Database) {}

  /** Staff of the clinic by these ids, by name; who is not of this clinic is left out. */
  async staff(clinicId: string, staffIds: readonly string[]): Promise<StaffBrief[]> {
    return this.database.rows<StaffBrief>(`${BRIEF} where clinic_id = $1 and id = any($2::uuid[]) order by sort_name, id`, [clinicId, staffIds]);
  }

  /** The staff member an account belongs to in a clinic, or undefined. */
  async staffOfUser(clinicId: string, userId: string): Promise<StaffBrief | undefined> {
    return this.database.maybe<StaffBrief>(`${BRIEF} where clinic_id = $1 and user_id = $2`, [clinicId, userId]);
  }

  /**
   * For each person, in the order asked, whether they may lead a session of a service on a day, and why not.
   * Who is not of this clinic may not.
   * @param service the disciplines that may lead it (`ProgramsReader.service`); none means any.
   */
  async mayLead(clinicId: string, staffIds: readonly string[], service: { readonly disciplines: readonly string[] }, day: ClinicDay): Promise<LeadVerdict[]> {
    const people = await this.workers(clinicId, staffIds);
    return staffIds.map((staffId) => {
      const person = people.get(staffId.toLowerCase());
      return person ? judgeLeader(person, service.disciplines, day) : { staffId, ...STRANGER };
    });
  }

  /** Whether a person may sign an order of treatment on a day, and why not. Who is not of this clinic may not. */
  async maySign(clinicId: string, staffId: string, day: ClinicDay): Promise<SignVerdict> {
    const person = (await this.workers(clinicId, [staffId])).get(staffId.toLowerCase());
    return person ? judgeSigner(person, day) : { staffId, ...STRANGER };
  }

  private async workers(clinicId: string, staffIds: readonly string[]): Promise<Map<string, WorkerFacts>> {
    const rows = await this.database.rows<WorkerFacts>(
      `select s.id as "staffId", s.discipline, s.active, coalesce(v.active, false) as supervised,
         coalesce((select jsonb_agg(jsonb_build_object('issuedOn', c.issued_on, 'expiresOn', c.expires_on)) from team.credential c where c.staff_id = s.id), '[]') as credentials
       from team.staff s left join team.staff v on v.id = s.supervisor_id
       where s.clinic_id = $1 and s.id = any($2::uuid[])`,
      [clinicId, staffIds],
    );
    return new Map(rows.map((row) => [row.staffId, row]));
  }

  /** When these people work, as far as it touches the days. Somebody without any stretch has not said. */
  async availability(clinicId: string, staffIds: readonly string[], from: ClinicDay, to: ClinicDay): Promise<WorkingStretch[]> {
    return this.database.rows<WorkingStretch>(
      `select staff_id as "staffId", weekday, starts, ends, effective_from as "effectiveFrom", effective_to as "effectiveTo"
       from team.v_availability
       where clinic_id = $1 and staff_id = any($2::uuid[]) and effective_from <= $4 and (effective_to is null or effective_to >= $3)
       order by staff_id, effective_from, weekday, starts`,
      [clinicId, staffIds, from, to],
    );
  }

  /** Time off of these people that touches [from, to). */
  async timeOff(clinicId: string, staffIds: readonly string[], from: Date, to: Date): Promise<TimeAway[]> {
    return this.database.rows<TimeAway>(
      `select staff_id as "staffId", starts_at as "startsAt", ends_at as "endsAt" from team.v_time_off
       where clinic_id = $1 and staff_id = any($2::uuid[]) and tstzrange(starts_at, ends_at) && tstzrange($3, $4)
       order by starts_at, staff_id`,
      [clinicId, staffIds, from, to],
    );
  }
}

import { Injectable } from '@nestjs/common';
import { Database, type ClinicDay, type WallTime, type Weekday } from '#platform';
import type { CredentialDates, Discipline } from '#team';
import type { SessionKind } from '../sessions/session.entity.js';

/** What is asked about: everything a session, or a series of them, would take up between two days. */
export interface BookingQuestion {
  clinicId: string;
  serviceId: string;
  programId: string | null;
  roomId: string | null;
  staffIds: readonly string[];
  clientIds: readonly string[];
  from: ClinicDay;
  to: ClinicDay;
  /** The weekdays that matter; all seven unless said. */
  weekdays?: readonly Weekday[];
  /** Whether bookings of these people and this room wait for each other until the transaction ends. */
  lock: boolean;
}

/** A stretch of a weekday on the wall clock. */
export interface Stretch {
  weekday: Weekday;
  opens: WallTime;
  closes: WallTime;
}

export interface ServiceFacts {
  name: string;
  kind: SessionKind;
  countsTowardHours: boolean;
  defaultMinutes: number;
  capacity: number;
  modality: string | null;
  disciplines: string[];
  active: boolean;
}

export interface StaffFacts {
  staffId: string;
  discipline: Discipline;
  active: boolean;
  supervised: boolean;
  credentials: CredentialDates[];
}

export interface ClientFacts {
  clientId: string;
  archived: boolean;
  episodes: { id: string; programId: string; from: ClinicDay; to: ClinicDay | null }[];
}

/** Everything the rules of booking ask of other modules, as of now. */
export interface BookingFacts {
  service: ServiceFacts | null;
  program: { active: boolean; groupCapacity: number | null } | null;
  room: { capacity: number; shareable: boolean; active: boolean } | null;
  staff: StaffFacts[];
  clients: ClientFacts[];
  /** Opening hours of the clinic (no room) and of the room asked about. */
  openingHours: (Stretch & { ofRoom: boolean })[];
  /** Whether the clinic, and the room, keep hours at all, on whatever weekday. */
  keepsHours: boolean;
  roomKeepsHours: boolean;
  closures: { day: ClinicDay; reason: string }[];
  availability: { staffId: string; weekday: Weekday; starts: WallTime; ends: WallTime; from: ClinicDay; to: ClinicDay | null }[];
  /** Staff who said when they work, on any weekday of these days. */
  withAvailability: string[];
  timeOff: { staffId: string; startsAt: string; endsAt: string }[];
}

// $1 clinic, $2 service, $3 program, $4 room, $5 staff, $6 clients, $7 and $8 first and last day, $9 weekdays, $10 keys to lock.
const FACTS = /* sql */ `
  with queue as materialized (select pg_advisory_xact_lock(hashtextextended(key, 0)) from unnest($10::text[]) key)
  select
    (select count(*) from queue) as queued,
    (select json_build_object('name', name, 'kind', kind, 'countsTowardHours', counts_toward_hours, 'defaultMinutes', default_minutes,
        'capacity', capacity, 'modality', modality, 'disciplines', disciplines, 'active', active)
      from programs.v_service where id = $2 and clinic_id = $1) as service,
    (select json_build_object('active', p.active, 'groupCapacity', (select v.group_capacity from programs.v_policy_version v
        where v.program_id = p.id and v.effective_from <= $7 and (v.effective_to is null or v.effective_to >= $7) limit 1))
      from programs.v_program p where p.id = $3 and p.clinic_id = $1) as program,
    (select json_build_object('capacity', capacity, 'shareable', shareable, 'active', active)
      from clinics.v_room where id = $4 and clinic_id = $1) as room,
    coalesce((select json_agg(json_build_object('staffId', s.id, 'discipline', s.discipline, 'active', s.active, 'supervised', coalesce(v.active, false),
        'credentials', coalesce((select json_agg(json_build_object('issuedOn', c.issued_on, 'expiresOn', c.expires_on)) from team.v_credential c where c.staff_id = s.id), '[]')))
      from team.v_staff s left join team.v_staff v on v.id = s.supervisor_id
      where s.clinic_id = $1 and s.id = any ($5::uuid[])), '[]') as staff,
    coalesce((select json_agg(json_build_object('clientId', c.id, 'archived', c.status = 'archived',
        'episodes', coalesce((select json_agg(json_build_object('id', e.id, 'programId', e.program_id, 'from', e.admitted_on, 'to', e.discharged_on) order by e.admitted_on desc, e.id)
          from episodes.v_episode e where e.client_id = c.id and e.admitted_on <= $8 and (e.discharged_on is null or e.discharged_on >= $7)), '[]')))
      from clients.v_client c where c.clinic_id = $1 and c.id = any ($6::uuid[])), '[]') as clients,
    coalesce((select json_agg(json_build_object('weekday', weekday, 'opens', left(opens::text, 5), 'closes', left(closes::text, 5), 'ofRoom', room_id is not null))
      from clinics.v_opening_hours where clinic_id = $1 and (room_id is null or room_id = $4) and weekday = any ($9::int[])), '[]') as "openingHours",
    exists (select from clinics.v_opening_hours where clinic_id = $1 and room_id is null) as "keepsHours",
    exists (select from clinics.v_opening_hours where clinic_id = $1 and room_id = $4) as "roomKeepsHours",
    coalesce((select json_agg(json_build_object('day', day, 'reason', reason) order by day)
      from clinics.v_closure where clinic_id = $1 and day between $7 and $8), '[]') as closures,
    coalesce((select json_agg(json_build_object('staffId', staff_id, 'weekday', weekday, 'starts', left(starts::text, 5), 'ends', left(ends::text, 5),
        'from', effective_from, 'to', effective_to))
      from team.v_availability where staff_id = any ($5::uuid[]) and clinic_id = $1 and weekday = any ($9::int[])
        and effective_from <= $8 and (effective_to is null or effective_to >= $7)), '[]') as availability,
    coalesce((select json_agg(distinct staff_id) from team.v_availability where staff_id = any ($5::uuid[]) and clinic_id = $1
        and effective_from <= $8 and (effective_to is null or effective_to >= $7)), '[]') as "withAvailability",
    coalesce((select json_agg(json_build_object('staffId', staff_id, 'startsAt', starts_at, 'endsAt', ends_at))
      from team.v_time_off where staff_id = any ($5::uuid[]) and clinic_id = $1
        and tstzrange(starts_at, ends_at) && tstzrange($7::date - interval '1 day', $8::date + interval '3 days')), '[]') as "timeOff"`;

const EVERY_WEEKDAY: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** One statement that asks everything the rules of booking need to know. */
@Injectable()
export class BookingFactsQuery {
  constructor(private readonly database: Database) {}

  /** The facts; whoever or whatever is not of this clinic is left out. */
  async run(question: BookingQuestion): Promise<BookingFacts> {
    // In one order for all, so that two bookings which want the same people queue up rather than block each other.
    const keys = question.lock ? [question.roomId, ...question.staffIds, ...question.clientIds].filter((id) => id !== null).sort() : [];
    return this.database.one<BookingFacts>(FACTS, [
      question.clinicId,
      question.serviceId,
      question.programId,
      question.roomId,
      question.staffIds,
      question.clientIds,
      question.from,
      question.to,
      question.weekdays ?? EVERY_WEEKDAY,
      keys,
    ]);
  }
}

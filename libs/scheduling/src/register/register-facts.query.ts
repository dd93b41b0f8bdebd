import { Injectable } from '@nestjs/common';
import { Database, type ClinicDay } from '#platform';
import type { SessionKind } from '../sessions/session.entity.js';
import type { Claim } from './first-come.js';

/** A service as a registered session takes it over. */
export interface RegisteredService {
  id: string;
  name: string;
  kind: SessionKind;
  capacity: number;
  modality: string | null;
  countsTowardHours: boolean;
}

/** What a claim ran into in the record. */
export interface RecordClash {
  row: number;
  kind: Claim['kind'];
  id: string;
  sessionId: string;
}

/** A session that is there already, by its name in the source. */
export interface KnownSession {
  id: string;
  externalId: string;
  startsAt: Date;
  endsAt: Date;
  live: boolean;
  clinicDay: ClinicDay;
  places: { id: string; clientId: string; cancelled: boolean }[];
}

const CLASHES = /* sql */ `
  with c as (select row, kind, id, tstzrange(s, e, '[)') as at from unnest($2::int[], $3::text[], $4::uuid[], $5::timestamptz[], $6::timestamptz[]) as x(row, kind, id, s, e))
  select c.row, c.kind, c.id, t.session_id as "sessionId" from c join scheduling.session_staff t
    on c.kind = 'staff' and t.live and t.staff_id = c.id and tstzrange(t.starts_at, t.ends_at, '[)') && c.at where t.clinic_id = $1
  union all
  select c.row, c.kind, c.id, s.id from c join scheduling.session s
    on c.kind = 'room' and s.status <> 'cancelled' and s.room_id is not null and not s.room_shareable and s.room_id = c.id and tstzrange(s.starts_at, s.ends_at, '[)') && c.at
    where s.clinic_id = $1
  union all
  select c.row, c.kind, c.id, p.session_id from c join scheduling.participation p
    on c.kind = 'client' and p.live and p.status in ('booked', 'attended', 'late', 'left_early') and p.client_id = c.id and tstzrange(p.starts_at, p.ends_at, '[)') && c.at
    where p.clinic_id = $1`;

/** What registering many sessions asks, each question once for all rows. */
@Injectable()
export class RegisterFactsQuery {
  constructor(private readonly database: Database) {}

  /** Services and rooms of these ids, as far as they are of this clinic. */
  async services(clinicId: string, ids: readonly string[]): Promise<Map<string, RegisteredService>> {
    const rows = await this.database.rows<RegisteredService>(
      `select id, name, kind, capacity, modality, counts_toward_hours as "countsTowardHours" from programs.v_service where clinic_id = $1 and id = any ($2::uuid[])`,
      [clinicId, ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Whether each of these rooms may be shared. */
  async rooms(clinicId: string, ids: readonly string[]): Promise<Map<string, boolean>> {
    const rows = await this.database.rows<{ id: string; shareable: boolean }>('select id, shareable from clinics.v_room where clinic_id = $1 and id = any ($2::uuid[])', [clinicId, ids]);
    return new Map(rows.map((row) => [row.id, row.shareable]));
  }

  /** Which of these ids are staff, clients or programs of this clinic. */
  async known(clinicId: string, ids: { staff: readonly string[]; clients: readonly string[]; programs: readonly string[] }): Promise<Set<string>> {
    const rows = await this.database.rows<{ id: string }>(
      `select id from team.v_staff where clinic_id = $1 and id = any ($2::uuid[])
       union all select id from clients.v_client where clinic_id = $1 and id = any ($3::uuid[])
       union all select id from programs.v_program where clinic_id = $1 and id = any ($4::uuid[])`,
      [clinicId, ids.staff, ids.clients, ids.programs],
    );
    return new Set(rows.map((row) => row.id));
  }

  /** Sessions of the source that are there already. */
  async sessions(clinicId: string, source: string, externalIds: readonly string[]): Promise<Map<string, KnownSession>> {
    const rows = await this.database.rows<KnownSession>(
      `select s.id, s.external_id as "externalId", s.starts_at as "startsAt", s.ends_at as "endsAt", s.live, s.clinic_day as "clinicDay",
         coalesce((select json_agg(json_build_object('id', p.id, 'clientId', p.client_id, 'cancelled', p.status = 'cancelled')) from scheduling.participation p where p.session_id = s.id), '[]') as places
       from scheduling.session s where s.clinic_id = $1 and s.external_source = $2 and s.external_id = any ($3::text[])`,
      [clinicId, source, externalIds],
    );
    return new Map(rows.map((row) => [row.externalId, row]));
  }

  /** The episode of each client on each day; in the order asked. The one of the program first, else the latest. */
  async episodes(clinicId: string, asked: readonly { clientId: string; day: ClinicDay; programId: string | null }[]): Promise<(string | null)[]> {
    const rows = await this.database.rows<{ id: string | null }>(
      `select (select e.id from episodes.v_episode e where e.client_id = a.client and e.clinic_id = $1 and e.admitted_on <= a.day and (e.discharged_on is null or e.discharged_on >= a.day)
         order by e.program_id is not distinct from a.program desc, e.admitted_on desc, e.id limit 1) as id
       from unnest($2::uuid[], $3::date[], $4::uuid[]) with ordinality as a(client, day, program, n) order by a.n`,
      [clinicId, asked.map((one) => one.clientId), asked.map((one) => one.day), asked.map((one) => one.programId)],
    );
    return rows.map((row) => row.id);
  }

  /** What the claims run into in the record. */
  async clashes(clinicId: string, claims: readonly Claim[]): Promise<RecordClash[]> {
    return this.database.rows<RecordClash>(CLASHES, [
      clinicId,
      claims.map((claim) => claim.row),
      claims.map((claim) => claim.kind),
      claims.map((claim) => claim.id),
      claims.map((claim) => claim.startsAt),
      claims.map((claim) => claim.endsAt),
    ]);
  }
}

import { Injectable } from '@nestjs/common';
import { Database, type ClinicDay } from '#platform';

/** A time somebody wants, with everything that must be free for it. */
export interface WantedTime {
  startsAt: Date;
  endsAt: Date;
  /** The clinic day, carried through to the answer. */
  day: ClinicDay;
}

/** Who and what a session takes up. */
export interface WantedPeople {
  staffIds: readonly string[];
  roomId: string | null;
  clientIds: readonly string[];
}

/** One thing in the way of a wanted time. The title is that of the group or service, never a name. */
export interface Conflict {
  kind: 'staff' | 'room' | 'client';
  /** Whose time is taken. */
  id: string;
  sessionId: string;
  title: string;
  startsAt: Date;
  endsAt: Date;
}

interface ConflictRow extends Conflict {
  wanted: number;
}

/**
 * Each wanted time and person is looked up by index of its own: `offset 0` keeps the planner from reading whole tables once.
 * @param wanted rows of n, at, staff, room, clients: each wanted time with everything that must be free for it.
 */
const inTheWay = (wanted: string): string => /* sql */ `
  with wanted as (${wanted}), hits as (
    select w.n, 'staff' as kind, ss.staff_id as id, ss.session_id
    from wanted w cross join lateral unnest(w.staff) person
    cross join lateral (
      select staff_id, session_id from scheduling.session_staff
      where live and staff_id = person and tstzrange(starts_at, ends_at, '[)') && w.at offset 0) ss
    union all
    select w.n, 'room', s.room_id, s.id
    from wanted w cross join lateral (
      select id, room_id from scheduling.session
      where status <> 'cancelled' and room_id is not null and not room_shareable and room_id = w.room and tstzrange(starts_at, ends_at, '[)') && w.at offset 0) s
    where not exists (select from clinics.v_room r where r.id = w.room and r.shareable)
    union all
    select w.n, 'client', p.client_id, p.session_id
    from wanted w cross join lateral unnest(w.clients) person
    cross join lateral (
      select client_id, session_id from scheduling.participation
      where live and status in ('booked', 'attended', 'late', 'left_early') and client_id = person and tstzrange(starts_at, ends_at, '[)') && w.at offset 0) p
  )
  select (h.n - 1)::int as wanted, h.kind, h.id, s.id as "sessionId", coalesce(g.name, v.name) as title, s.starts_at as "startsAt", s.ends_at as "endsAt"
  from hits h
  cross join lateral (select id, service_id, group_id, starts_at, ends_at from scheduling.session where id = h.session_id and clinic_id = $1 offset 0) s
  join programs.v_service v on v.id = s.service_id
  left join scheduling.therapy_group g on g.id = s.group_id
  where s.id <> all ($2::uuid[])
  order by h.n, s.starts_at, h.kind, h.id
  limit $3`;

const OF_THE_SAME = inTheWay(/* sql */ `
  select n, tstzrange(s, e, '[)') as at, $6::uuid[] as staff, $7::uuid as room, $8::uuid[] as clients
  from unnest($4::timestamptz[], $5::timestamptz[]) with ordinality as w(s, e, n)`);

const OF_EACH = inTheWay(/* sql */ `
  select w.n, tstzrange(w."startsAt", w."endsAt", '[)') as at, w."staffIds" as staff, w."roomId" as room, w."clientIds" as clients
  from json_to_recordset($4::json) as w(n int, "startsAt" timestamptz, "endsAt" timestamptz, "staffIds" uuid[], "roomId" uuid, "clientIds" uuid[])`);

/** Names what is in the way of wanted times, for all of them in one statement. */
@Injectable()
export class InTheWayQuery {
  constructor(private readonly database: Database) {}

  /**
   * Conflicts by wanted time, in the order of `wanted`.
   * @param options.except sessions that do not count: the one being moved.
   */
  async run(clinicId: string, wanted: readonly WantedTime[], people: WantedPeople, options: { except?: readonly string[]; limit?: number } = {}): Promise<Conflict[][]> {
    if (wanted.length === 0) return [];
    const rows = await this.database.rows<ConflictRow>(OF_THE_SAME, [
      clinicId,
      options.except ?? [],
      options.limit ?? 1000,
      wanted.map((one) => one.startsAt),
      wanted.map((one) => one.endsAt),
      people.staffIds,
      people.roomId,
      people.clientIds,
    ]);
    return byWanted(wanted.length, rows);
  }

  /** The same where each wanted time takes up people of its own. */
  async ofEach(clinicId: string, wanted: readonly (WantedTime & WantedPeople)[], options: { except?: readonly string[]; limit?: number } = {}): Promise<Conflict[][]> {
    if (wanted.length === 0) return [];
    const times = wanted.map(({ startsAt, endsAt, staffIds, roomId, clientIds }, index) => ({ n: index + 1, startsAt, endsAt, staffIds, roomId, clientIds }));
    const rows = await this.database.rows<ConflictRow>(OF_EACH, [clinicId, options.except ?? [], options.limit ?? 1000, JSON.stringify(times)]);
    return byWanted(wanted.length, rows);
  }
}

function byWanted(count: number, rows: readonly ConflictRow[]): Conflict[][] {
  const found: Conflict[][] = Array.from({ length: count }, () => []);
  for (const { wanted, ...conflict } of rows) found[wanted]?.push(conflict);
  return found;
}

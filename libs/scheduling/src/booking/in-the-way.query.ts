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

const IN_THE_WAY = /* sql */ `
  with wanted as (
    select n, tstzrange(s, e, '[)') as at from unnest($2::timestamptz[], $3::timestamptz[]) with ordinality as w(s, e, n)
  ), hits as (
    select w.n, 'staff' as kind, ss.staff_id as id, ss.session_id
    from wanted w cross join unnest($4::uuid[]) person
    join scheduling.session_staff ss on ss.live and ss.staff_id = person and tstzrange(ss.starts_at, ss.ends_at, '[)') && w.at
    union all
    select w.n, 'room', s.room_id, s.id
    from wanted w join scheduling.session s on s.status <> 'cancelled' and s.room_id is not null and not s.room_shareable
      and s.room_id = $5 and tstzrange(s.starts_at, s.ends_at, '[)') && w.at
    where not exists (select from clinics.v_room r where r.id = $5 and r.shareable)
    union all
    select w.n, 'client', p.client_id, p.session_id
    from wanted w cross join unnest($6::uuid[]) person
    join scheduling.participation p on p.live and p.status in ('booked', 'attended', 'late', 'left_early') and p.client_id = person
      and tstzrange(p.starts_at, p.ends_at, '[)') && w.at
  )
  select (h.n - 1)::int as wanted, h.kind, h.id, s.id as "sessionId", coalesce(g.name, v.name) as title, s.starts_at as "startsAt", s.ends_at as "endsAt"
  from hits h
  join scheduling.session s on s.id = h.session_id and s.clinic_id = $1
  join programs.v_service v on v.id = s.service_id
  left join scheduling.therapy_group g on g.id = s.group_id
  where s.id <> all ($7::uuid[])
  order by h.n, s.starts_at, h.kind, h.id
  limit $8`;

/** Names what is in the way of wanted times, for all of them in one statement. */
@Injectable()
export class InTheWayQuery {
  constructor(private readonly database: Database) {}

  /**
   * Conflicts by wanted time, in the order of `wanted`.
   * @param options.except sessions that do not count: the one being moved.
   */
  async run(clinicId: string, wanted: readonly WantedTime[], people: WantedPeople, options: { except?: readonly string[]; limit?: number } = {}): Promise<Conflict[][]> {
    const found: Conflict[][] = wanted.map(() => []);
    if (wanted.length === 0) return found;
    const rows = await this.database.rows<ConflictRow>(IN_THE_WAY, [
      clinicId,
      wanted.map((one) => one.startsAt),
      wanted.map((one) => one.endsAt),
      people.staffIds,
      people.roomId,
      people.clientIds,
      options.except ?? [],
      options.limit ?? 1000,
    ]);
    for (const { wanted: index, ...conflict } of rows) found[index]?.push(conflict);
    return found;
  }
}

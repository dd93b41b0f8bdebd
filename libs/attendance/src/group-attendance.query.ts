import { Injectable } from '@nestjs/common';
import { Clock, Database, decodeCursor, encodeCursor, isId, isInstant, notFound, type ClinicDay } from '#platform';
import type { AttendanceStatus } from './credited-minutes.js';
import type { RosterClient } from './session-roster.query.js';

/** A column of the grid: a session that has begun, and how many came to it. */
export interface GridSession {
  sessionId: string;
  startsAt: Date;
  endsAt: Date;
  clinicDay: ClinicDay;
  present: number;
  missed: number;
  excused: number;
  /** Booked and not recorded. */
  owed: number;
}

/** A row of the grid: somebody who had a place, one cell for each session. */
export interface GridPerson {
  client: RosterClient;
  /** Whether they belong to the group today. */
  member: boolean;
  /** Status null: no place in that session. */
  cells: { status: AttendanceStatus | null }[];
  creditedMinutes: number;
}

/** The attendance of a group. */
export interface GroupAttendance {
  sessions: GridSession[];
  people: GridPerson[];
  /** For the sessions before these. */
  earlierCursor: string | null;
}

/** Which sessions: the last so many that have begun, or those before a place in the list. */
export interface GroupAttendanceFilter {
  sessions: number;
  cursor?: string;
}

const MOST_PEOPLE = 200;

// One statement: the last sessions by their index, the places in them, the people of those places.
const GRID = /* sql */ `
  with recent as (
    select s.id, s.starts_at, s.ends_at, s.clinic_day from scheduling.v_session s
    where s.group_id = $2 and s.clinic_id = $1 and s.live and s.starts_at <= $3 and ($5::timestamptz is null or (s.starts_at, s.id) < ($5, $6::uuid))
    order by s.starts_at desc, s.id desc limit $7
  ), shown as (
    select * from recent order by starts_at desc, id desc limit $7 - 1
  ), place as (
    select p.session_id, p.client_id, p.status, p.credited_minutes from shown s join scheduling.v_participation p on p.session_id = s.id where p.status <> 'cancelled'
  ), person as (
    select c.id, c.sort_name, json_build_object('id', c.id, 'chartNumber', c.chart_number, 'givenName', c.given_name, 'familyName', c.family_name,
        'preferredName', c.preferred_name, 'pronouns', c.pronouns) as client,
      exists (select from scheduling.v_group_member m where m.group_id = $2 and m.client_id = c.id and m.joined_on <= $4 and (m.left_on is null or m.left_on >= $4)) as member,
      w.cells, w.minutes
    from (select client_id, json_object_agg(session_id, status) as cells, sum(credited_minutes)::int as minutes from place group by client_id) w
    join clients.v_client c on c.id = w.client_id
    order by member desc, c.sort_name, c.id limit ${MOST_PEOPLE}
  )
  select g.id, (select count(*) from recent) >= $7 as earlier,
    coalesce((select json_agg(json_build_object('sessionId', s.id, 'startsAt', s.starts_at, 'endsAt', s.ends_at, 'clinicDay', s.clinic_day, 'present', n.present, 'missed', n.missed,
        'excused', n.excused, 'owed', n.owed) order by s.starts_at, s.id)
      from shown s cross join lateral (select count(*) filter (where status in ('attended', 'late', 'left_early')) as present, count(*) filter (where status = 'no_show') as missed,
        count(*) filter (where status = 'excused') as excused, count(*) filter (where status = 'booked') as owed from place where session_id = s.id) n), '[]') as sessions,
    coalesce((select json_agg(json_build_object('client', client, 'member', member, 'cells', cells, 'creditedMinutes', minutes) order by member desc, sort_name, id) from person), '[]') as people
  from scheduling.v_group g where g.id = $2 and g.clinic_id = $1`;

interface Row {
  earlier: boolean;
  sessions: GridSession[];
  people: (Omit<GridPerson, 'cells'> & { cells: Record<string, AttendanceStatus> })[];
}

/** Who came to a group's last sessions: people down, sessions across. */
@Injectable()
export class GroupAttendanceQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError 404 when the clinic has no such group. */
  async run(clinicId: string, groupId: string, today: ClinicDay, filter: GroupAttendanceFilter): Promise<GroupAttendance> {
    const before = decodeCursor<[string, string]>(filter.cursor, [isInstant, isId]);
    const row = await this.database.maybe<Row>(GRID, [clinicId, groupId, this.clock.now(), today, before?.[0] ?? null, before?.[1] ?? null, filter.sessions + 1]);
    if (!row) throw notFound('group');
    const [first] = row.sessions;
    return {
      sessions: row.sessions,
      people: row.people.map(({ cells, ...person }) => ({ ...person, cells: row.sessions.map(({ sessionId }) => ({ status: cells[sessionId] ?? null })) })),
      earlierCursor: row.earlier && first ? encodeCursor([new Date(first.startsAt).toISOString(), first.sessionId]) : null,
    };
  }
}

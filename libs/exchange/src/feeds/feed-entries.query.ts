import { Injectable } from '@nestjs/common';
import { Database, type ClinicDay } from '#platform';
import type { FeedEntry } from './feed-calendar.js';

/** Which sessions a feed shows: those of a clinic between two days, of one lane where an id is given. */
export interface FeedLane {
  clinicId: string;
  from: ClinicDay;
  to: ClinicDay;
  staffId: string | null;
  groupId: string | null;
  roomId: string | null;
}

/** Entries read at a time: what a feed holds in memory. */
const PAGE = 500;

type Row = FeedEntry & { day: ClinicDay; at: string };

const IN_LANE = /* sql */ `e.clinic_id = $1 and e.clinic_day between $2 and $3`;
/** A lane by the index that leads to it; the days are widened by the clinic's distance from UTC. */
const LANES = {
  all: IN_LANE,
  staff: /* sql */ `${IN_LANE} and e.id in (select t.session_id from scheduling.v_session_staff t
    where t.staff_id = $4 and t.starts_at >= ($2::date - 1) and t.starts_at < ($3::date + 2))`,
  group: /* sql */ `${IN_LANE} and e.group_id = $4 and e.starts_at >= ($2::date - 1) and e.starts_at < ($3::date + 2)`,
  room: /* sql */ `${IN_LANE} and e.room_id = $4`,
};

const JOINS = /* sql */ `
  join programs.v_service v on v.id = e.service_id
  left join scheduling.v_group g on g.id = e.group_id
  left join clinics.v_room r on r.id = e.room_id`;

const page = (lane: string): string => /* sql */ `
  select e.id, e.kind, v.name as "serviceName", g.name as "groupName", r.name as "roomName", e.telehealth, e.starts_at as "startsAt", e.ends_at as "endsAt",
    e.status = 'cancelled' as cancelled, e.version, e.changed_at as "changedAt", e.clinic_day as day, e.starts_at::text as at
  from (select * from scheduling.v_calendar_entry e where ${lane} and (e.clinic_day, e.starts_at, e.id) > ($5::date, $6::timestamptz, $7::uuid)
    order by e.clinic_day, e.starts_at, e.id limit ${PAGE}) e ${JOINS}
  order by e.clinic_day, e.starts_at, e.id`;

/** The same entries folded into one number: another number, another file. */
const fingerprint = (lane: string): string => /* sql */ `
  select count(*) || '.' || coalesce(sum(hashtextextended(row(e.id, e.kind, v.name, g.name, r.name, e.telehealth, extract(epoch from e.starts_at), extract(epoch from e.ends_at),
    e.status, e.version, extract(epoch from e.changed_at))::text, 0)::numeric), 0) as fingerprint
  from scheduling.v_calendar_entry e ${JOINS} where ${lane}`;

/** The sessions of a feed, in order of time. */
@Injectable()
export class FeedEntriesQuery {
  constructor(private readonly database: Database) {}

  /** A text that is another whenever an entry is. */
  async fingerprint(lane: FeedLane): Promise<string> {
    const [sql, params] = laneOf(lane, fingerprint);
    return (await this.database.one<{ fingerprint: string }>(sql, params)).fingerprint;
  }

  /** The entries, page by page as they are wanted. */
  async *pages(lane: FeedLane): AsyncGenerator<FeedEntry[]> {
    const [sql, params] = laneOf(lane, page);
    let after: [string, string, string] = [lane.from, '-infinity', '00000000-0000-0000-0000-000000000000'];
    for (;;) {
      // Each page stands on the one before.
      const rows: Row[] = await this.database.rows<Row>(sql, [...params, ...after]);
      if (rows.length > 0) yield rows;
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) return;
      after = [last.day, last.at, last.id];
    }
  }
}

function laneOf({ clinicId, from, to, staffId, groupId, roomId }: FeedLane, sql: (lane: string) => string): [string, unknown[]] {
  const kind = staffId !== null ? 'staff' : groupId !== null ? 'group' : roomId !== null ? 'room' : 'all';
  // A parameter nobody reads has no type of its own.
  const lane = kind === 'all' ? `${LANES.all} and $4::uuid is null` : LANES[kind];
  return [sql(lane), [clinicId, from, to, staffId ?? groupId ?? roomId]];
}

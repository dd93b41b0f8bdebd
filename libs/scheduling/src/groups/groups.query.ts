import { Injectable } from '@nestjs/common';
import { Clock, Database, decodeCursor, isId, notFound, pageOf, type ClinicDay, type Page } from '#platform';
import { ruleWords } from '../rule-words.js';
import type { GroupDto, GroupGapDto, GroupMemberDto, GroupSessionDto } from './group-detail.dto.js';
import type { GroupSummaryDto, TopicDto } from './groups.dto.js';

/** Which groups. */
export interface GroupsFilter {
  active?: boolean;
  programId?: string;
  staffId?: string;
  free?: boolean;
  /** Groups with a session to come on this weekday. */
  weekday?: number;
  enrollment?: 'open' | 'closed';
  search?: string;
  limit: number;
  cursor?: string;
}

interface SeriesRow {
  id: string;
  rule: string;
  zone: string;
  startDay: ClinicDay;
  startTime: string;
  durationMinutes: number;
  generatedUntil: ClinicDay | null;
  endedOn: ClinicDay | null;
}

type SummaryRow = Omit<GroupSummaryDto, 'series'> & { series: SeriesRow[]; sortName: string };

const SUMMARY = /* sql */ `
  g.id, g.name, lower(g.name) as "sortName", case when o.id is null then null else json_build_object('id', o.id, 'name', o.name) end as program,
  json_build_object('id', v.id, 'name', v.name) as service, case when r.id is null then null else json_build_object('id', r.id, 'name', r.name) end as room,
  g.telehealth, g.minimum, g.capacity, g.enrollment, g.language, g.phases, g.active, g.version, m.members,
  coalesce((select json_agg(json_build_object('id', w.id, 'name', trim(w.given_name || ' ' || w.family_name)) order by f.position, f.staff_id)
    from scheduling.group_facilitator f join team.v_staff w on w.id = f.staff_id where f.group_id = g.id), '[]') as facilitators,
  (select s.starts_at from scheduling.session s where s.group_id = g.id and s.starts_at > $2 and s.status <> 'cancelled' order by s.starts_at limit 1) as "nextSessionAt",
  coalesce((select json_agg(json_build_object('id', e.id, 'rule', e.rule, 'zone', e.time_zone, 'startDay', e.start_day, 'startTime', left(e.start_time::text, 5),
      'durationMinutes', e.duration_minutes, 'generatedUntil', e.generated_until, 'endedOn', e.ended_on) order by e.start_day, e.start_time, e.id)
    from scheduling.series e where e.group_id = g.id), '[]') as series,
  w.waiting, w.offered,
  (select count(*)::int from scheduling.series_gap a join scheduling.series e on e.id = a.series_id
    where e.group_id = g.id and a.cause = 'conflict' and a.settled_at is null and a.day >= $3) as "openGaps"`;

const JOINS = /* sql */ `
  join programs.v_service v on v.id = g.service_id
  left join programs.v_program o on o.id = g.program_id
  left join clinics.v_room r on r.id = g.room_id
  cross join lateral (select count(*)::int as members from scheduling.group_member x
    where x.group_id = g.id and x.joined_on <= $3 and (x.left_on is null or x.left_on >= $3)) m
  cross join lateral (select (count(*) filter (where x.state = 'waiting'))::int as waiting, (count(*) filter (where x.state = 'offered'))::int as offered
    from scheduling.waitlist_entry x where x.group_id = g.id and x.ended_at is null) w`;

const LIST = /* sql */ `
  select ${SUMMARY} from scheduling.therapy_group g ${JOINS}
  where g.clinic_id = $1 and ($4::boolean is null or g.active = $4) and ($5::uuid is null or g.program_id = $5)
    and ($6::uuid is null or exists (select from scheduling.group_facilitator f where f.group_id = g.id and f.staff_id = $6))
    and ($7::boolean is null or (m.members + w.offered < g.capacity) = $7)
    and ($8::text is null or platform.plain(g.name) like '%' || replace(replace(replace(platform.plain($8), '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%')
    and ($9::text is null or (lower(g.name), g.id) > ($9, $10::uuid))
    and ($12::int is null or exists (select from scheduling.session s
      where s.group_id = g.id and s.starts_at > $2 and s.status <> 'cancelled' and extract(isodow from s.clinic_day) = $12))
    and ($13::text is null or g.enrollment = $13)
  order by lower(g.name), g.id limit $11`;

const ONE = /* sql */ `select ${SUMMARY}, g.telehealth_url as "telehealthUrl", g.curriculum from scheduling.therapy_group g ${JOINS} where g.clinic_id = $1 and g.id = $4`;

const ROSTER = /* sql */ `
  select m.id, m.episode_id as "episodeId", o.name as "programName", m.joined_on as "joinedOn", m.left_on as "leftOn", m.version,
    json_build_object('id', c.id, 'chartNumber', c.chart_number, 'givenName', c.given_name, 'familyName', c.family_name, 'preferredName', c.preferred_name, 'pronouns', c.pronouns) as client,
    (select count(*)::int from scheduling.participation p join scheduling.session s on s.id = p.session_id
      where p.client_id = m.client_id and p.starts_at > $3 and p.status = 'booked' and p.live and s.group_id = m.group_id) as ahead
  from scheduling.group_member m join clients.v_client c on c.id = m.client_id join episodes.v_episode e on e.id = m.episode_id join programs.v_program o on o.id = e.program_id
  where m.clinic_id = $1 and m.group_id = $2 and (m.left_on is null or m.left_on >= $4::date - 90)
  order by m.left_on is not null and m.left_on < $4, c.sort_name, m.id`;

const SESSIONS = /* sql */ `
  select s.id, s.starts_at as "startsAt", s.ends_at as "endsAt", s.clinic_day as "clinicDay", s.capacity, s.seats_taken + s.seats_held as "seatsTaken", s.status, r.name as "roomName",
    coalesce((select json_agg(json_build_object('id', w.id, 'name', trim(w.given_name || ' ' || w.family_name)) order by t.position, t.staff_id)
      from scheduling.session_staff t join team.v_staff w on w.id = t.staff_id where t.session_id = s.id), '[]') as staff,
    ((select count(*) from scheduling.session b where b.group_id = s.group_id and b.starts_at <= $3 and b.status <> 'cancelled')
      + count(*) filter (where s.status <> 'cancelled') over (order by s.starts_at, s.id rows unbounded preceding))::int as ordinal
  from scheduling.session s left join clinics.v_room r on r.id = s.room_id
  where s.clinic_id = $1 and s.group_id = $2 and s.starts_at > $3
  order by s.starts_at, s.id limit 40`;

const GAPS = /* sql */ `
  select a.series_id as "seriesId", a.day, a.cause, a.cause = 'conflict' and a.settled_at is null as open
  from scheduling.series_gap a join scheduling.series e on e.id = a.series_id
  where e.clinic_id = $1 and e.group_id = $2 and a.day >= $3 order by a.day limit 100`;

/** Groups with their people, seats and times. */
@Injectable()
export class GroupsQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** A page of groups by name. */
  async list(clinicId: string, today: ClinicDay, filter: GroupsFilter): Promise<Page<GroupSummaryDto>> {
    const after = decodeCursor<[string, string]>(filter.cursor, [(key) => typeof key === 'string', isId]);
    const rows = await this.database.rows<SummaryRow>(LIST, [
      clinicId,
      this.clock.now(),
      today,
      filter.active ?? null,
      filter.programId ?? null,
      filter.staffId ?? null,
      filter.free ?? null,
      filter.search ?? null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      filter.limit + 1,
      filter.weekday ?? null,
      filter.enrollment ?? null,
    ]);
    return pageOf(rows, filter.limit, (row) => [row.sortName, row.id], summaryOf);
  }

  /** One group with roster, sessions to come and gaps. @throws DomainError 404. */
  async one(clinicId: string, groupId: string, today: ClinicDay): Promise<GroupDto> {
    const now = this.clock.now();
    const [row, roster, sessions, gaps] = await Promise.all([
      this.database.maybe<SummaryRow & { telehealthUrl: string | null; curriculum: TopicDto[] }>(ONE, [clinicId, now, today, groupId]),
      this.database.rows<GroupMemberDto>(ROSTER, [clinicId, groupId, now, today]),
      this.database.rows<Omit<GroupSessionDto, 'topic'> & { ordinal: number }>(SESSIONS, [clinicId, groupId, now]),
      this.database.rows<GroupGapDto>(GAPS, [clinicId, groupId, today]),
    ]);
    if (!row) throw notFound('group');
    const { curriculum } = row;
    return {
      ...summaryOf(row),
      telehealthUrl: row.telehealthUrl,
      curriculum,
      roster,
      gaps,
      sessions: sessions.map(({ ordinal, ...session }) => ({
        ...session,
        topic: topicOf(curriculum, session.status, ordinal),
      })),
    };
  }
}

/** What the group's nth session that was held is about: the topics in turn. */
export function topicOf(curriculum: readonly TopicDto[], status: string, ordinal: number): string | null {
  return status === 'cancelled' || curriculum.length === 0 ? null : (curriculum[(ordinal - 1) % curriculum.length]?.title ?? null);
}

function summaryOf({ sortName: _sortName, series, ...row }: SummaryRow): GroupSummaryDto {
  return { ...row, series: series.map(({ zone, ...one }) => ({ ...one, words: ruleWords(one.rule, one.startDay, zone) })) };
}

import { Injectable } from '@nestjs/common';
import { Clock, Database, decodeCursor, encodeCursor, isClinicDay, isId, notFound, timeZone, type ClinicDay } from '#platform';
import { describeRule } from '../describe-rule.js';
import { WEEKDAY_CODES } from '../recurrence-rule.js';
import { isRuleProblem, parseRule } from '../recurrence.js';
import { SUMMARY, SUMMARY_JOINS } from '../sessions/session-summary.sql.js';
import type { SeriesDto } from './series-detail.dto.js';

type Row = Omit<SeriesDto, 'words' | 'weekdays' | 'endless'> & { zone: string };

const DETAIL = /* sql */ `
  select e.id, e.rule, e.start_day as "startDay", left(e.start_time::text, 5) as "startTime", e.duration_minutes as "durationMinutes", e.time_zone as zone, e.kind, e.breaks,
    case when g.id is null then e.title else g.name end as title, json_build_object('id', v.id, 'name', v.name) as service,
    case when o.id is null then null else json_build_object('id', o.id, 'name', o.name) end as program,
    case when g.id is null then null else json_build_object('id', g.id, 'name', g.name) end as "group",
    case when r.id is null then null else json_build_object('id', r.id, 'name', r.name) end as room,
    case when g.id is null then e.telehealth else g.telehealth end as telehealth,
    case when g.id is null then e.telehealth_url else g.telehealth_url end as "telehealthUrl",
    case when g.id is null then e.capacity else g.capacity end as capacity,
    e.generated_until as "generatedUntil", e.ended_on as "endedOn", e.continues_id as "continuesId", e.version,
    (select n.id from scheduling.series n where n.continues_id = e.id order by n.start_day, n.id limit 1) as "continuedById",
    coalesce((select json_agg(json_build_object('id', w.id, 'name', trim(w.given_name || ' ' || w.family_name)) order by t.position, t.staff_id)
      from (
        select staff_id, position from scheduling.series_staff where series_id = e.id
        union all
        select staff_id, position from scheduling.group_facilitator where group_id = e.group_id and not exists (select from scheduling.series_staff where series_id = e.id)
      ) t join team.v_staff w on w.id = t.staff_id), '[]') as staff,
    coalesce((select json_agg(json_build_object('id', c.id, 'chartNumber', c.chart_number, 'givenName', c.given_name, 'familyName', c.family_name,
        'preferredName', c.preferred_name, 'pronouns', c.pronouns) order by c.sort_name, c.id)
      from (
        select client_id from scheduling.series_client where series_id = e.id
        union
        select client_id from scheduling.group_member where group_id = e.group_id and joined_on <= $3 and (left_on is null or left_on >= $3)
      ) m join clients.v_client c on c.id = m.client_id), '[]') as clients,
    (select count(*)::int from scheduling.session s where s.series_id = e.id and s.starts_at > $4 and s.status <> 'cancelled') as ahead,
    (select count(*)::int from scheduling.session s where s.series_id = e.id and s.starts_at > $4 and s.status <> 'cancelled' and s.changed_by_hand) as exceptions,
    (select min(s.starts_at) from scheduling.session s where s.series_id = e.id and s.starts_at > $4 and s.status <> 'cancelled') as "nextSessionAt",
    coalesce((select json_agg(json_build_object('day', a.day, 'cause', a.cause) order by a.day) from (
      select day, cause from scheduling.series_gap where series_id = e.id and day >= $3 order by day limit 200) a), '[]') as gaps,
    (select json_build_object('fromDay', c.from_day, 'reason', c.reason, 'restorable', e.version = c.series_version)
      from scheduling.series_cancellation c where c.series_id = e.id and c.restored_at is null order by c.cancelled_at desc, c.id desc limit 1) as cancellation
  from scheduling.series e
  join programs.v_service v on v.id = e.service_id
  left join scheduling.therapy_group g on g.id = e.group_id
  left join programs.v_program o on o.id = coalesce(g.program_id, e.program_id)
  left join clinics.v_room r on r.id = case when g.id is null or e.own_room then e.room_id else g.room_id end
  where e.id = $2 and e.clinic_id = $1`;

const SESSIONS = /* sql */ `
  select row_to_json(x)::text as item from (
    select ${SUMMARY}, s.series_day as "seriesDay", s.changed_by_hand as "changedByHand", s.extra_day as "extraDay", s.cancel_reason as "cancelReason",
      exists (select from scheduling.participation p where p.session_id = s.id and p.recorded_at is not null) as "attendanceRecorded"
    from scheduling.session s ${SUMMARY_JOINS}
    where s.series_id = $2 and s.clinic_id = $1 and s.series_day >= $3 and (s.series_day, s.id) > ($4::date, $5::uuid)
    order by s.series_day, s.id limit $6
  ) x`;

/** A series as a person sees it: when it meets, in words, with whom and where, and its occurrences. */
@Injectable()
export class SeriesDetailQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError 404. */
  async one(clinicId: string, seriesId: string, today: ClinicDay): Promise<SeriesDto> {
    const row = await this.database.maybe<Row>(DETAIL, [clinicId, seriesId, today, this.clock.now()]);
    if (!row) throw notFound('series');
    const { zone, ...series } = row;
    const rule = parseRule(series.rule, { zone: timeZone(zone) });
    if (isRuleProblem(rule)) return { ...series, words: series.rule, weekdays: [], endless: false };
    // One that was split or cancelled is said as far as it goes.
    const parts = series.endedOn === null ? rule.parts : { ...rule.parts, count: undefined, until: { day: series.endedOn, utc: false } };
    return { ...series, words: describeRule({ ...rule, parts }, 'en', series.startDay), weekdays: [...new Set(rule.parts.byDay.map((one) => WEEKDAY_CODES[one.weekday - 1] as string))], endless: rule.endless && series.endedOn === null };
  }

  /** @returns a page of its sessions by the day of the series, as JSON text. @throws DomainError 404. */
  async sessions(clinicId: string, seriesId: string, filter: { from: ClinicDay; limit: number; cursor?: string }): Promise<string> {
    const [day, id] = decodeCursor<[string, string]>(filter.cursor, [isClinicDay, isId]) ?? ['0001-01-01', '00000000-0000-0000-0000-000000000000'];
    const rows = await this.database.rows<{ item: string }>(SESSIONS, [clinicId, seriesId, filter.from, day, id, filter.limit + 1]);
    if (rows.length === 0 && !(await this.database.maybe('select from scheduling.series where id = $2 and clinic_id = $1', [clinicId, seriesId]))) throw notFound('series');
    const shown = rows.slice(0, filter.limit).map((row) => row.item);
    const last = rows.length > filter.limit ? (JSON.parse(shown.at(-1) as string) as { seriesDay: string; id: string }) : undefined;
    return `{"items":[${shown.join(',')}],"nextCursor":${last ? `"${encodeCursor([last.seriesDay, last.id])}"` : 'null'}}`;
  }
}

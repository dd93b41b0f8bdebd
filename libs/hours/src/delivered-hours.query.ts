import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { Clock, Database, addDays, dayStart, decodeCursor, encodeCursor, isId, notFound, weekStartOf, type ClinicDay, type TimeZone } from '#platform';
import { ProgramsReader } from '#programs';

/** What was delivered in a week. A session is delivered once it is over and somebody is recorded as having been there. */
export interface DeliveredWeek {
  weekStart: ClinicDay;
  /** The length of the sessions less their breaks. */
  minutes: number;
  /** The part of it in services that count toward hours. */
  countingMinutes: number;
  /** The part of it led by more than one. */
  coLedMinutes: number;
  sessions: number;
  clients: number;
  /** What clients were credited in them, all together. */
  clientMinutes: number;
  /** Sessions that are over and of which nothing is recorded yet: not counted. */
  owedSessions: number;
}

/** What one member of staff led, week by week, the latest first. */
export interface DeliveredByClinician {
  staffId: string;
  name: string;
  weeks: DeliveredWeek[];
}

export interface DeliveredHours {
  weekStart: ClinicDay;
  /** The clinic's own figures of the week: each session once, however many led it. */
  total: DeliveredWeek;
  items: DeliveredByClinician[];
  nextCursor: string | null;
}

/** A session somebody led, as the figures count it. */
export interface LedSession {
  sessionId: string;
  title: string;
  startsAt: Date;
  endsAt: Date;
  minutes: number;
  countsTowardHours: boolean;
  clients: number;
  clientMinutes: number;
  /** Who led it besides. */
  coLeaders: string[];
  state: 'delivered' | 'owed' | 'nobody_came';
}

const MINUTES = `case when s.breaks = '[]' then floor(extract(epoch from s.ends_at - s.starts_at) / 60)::int else attendance.creditable_minutes(s.starts_at, s.ends_at, s.breaks) end`;
const PRESENT = `q.status in ('attended', 'late', 'left_early')`;

/** Sums over sessions `d` with a week, minutes, places and leaders. */
const SUMS = `
  'minutes', coalesce(sum(d.minutes) filter (where d.present > 0), 0), 'countingMinutes', coalesce(sum(d.minutes) filter (where d.present > 0 and d.counts), 0),
  'coLedMinutes', coalesce(sum(d.minutes) filter (where d.present > 0 and d.leaders > 1), 0), 'sessions', count(*) filter (where d.present > 0),
  'clientMinutes', coalesce(sum(d.credited), 0), 'owedSessions', count(*) filter (where d.present = 0 and d.open > 0)`;

const OF_SESSION = `
  cross join lateral (select count(*) filter (where ${PRESENT}) as present, count(*) filter (where q.status = 'booked') as open, coalesce(sum(q.credited_minutes), 0) as credited
    from scheduling.v_participation q where q.session_id = s.id) q
  cross join lateral (select count(*) as leaders from scheduling.v_session_staff o where o.session_id = s.id) o`;

/** $1 clinic, $2 first day, $3 the day after the last, $4 now, $5 the name and $6 the id before, $7 how many, $8 and $9 first and last instant. */
const BY_CLINICIAN = `
with page as materialized (
  select t.id, trim(t.given_name || ' ' || t.family_name) as name, t.sort_name from team.v_staff t
  where t.clinic_id = $1 and ($6::uuid is null or (t.sort_name, t.id) > ($5, $6::uuid))
    and exists (select from scheduling.v_session_staff x where x.staff_id = t.id and x.starts_at >= $8 and x.starts_at < $9 and x.live)
  order by t.sort_name, t.id limit $7
), led as materialized (
  select p.id as staff_id, s.id, (s.clinic_day - $2::date) / 7 as week, ${MINUTES} as minutes, s.counts_toward_hours as counts, q.present, q.open, q.credited, o.leaders
  from page p join scheduling.v_session_staff x on x.staff_id = p.id and x.starts_at >= $8 and x.starts_at < $9 and x.live
  join scheduling.v_session s on s.id = x.session_id and s.clinic_day >= $2 and s.clinic_day < $3 and s.ends_at <= $4
  ${OF_SESSION}
), people as (
  select d.staff_id, d.week, count(distinct q.client_id) as clients from led d join scheduling.v_participation q on q.session_id = d.id and ${PRESENT} where d.present > 0 group by 1, 2
)
select p.id as "staffId", p.name, p.sort_name as "sortName",
  coalesce((select json_agg(json_build_object('week', w.week, 'sums', w.sums, 'clients', coalesce(c.clients, 0)))
    from (select d.week, json_build_object(${SUMS}) as sums from led d where d.staff_id = p.id group by d.week) w
    left join people c on c.staff_id = p.id and c.week = w.week), '[]') as weeks
from page p order by p.sort_name, p.id`;

/** $1 clinic, $2 first day, $3 the day after the last, $4 now. */
const TOTAL = `
with d as materialized (
  select s.id, ${MINUTES} as minutes, s.counts_toward_hours as counts, q.present, q.open, q.credited, o.leaders
  from scheduling.v_session s ${OF_SESSION}
  where s.clinic_id = $1 and s.clinic_day >= $2 and s.clinic_day < $3 and s.ends_at <= $4 and s.live
)
select json_build_object(${SUMS}) as sums,
  (select count(distinct q.client_id) from d e join scheduling.v_participation q on q.session_id = e.id and ${PRESENT} where e.present > 0) as clients
from d`;

/** $1 clinic, $2 first day, $3 the day after the last, $4 now, $5 staff, $6 and $7 first and last instant, $8 how many. */
const LED = `
select s.id as "sessionId", s.title, s.starts_at as "startsAt", s.ends_at as "endsAt", ${MINUTES} as minutes, s.counts_toward_hours as "countsTowardHours",
  q.present as clients, q.credited as "clientMinutes",
  coalesce((select json_agg(trim(t.given_name || ' ' || t.family_name) order by o.position, t.id) from scheduling.v_session_staff o join team.v_staff t on t.id = o.staff_id
    where o.session_id = s.id and o.staff_id <> $5), '[]') as "coLeaders",
  case when q.present > 0 then 'delivered' when q.open > 0 then 'owed' else 'nobody_came' end as state
from scheduling.v_session_staff x join scheduling.v_session s on s.id = x.session_id ${OF_SESSION}
where x.staff_id = $5 and x.clinic_id = $1 and x.starts_at >= $6 and x.starts_at < $7 and x.live and s.clinic_day >= $2 and s.clinic_day < $3 and s.ends_at <= $4
order by s.starts_at, s.id limit $8`;

interface WeekRow {
  week: number;
  sums: Omit<DeliveredWeek, 'weekStart' | 'clients'>;
  clients: number;
}

/** The most sessions of one person that are shown for a week. */
const SHOWN = 200;

/**
 * Hours delivered, by clinician. Whoever leads a session with others led all of it: each is given the whole of its
 * minutes, and they are said to be shared; the clinic's total counts every session once. Weeks are the clinic's, on the
 * weekday they begin on at the day asked for.
 */
@Injectable()
export class DeliveredHoursQuery {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
    private readonly programs: ProgramsReader,
    private readonly clock: Clock,
  ) {}

  /** The week of a day and those before it. */
  async run(clinicId: string, question: { day: ClinicDay; weeks: number; limit: number; cursor?: string }): Promise<DeliveredHours> {
    const { timeZone: zone } = await this.clinics.clinic(clinicId);
    const weekStart = await this.weekStart(clinicId, question.day);
    const from = addDays(weekStart, -7 * (question.weeks - 1));
    const to = addDays(weekStart, 7);
    const after = decodeCursor<[string, string]>(question.cursor, [(key) => typeof key === 'string', isId]);
    const now = this.clock.now();
    const [rows, total] = await Promise.all([
      this.database.rows<{ staffId: string; name: string; sortName: string; weeks: WeekRow[] }>(BY_CLINICIAN, [clinicId, from, to, now, after?.[0] ?? null, after?.[1] ?? null, question.limit + 1, ...span(from, to, zone)]),
      this.database.one<Omit<WeekRow, 'week'>>(TOTAL, [clinicId, weekStart, to, now]),
    ]);
    const shown = rows.slice(0, question.limit);
    const last = shown.at(-1);
    return {
      weekStart,
      total: { weekStart, ...total.sums, clients: total.clients },
      items: shown.map(({ staffId, name, weeks }) => ({ staffId, name, weeks: Array.from({ length: question.weeks }, (_, back) => weekOf(addDays(weekStart, -7 * back), question.weeks - 1 - back, weeks)) })),
      nextCursor: rows.length > question.limit && last ? encodeCursor([last.sortName, last.staffId]) : null,
    };
  }

  /** The sessions one member of staff led in the week of a day: what the figures are sums of. @throws DomainError 404. */
  async sessions(clinicId: string, staffId: string, day: ClinicDay): Promise<LedSession[]> {
    const { timeZone: zone } = await this.clinics.clinic(clinicId);
    const known = await this.database.maybe('select id from team.v_staff where id = $1 and clinic_id = $2', [staffId, clinicId]);
    if (!known) throw notFound('staff member');
    const from = await this.weekStart(clinicId, day);
    const to = addDays(from, 7);
    return this.database.rows<LedSession>(LED, [clinicId, from, to, this.clock.now(), staffId, ...span(from, to, zone), SHOWN]);
  }

  /** The first day of the clinic's week that holds a day. */
  private async weekStart(clinicId: string, day: ClinicDay): Promise<ClinicDay> {
    return weekStartOf(day, await this.programs.weekStartsOn(clinicId, day));
  }
}

function span(from: ClinicDay, to: ClinicDay, zone: TimeZone): [Date, Date] {
  return [dayStart(from, zone), dayStart(to, zone)];
}

const NONE = { minutes: 0, countingMinutes: 0, coLedMinutes: 0, sessions: 0, clientMinutes: 0, owedSessions: 0 };

function weekOf(weekStart: ClinicDay, number: number, weeks: readonly WeekRow[]): DeliveredWeek {
  const found = weeks.find((one) => one.week === number);
  return { weekStart, ...(found?.sums ?? NONE), clients: found?.clients ?? 0 };
}

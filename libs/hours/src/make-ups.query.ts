import { Injectable } from '@nestjs/common';
import { Clock, Database, notFound, type ClinicDay, type TimeZone } from '#platform';
import { IndividualTimesQuery } from '#scheduling';
import { rankMakeUps, type Mending, type MakeUpTime, type WeekToMend } from './make-ups.js';
import { WeekForecastsQuery } from './week-forecasts.query.js';

/** One way to win hours back: a seat in a session there is, or a time for an individual one. */
export interface MakeUp extends MakeUpTime, Mending {
  kind: 'seat' | 'slot';
  title: string;
  /** The session whose seat it is; null for a slot. */
  sessionId: string | null;
  seatsLeft: number | null;
  serviceId: string;
  staffId: string | null;
  staffName: string | null;
  roomId: string | null;
  roomName: string | null;
}

/** The ways to mend one client week, the best first. */
export interface MakeUps {
  episodeId: string;
  clientId: string;
  weekStart: ClinicDay;
  /** standing: too little is booked. forecast: enough is booked, and some of it is likely to be missed. none: nothing is missing. */
  basis: 'standing' | 'forecast' | 'none';
  missingMinutes: number;
  /** Why there are none. */
  closed: 'week_over' | 'nothing_missing' | null;
  items: MakeUp[];
}

/** The week of an episode as make-ups see it. */
export interface MendableWeek extends Omit<WeekToMend, 'missing'> {
  clientId: string;
  programId: string;
  zone: TimeZone;
  weekStart: ClinicDay;
  /** The first day after it. */
  weekEnd: ClinicDay;
  /** The days of the stay; without a last one it is open. */
  from: ClinicDay;
  to: ClinicDay | null;
  weekOver: boolean;
  prescribed: number;
  planned: number;
}

interface WeekRow {
  client_id: string;
  program_id: string;
  zone: TimeZone;
  week_end: ClinicDay;
  admitted_on: ClinicDay;
  discharged_on: ClinicDay | null;
  week_over: boolean;
  prescribed: number;
  projected: number;
  planned: number;
  maximum: number;
  days_maximum: number;
  days: ClinicDay[];
}

/** A time that may be booked, before it is judged: what it is called, who leads it and where is read for those that are offered. */
type Offer = MakeUpTime & ({ sessionId: string; slot?: undefined } | { sessionId: null; slot: Slot });
type Slot = Omit<MakeUp, keyof Mending | keyof MakeUpTime>;
type SeatDetails = Pick<MakeUp, 'title' | 'seatsLeft' | 'serviceId' | 'roomId' | 'roomName' | 'staffName'> & { id: string };

interface Individual {
  service_id: string;
  title: string;
  staff: { id: string; name: string }[];
  days: { day: ClinicDay; near: string }[];
}

/** How many make-ups are offered, and how many seats are weighed for it. */
const OFFERED = 20;
const WEIGHED = 200;

const OFFERED_MINUTES = `case when s.breaks = '[]' then floor(extract(epoch from s.ends_at - s.starts_at) / 60)::int else attendance.creditable_minutes(s.starts_at, s.ends_at, s.breaks) end`;

// Days are those with minutes on them, as the client week counts them.
const WEEK = `
select c.client_id, c.program_id, z.time_zone as zone, w.week_end, e.admitted_on, e.discharged_on, w.ends_at <= $4 as week_over, c.prescribed_minutes as prescribed, c.planned_minutes as planned,
  c.attended_minutes + c.planned_minutes as projected, w.weekly_max_minutes as maximum, coalesce(v.days_max, 7) as days_maximum,
  coalesce((select json_agg(distinct s.clinic_day) from scheduling.v_participation q join scheduling.v_session s on s.id = q.session_id
    where q.episode_id = c.episode_id and q.starts_at >= w.starts_at and q.starts_at < w.ends_at and q.live and s.counts_toward_hours
      and (q.credited_minutes > 0 or q.status = 'booked')), '[]') as days
from hours.client_week c join hours.program_week w on w.program_id = c.program_id and w.week_start = c.week_start
join episodes.v_episode e on e.id = c.episode_id join clinics.v_clinic z on z.id = c.clinic_id
left join programs.v_policy_version v on v.program_id = c.program_id and v.effective_from <= c.week_start and (v.effective_to is null or v.effective_to >= c.week_start)
where c.episode_id = $1 and c.week_start = $2 and c.clinic_id = $3`;

/**
 * Group sessions of the week that are to come, of the episode's program, that count, on a day of the stay on which the
 * clinic is open. A closed group takes its own members only. $1 clinic, $2 episode, $3 week start, $4 now. Their
 * names are asked for the few that are offered.
 */
const seats = (only: string, order: string): string => `
with week as materialized (
  select c.episode_id, c.client_id, c.program_id, w.starts_at, w.ends_at, w.week_start, w.week_end, e.admitted_on, e.discharged_on
  from hours.client_week c join hours.program_week w on w.program_id = c.program_id and w.week_start = c.week_start
  join episodes.v_episode e on e.id = c.episode_id
  where c.clinic_id = $1 and c.episode_id = $2 and c.week_start = $3
), busy as materialized (
  select q.session_id, q.starts_at, q.ends_at, q.holds_seat and q.live as there, q.status <> 'cancelled' as placed, s.clinic_day
  from week k join scheduling.v_participation q on q.client_id = k.client_id and q.starts_at >= k.starts_at - interval '1 day' and q.starts_at < k.ends_at
  join scheduling.v_session s on s.id = q.session_id
)
select s.id as "sessionId", s.clinic_day as day, s.starts_at as "startsAt", s.ends_at as "endsAt", ${OFFERED_MINUTES} as minutes
from week k join scheduling.v_session s on s.clinic_id = $1 and s.clinic_day >= k.week_start and s.clinic_day < k.week_end
left join scheduling.v_group g on g.id = s.group_id
where s.program_id = k.program_id and s.kind = 'group' and s.live and s.counts_toward_hours and s.starts_at > $4
  and s.starts_at >= k.starts_at and s.starts_at < k.ends_at and s.clinic_day >= k.admitted_on and (k.discharged_on is null or s.clinic_day <= k.discharged_on)
  and s.clinic_day <> all (array(select x.day from clinics.v_closure x where x.clinic_id = $1 and x.day >= $3 and x.day < $3::date + 7))
  and (g.enrollment is distinct from 'closed' or exists (select from scheduling.v_group_member m where m.group_id = g.id and m.episode_id = k.episode_id
    and m.joined_on <= s.clinic_day and (m.left_on is null or m.left_on >= s.clinic_day)))
  and ${only} ${order}`;
const SEATS = seats(
  `s.seats_taken < s.capacity
  and not exists (select from busy b where (b.session_id = s.id and b.placed) or (b.there and b.starts_at < s.ends_at and b.ends_at > s.starts_at))`,
  `order by exists (select from busy b where b.there and b.clinic_day = s.clinic_day) desc, s.starts_at, s.id limit ${WEIGHED}`,
);
const ONE_SEAT = seats('s.id = $5', '');

/** What sessions are called, who leads them, where, and the seats they have left. */
const DETAILS = `
select s.id, s.title, s.capacity - s.seats_taken as "seatsLeft", s.service_id as "serviceId", s.room_id as "roomId", r.name as "roomName",
  (select string_agg(trim(t.given_name || ' ' || t.family_name), ', ' order by x.position) from scheduling.v_session_staff x join team.v_staff t on t.id = x.staff_id
    where x.session_id = s.id) as "staffName"
from scheduling.v_session s left join clinics.v_room r on r.id = s.room_id where s.id = any($1::uuid[])`;

/**
 * The individual service, the clinicians of the care team who lead sessions, and the open program days still to come, each
 * with the time that would suit: right after what the client has that day. $1 clinic, $2 episode, $3 week start, $4 now.
 */
const INDIVIDUAL = `
select v.id as service_id, v.name as title,
  coalesce((select json_agg(json_build_object('id', x.id, 'name', x.name)) from (
    select t.id, trim(t.given_name || ' ' || t.family_name) as name from (
      select m.staff_id, bool_or(m.is_primary) as is_primary from episodes.v_care_team_member m
      where m.episode_id = c.episode_id and m.from_day < w.week_end and (m.to_day is null or m.to_day >= ($4::timestamptz at time zone z.time_zone)::date) group by m.staff_id) m
    join team.v_staff t on t.id = m.staff_id and t.active
    where v.disciplines = '{}' or t.discipline = any(v.disciplines)
    order by m.is_primary desc, t.sort_name, t.id limit 3) x), '[]') as staff,
  coalesce((select json_agg(json_build_object('day', d, 'near', coalesce((
      select max(q.ends_at) from scheduling.v_participation q join scheduling.v_session s on s.id = q.session_id
      where q.client_id = c.client_id and q.starts_at >= w.starts_at and q.starts_at < w.ends_at and q.live and q.holds_seat and s.clinic_day = d),
      (d + time '12:00') at time zone z.time_zone)) order by d)
    from unnest(w.open_dates) d
    where d >= ($4::timestamptz at time zone z.time_zone)::date and d >= e.admitted_on and (e.discharged_on is null or d <= e.discharged_on)), '[]') as days
from hours.client_week c join hours.program_week w on w.program_id = c.program_id and w.week_start = c.week_start
join episodes.v_episode e on e.id = c.episode_id join clinics.v_clinic z on z.id = c.clinic_id
join lateral (
  select * from programs.v_service v where v.clinic_id = $1 and v.active and v.counts_toward_hours and v.kind = 'individual'
  order by v.category = 'individual_therapy' desc, v.name, v.id limit 1) v on true
where c.clinic_id = $1 and c.episode_id = $2 and c.week_start = $3`;

/** Open seats and free individual times that would mend a client's week. */
@Injectable()
export class MakeUpsQuery {
  constructor(
    private readonly database: Database,
    private readonly forecasts: WeekForecastsQuery,
    private readonly times: IndividualTimesQuery,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError 404 when the clinic's episode has no such week. */
  async run(clinicId: string, episodeId: string, weekStart: ClinicDay): Promise<MakeUps> {
    const week = await this.week(clinicId, episodeId, weekStart);
    const { basis, missing } = await this.missing(clinicId, episodeId, week);
    const closed = week.weekOver ? 'week_over' : missing === 0 ? 'nothing_missing' : null;
    const answer: MakeUps = { episodeId, clientId: week.clientId, weekStart, basis, missingMinutes: missing, closed, items: [] };
    if (closed !== null) return answer;
    const [seats, slots] = await Promise.all([this.seats(clinicId, episodeId, weekStart), this.slots(clinicId, episodeId, week)]);
    return { ...answer, items: await this.detailed(rankMakeUps([...seats, ...slots], { ...week, missing }, OFFERED)) };
  }

  /** The week as it stands now. @throws DomainError 404. */
  async week(clinicId: string, episodeId: string, weekStart: ClinicDay): Promise<MendableWeek> {
    const [row] = await this.database.planned<WeekRow>(WEEK, [episodeId, weekStart, clinicId, this.clock.now()]);
    if (!row) throw notFound('week of this episode');
    return {
      clientId: row.client_id,
      programId: row.program_id,
      zone: row.zone,
      weekStart,
      weekEnd: row.week_end,
      from: row.admitted_on,
      to: row.discharged_on,
      weekOver: row.week_over,
      prescribed: row.prescribed,
      projected: row.projected,
      planned: row.planned,
      maximum: row.maximum,
      daysMaximum: row.days_maximum,
      days: new Set(row.days),
    };
  }

  /** A session of the week as a make-up, whether or not a seat and the client's time are free: those the booking itself decides. */
  async seat(clinicId: string, episodeId: string, weekStart: ClinicDay, sessionId: string): Promise<MakeUpTime | undefined> {
    return this.database.maybe<MakeUpTime>(ONE_SEAT, [clinicId, episodeId, weekStart, this.clock.now(), sessionId]);
  }

  private async seats(clinicId: string, episodeId: string, weekStart: ClinicDay): Promise<Offer[]> {
    return this.database.planned<MakeUpTime & { sessionId: string }>(SEATS, [clinicId, episodeId, weekStart, this.clock.now()]);
  }

  private async detailed(offers: (Offer & Mending)[]): Promise<MakeUp[]> {
    const ids = offers.flatMap(({ sessionId }) => sessionId ?? []);
    const found = ids.length === 0 ? [] : await this.database.planned<SeatDetails>(DETAILS, [ids]);
    const details = new Map(found.map(({ id, ...seat }) => [id, seat]));
    return offers.flatMap(({ slot, ...offer }) => {
      if (slot) return [{ ...offer, ...slot }];
      const seat = details.get(offer.sessionId as string);
      return seat ? [{ ...offer, kind: 'seat' as const, staffId: null, ...seat }] : [];
    });
  }

  private async slots(clinicId: string, episodeId: string, week: MendableWeek): Promise<Offer[]> {
    const [found] = await this.database.planned<Individual>(INDIVIDUAL, [clinicId, episodeId, week.weekStart, this.clock.now()]);
    if (!found) return [];
    const times = await this.times.run(clinicId, week.zone, {
      clientId: week.clientId,
      serviceId: found.service_id,
      staffIds: found.staff.map((one) => one.id),
      days: found.days.map(({ day, near }) => ({ day, near: new Date(near) })),
    });
    return times.map(({ day, startsAt, endsAt, staffId, roomId, roomName }) => ({
      sessionId: null,
      day,
      startsAt,
      endsAt,
      minutes: Math.floor((endsAt.getTime() - startsAt.getTime()) / 60_000),
      slot: {
        kind: 'slot' as const,
        title: found.title,
        sessionId: null,
        seatsLeft: null,
        serviceId: found.service_id,
        staffId,
        staffName: found.staff.find((one) => one.id === staffId)?.name ?? null,
        roomId,
        roomName,
      },
    }));
  }

  private async missing(clinicId: string, episodeId: string, week: MendableWeek): Promise<{ basis: MakeUps['basis']; missing: number }> {
    const short = Math.max(0, week.prescribed - week.projected);
    if (short > 0) return { basis: 'standing', missing: short };
    const likely = (await this.forecasts.run(clinicId, [{ episodeId, weekStart: week.weekStart }])).get(episodeId)?.likelyShortBy ?? 0;
    return likely > 0 ? { basis: 'forecast', missing: likely } : { basis: 'none', missing: 0 };
  }
}

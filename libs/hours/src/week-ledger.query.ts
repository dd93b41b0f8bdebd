import { Injectable } from '@nestjs/common';
import { Database, notFound, type ClinicDay } from '#platform';

/** One movement of the minute ledger. */
export interface LedgerLine {
  id: string;
  sessionId: string;
  sessionTitle: string;
  startsAt: Date;
  endsAt: Date;
  serviceDay: ClinicDay;
  minutes: number;
  kind: 'credit' | 'reversal';
  /** The rule of the code that counted the minutes. */
  ruleVersion: string;
  /** The version of the program's policy on that day. */
  policyNumber: number | null;
  author: string;
  reason: string | null;
  recordedAt: Date;
}

/** One place of the week, whatever became of it: what the totals beside attended are sums of. */
export interface WeekPlace {
  participationId: string;
  sessionId: string;
  sessionTitle: string;
  startsAt: Date;
  endsAt: Date;
  day: ClinicDay;
  status: 'booked' | 'attended' | 'late' | 'left_early' | 'no_show' | 'excused';
  /** What it could have credited, and what it did. */
  offeredMinutes: number;
  creditedMinutes: number;
  makeUp: boolean;
  reason: string | null;
}

/** A date of the week with something attended or planned. */
export interface LedgerDay {
  day: ClinicDay;
  attendedMinutes: number;
  plannedMinutes: number;
  /** Attended minutes reach the per-diem minimum. */
  countsPerDiem: boolean;
  /** Attended, yet so many minutes under the minimum; 0 otherwise. */
  missedBy: number;
}

/** A day on which the program runs, and what it adds to the prescription of the week. */
export interface PrescribedDay {
  day: ClinicDay;
  /** Why it does not count; null where it does. */
  outside: 'before_admission' | 'after_discharge' | 'closed' | 'not_prescribed' | null;
  /** What is ordered a week on that day; null where nothing is. */
  minutesPerWeek: number | null;
  /** The step of the taper. */
  phaseName: string | null;
}

/** Everything a client week's totals are sums of. */
export interface WeekLedger {
  weekStart: ClinicDay;
  attendedMinutes: number;
  entries: LedgerLine[];
  places: WeekPlace[];
  days: LedgerDay[];
  dayMinimumMinutes: number;
  prescription: { prorate: boolean; minutes: number; programDays: number; days: PrescribedDay[] };
}

interface WeekRow {
  week_start: ClinicDay;
  week_end: ClinicDay;
  starts_at: Date;
  ends_at: Date;
  attended_minutes: number;
  prescribed_minutes: number;
  day_min_minutes: number;
  prorate: boolean;
  program_days: number;
  days: PrescribedDay[];
}

const WEEK = `
select c.week_start, w.week_end, w.starts_at, w.ends_at, c.attended_minutes, c.prescribed_minutes, w.day_min_minutes, w.prorate, w.program_days,
  coalesce((select json_agg(json_build_object('day', d.day, 'minutesPerWeek', h.minutes_per_week, 'phaseName', h.phase_name,
      'outside', case when d.day < e.admitted_on then 'before_admission' when d.day > e.discharged_on then 'after_discharge' when d.day <> all(w.open_dates) then 'closed'
        when h.minutes_per_week is null then 'not_prescribed' end) order by d.day)
    from (select (w.week_start + i) as day from generate_series(0, w.week_end - w.week_start - 1) i) d
    left join lateral (select * from episodes.v_prescribed_hours h where h.episode_id = c.episode_id and h.effective_from <= d.day order by h.effective_from desc limit 1) h on true
    where extract(isodow from d.day)::int = any(coalesce(v.program_weekdays, '{}')) or d.day = any(w.open_dates)), '[]') as days
from hours.client_week c
join hours.program_week w on w.program_id = c.program_id and w.week_start = c.week_start join episodes.v_episode e on e.id = c.episode_id
left join programs.v_policy_version v on v.program_id = c.program_id and v.effective_from <= w.week_start and (v.effective_to is null or v.effective_to >= w.week_start)
where c.episode_id = $1 and c.week_start = $2 and c.clinic_id = $3`;

const ENTRIES = `
select l.id, l.session_id as "sessionId", s.title as "sessionTitle", s.starts_at as "startsAt", s.ends_at as "endsAt", l.service_day as "serviceDay",
  l.minutes, l.kind, l.rule_version as "ruleVersion", k.number as "policyNumber", l.author_name as author, l.reason, l.recorded_at as "recordedAt"
from hours.ledger_entry l join scheduling.v_session s on s.id = l.session_id
left join programs.v_policy_number k on k.id = l.policy_version_id
where l.episode_id = $1 and l.service_day >= $2 and l.service_day < $3 order by l.service_day, s.starts_at, l.recorded_at, l.kind desc, l.id`;

const PLACES = `
select p.id as "participationId", p.session_id as "sessionId", s.title as "sessionTitle", s.starts_at as "startsAt", s.ends_at as "endsAt",
  s.clinic_day as day, p.status, case when s.counts_toward_hours then attendance.creditable_minutes(s.starts_at, s.ends_at, s.breaks) else 0 end as "offeredMinutes",
  p.credited_minutes as "creditedMinutes", p.is_make_up as "makeUp", p.reason
from scheduling.v_participation p join scheduling.v_session s on s.id = p.session_id
where p.episode_id = $1 and p.starts_at >= $2 and p.starts_at < $3 and p.status <> 'cancelled' and p.live order by s.starts_at, s.id`;

/** The ledger behind a client week: every figure of the week is a sum of these lines. */
@Injectable()
export class WeekLedgerQuery {
  constructor(private readonly database: Database) {}

  /** @throws DomainError 404 when the clinic's episode has no such week. */
  async run(clinicId: string, episodeId: string, weekStart: ClinicDay): Promise<WeekLedger> {
    const week = await this.database.maybe<WeekRow>(WEEK, [episodeId, weekStart, clinicId]);
    if (!week) throw notFound('week of this episode');
    const [entries, places] = await Promise.all([
      this.database.rows<LedgerLine>(ENTRIES, [episodeId, week.week_start, week.week_end]),
      this.database.rows<WeekPlace>(PLACES, [episodeId, week.starts_at, week.ends_at]),
    ]);
    return {
      weekStart,
      attendedMinutes: week.attended_minutes,
      entries,
      places,
      days: daysOf(places, week.day_min_minutes),
      dayMinimumMinutes: week.day_min_minutes,
      prescription: { prorate: week.prorate, minutes: week.prescribed_minutes, programDays: week.program_days, days: week.days },
    };
  }
}

/** The dates of a week with minutes on them, as the client week counts them. */
function daysOf(places: readonly WeekPlace[], minimum: number): LedgerDay[] {
  const days = new Map<ClinicDay, { attendedMinutes: number; plannedMinutes: number }>();
  for (const place of places) {
    const sums = days.get(place.day) ?? { attendedMinutes: 0, plannedMinutes: 0 };
    days.set(place.day, sums);
    sums.attendedMinutes += place.creditedMinutes;
    if (place.status === 'booked') sums.plannedMinutes += place.offeredMinutes;
  }
  return [...days]
    .filter(([, sums]) => sums.attendedMinutes > 0 || sums.plannedMinutes > 0)
    .map(([day, sums]) => ({
      day,
      ...sums,
      countsPerDiem: sums.attendedMinutes > 0 && sums.attendedMinutes >= minimum,
      missedBy: sums.attendedMinutes > 0 ? Math.max(0, minimum - sums.attendedMinutes) : 0,
    }));
}

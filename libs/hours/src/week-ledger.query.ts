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

/** Everything a client week's totals are sums of. */
export interface WeekLedger {
  weekStart: ClinicDay;
  attendedMinutes: number;
  entries: LedgerLine[];
  places: WeekPlace[];
}

const WEEK = `
select c.week_start, w.week_end, w.starts_at, w.ends_at, c.attended_minutes from hours.client_week c
join hours.program_week w on w.program_id = c.program_id and w.week_start = c.week_start
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
    const week = await this.database.maybe<{ week_start: ClinicDay; week_end: ClinicDay; starts_at: Date; ends_at: Date; attended_minutes: number }>(WEEK, [episodeId, weekStart, clinicId]);
    if (!week) throw notFound('week of this episode');
    const [entries, places] = await Promise.all([
      this.database.rows<LedgerLine>(ENTRIES, [episodeId, week.week_start, week.week_end]),
      this.database.rows<WeekPlace>(PLACES, [episodeId, week.starts_at, week.ends_at]),
    ]);
    return { weekStart, attendedMinutes: week.attended_minutes, entries, places };
  }
}

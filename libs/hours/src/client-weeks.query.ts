import { Injectable } from '@nestjs/common';
import { Clock, Database, decodeCursor, isClinicDay, notFound, pageOf, type ClinicDay, type Page } from '#platform';
import { reasonSentence, standing, type Standing, type StandingReason } from './standing.js';
import { weekSentence, type WeekCause } from './week-arithmetic.js';

/** One week of an episode, all in whole minutes. */
export interface EpisodeWeek {
  weekStart: ClinicDay;
  /** The first day after the week. */
  weekEnd: ClinicDay;
  fullMinutes: number;
  prescribedMinutes: number;
  attendedMinutes: number;
  plannedMinutes: number;
  excusedMinutes: number;
  missedMinutes: number;
  madeUpMinutes: number;
  owedMinutes: number;
  projectedMinutes: number;
  maximumMinutes: number;
  prescribedDays: number | null;
  daysAttended: number;
  daysPlanned: number;
  daysPerDiem: number;
  dayMinimumMinutes: number;
  /** Program days of a whole week, those on which the clinic is open, and those of them within the episode. */
  programDays: number;
  openDays: number;
  countedDays: number;
  /** Which version of the program's policy judges the week. */
  policyNumber: number | null;
  /** What the policy said then; null before it said anything. */
  policyMinimumMinutes: number | null;
  policyDaysMinimum: number | null;
  policyDaysMaximum: number | null;
  standing: Standing;
  reason: StandingReason;
  sentence: string;
  arithmetic: string | null;
  shortBy: number;
  overBy: number;
}

type Stored = Omit<EpisodeWeek, 'projectedMinutes' | 'standing' | 'reason' | 'sentence' | 'arithmetic' | 'shortBy' | 'overBy'> & {
  weekOver: boolean;
  bookableLeft: boolean;
  prorate: boolean;
  causes: WeekCause[];
  admittedOn: ClinicDay;
  dischargedOn: ClinicDay | null;
};

const WEEKS = `
select c.week_start as "weekStart", w.week_end as "weekEnd", c.full_minutes as "fullMinutes", c.prescribed_minutes as "prescribedMinutes",
  c.attended_minutes as "attendedMinutes", c.planned_minutes as "plannedMinutes", c.excused_minutes as "excusedMinutes", c.missed_minutes as "missedMinutes",
  c.make_up_minutes as "madeUpMinutes", w.weekly_max_minutes as "maximumMinutes", c.prescribed_days as "prescribedDays", c.days_attended as "daysAttended",
  c.days_planned as "daysPlanned", c.days_per_diem as "daysPerDiem", w.day_min_minutes as "dayMinimumMinutes", w.program_days as "programDays",
  w.open_days as "openDays", c.counted_days as "countedDays", k.number as "policyNumber", v.weekly_min_minutes as "policyMinimumMinutes", v.days_min as "policyDaysMinimum", v.days_max as "policyDaysMaximum", w.ends_at <= $2 as "weekOver",
  coalesce(w.bookable_until >= $2, false) as "bookableLeft", w.prorate, c.causes, e.admitted_on as "admittedOn", e.discharged_on as "dischargedOn",
  case when c.planned_minutes = 0 or w.starts_at > $2 then 0 else coalesce((
    select sum(attendance.creditable_minutes(s.starts_at, s.ends_at, s.breaks))::int from scheduling.v_participation q join scheduling.v_session s on s.id = q.session_id
    where q.episode_id = c.episode_id and q.starts_at >= w.starts_at and q.starts_at < w.ends_at and q.status = 'booked' and q.live and q.ends_at <= $2 and s.counts_toward_hours), 0) end as "owedMinutes"
from hours.client_week c join hours.program_week w on w.program_id = c.program_id and w.week_start = c.week_start
join episodes.v_episode e on e.id = c.episode_id
left join programs.v_policy_number k on k.id = w.policy_version_id
left join programs.v_policy_version v on v.program_id = c.program_id and v.effective_from <= c.week_start and (v.effective_to is null or v.effective_to >= c.week_start)
where c.episode_id = $1`;

/** The weeks of an episode, the latest first: what was asked, what came of it. */
@Injectable()
export class ClientWeeksQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError 404 when the clinic has no such episode. */
  async run(clinicId: string, episodeId: string, page: { limit: number; cursor?: string }): Promise<Page<EpisodeWeek>> {
    await this.known(clinicId, episodeId);
    const after = decodeCursor<[ClinicDay]>(page.cursor, [isClinicDay]);
    const rows = await this.database.rows<Stored>(`${WEEKS} and ($3::date is null or c.week_start < $3) order by c.week_start desc limit $4`, [episodeId, this.clock.now(), after?.[0] ?? null, page.limit + 1]);
    return pageOf(rows, page.limit, (row) => [row.weekStart], episodeWeek);
  }

  /** The week that begins on a day. @throws DomainError 404 when the episode has no such week. */
  async one(clinicId: string, episodeId: string, weekStart: ClinicDay): Promise<EpisodeWeek> {
    await this.known(clinicId, episodeId);
    const row = await this.database.maybe<Stored>(`${WEEKS} and c.week_start = $3`, [episodeId, this.clock.now(), weekStart]);
    if (!row) throw notFound('week of this episode');
    return episodeWeek(row);
  }

  private async known(clinicId: string, episodeId: string): Promise<void> {
    const episode = await this.database.maybe('select id from episodes.v_episode where id = $1 and clinic_id = $2', [episodeId, clinicId]);
    if (!episode) throw notFound('episode');
  }
}

function episodeWeek(row: Stored): EpisodeWeek {
  const { weekOver, bookableLeft, prorate, causes, admittedOn, dischargedOn, ...shown } = row;
  const stands = standing({
    prescribed: row.prescribedMinutes,
    attended: row.attendedMinutes,
    planned: row.plannedMinutes,
    maximum: row.maximumMinutes,
    weekOver,
    bookableLeft,
    owedMinutes: row.owedMinutes,
  });
  return {
    ...shown,
    projectedMinutes: row.attendedMinutes + row.plannedMinutes,
    standing: stands.standing,
    reason: stands.reason,
    sentence: reasonSentence(stands),
    arithmetic: weekSentence({ ...row, minutes: row.prescribedMinutes, prorate, causes, episodeFrom: admittedOn, episodeTo: dischargedOn }),
    shortBy: stands.shortBy,
    overBy: stands.overBy,
  };
}

import { creditableMinutes, creditedMinutes } from '#attendance';
import { clientWeek, type ClientWeekFacts } from '#hours';
import { addDays, clinicDayOf, timeZone, weekStartOf, type ClinicDay, type Database, type Weekday } from '#platform';

interface Week {
  episode_id: string;
  week_start: ClinicDay;
  full_minutes: number;
  prescribed_minutes: number;
  attended_minutes: number;
  planned_minutes: number;
  excused_minutes: number;
  missed_minutes: number;
  make_up_minutes: number;
  days_attended: number;
  days_planned: number;
  days_per_diem: number;
  prescribed_days: number | null;
  counted_days: number;
  causes: string[];
}

interface Episode {
  id: string;
  program_id: string;
  admitted_on: ClinicDay;
  discharged_on: ClinicDay | null;
}

interface Place {
  id: string;
  episode_id: string;
  status: ClientWeekFacts['participations'][number]['status'];
  arrived_at: Date | null;
  departed_at: Date | null;
  credited_minutes: number;
  is_make_up: boolean;
  starts_at: Date;
  ends_at: Date;
  session_status: string;
  counts_toward_hours: boolean;
  breaks: { startsAt: string; endsAt: string }[];
}

/** Places as the pure rules take them. */
const factsOf = (place: Place): ClientWeekFacts['participations'][number] => ({
  status: place.status,
  sessionStart: place.starts_at,
  sessionEnd: place.ends_at,
  arrivedAt: place.arrived_at,
  departedAt: place.departed_at,
  breaks: place.breaks.map((one) => ({ start: new Date(one.startsAt), end: new Date(one.endsAt) })),
  countsTowardHours: place.counts_toward_hours,
  sessionCancelled: place.session_status === 'cancelled',
  makeUp: place.is_make_up,
});

const PLACES = `select p.id, p.episode_id, p.status, p.arrived_at, p.departed_at, p.credited_minutes, p.is_make_up, s.starts_at, s.ends_at, s.status as session_status, s.counts_toward_hours, s.breaks
  from scheduling.participation p join scheduling.session s on s.id = p.session_id where p.clinic_id = $1 and p.episode_id is not null`;

interface Policy {
  program_id: string;
  effective_from: ClinicDay;
  week_starts_on: Weekday;
  program_weekdays: Weekday[];
  day_min_minutes: number;
  prorate_partial_weeks: boolean;
}

/**
 * What of a clinic's stored hours differs from a computation by the pure rules over attendance, prescriptions, calendar
 * and policy alone: wrong figures, weeks that are missing or too many, ledger sums that are not the credited minutes.
 * The policy may change any number except the weekday a week starts on.
 * @param through every open episode must have its weeks up to this day.
 */
export async function hoursDrift(database: Database, clinicId: string, through: ClinicDay): Promise<string[]> {
  const { time_zone: zoneName } = await database.one<{ time_zone: string }>('select time_zone from clinics.clinic where id = $1', [clinicId]);
  const zone = timeZone(zoneName);
  const closed = new Set((await database.rows<{ day: ClinicDay }>('select day from clinics.closure where clinic_id = $1', [clinicId])).map((row) => row.day));
  const policies = await database.rows<Policy>('select * from programs.policy_version where clinic_id = $1 and superseded_at is null order by effective_from', [clinicId]);
  const episodes = await database.rows<Episode>('select id, program_id, admitted_on, discharged_on from episodes.episode where clinic_id = $1', [clinicId]);
  const prescribed = await database.rows<{ episode_id: string; effective_from: ClinicDay; minutes_per_week: number; days_per_week: number | null }>('select * from episodes.prescribed_hours where clinic_id = $1', [clinicId]);
  const places = await database.rows<Place>(PLACES, [clinicId]);
  const weeks = await database.rows<Week>('select * from hours.client_week where clinic_id = $1', [clinicId]);
  const ledger = await database.rows<{ episode_id: string; participation_id: string; service_day: ClinicDay; minutes: number }>(
    'select episode_id, participation_id, service_day, sum(minutes)::int as minutes from hours.ledger_entry where clinic_id = $1 group by 1, 2, 3 having sum(minutes) <> 0',
    [clinicId],
  );

  const drift: string[] = [];
  const stored = new Map(weeks.map((week) => [`${week.episode_id} ${week.week_start}`, week]));
  for (const episode of episodes) {
    const own = policies.filter((policy) => policy.program_id === episode.program_id);
    const policyOn = (day: ClinicDay): Policy => (own.filter((policy) => policy.effective_from <= day).at(-1) ?? own[0]) as Policy;
    const startOf = (day: ClinicDay): ClinicDay => weekStartOf(day, (own[0] as Policy).week_starts_on);
    const ofEpisode = places.filter((place) => place.episode_id === episode.id);
    const wanted = new Set<ClinicDay>();
    const last = episode.discharged_on !== null && episode.discharged_on < through ? episode.discharged_on : through;
    for (let day = startOf(episode.admitted_on); day <= last; day = addDays(day, 7)) wanted.add(day);
    for (const place of ofEpisode) if (place.status !== 'cancelled' && place.session_status !== 'cancelled') wanted.add(startOf(clinicDayOf(place.starts_at, zone)));
    for (const week of weeks) {
      const inStay = addDays(week.week_start, 6) >= episode.admitted_on && (episode.discharged_on === null || week.week_start <= episode.discharged_on);
      if (week.episode_id === episode.id && inStay) wanted.add(week.week_start);
    }
    for (const weekStart of wanted) {
      const policy = policyOn(weekStart);
      const pure = clientWeek({
        day: weekStart,
        zone,
        weekStartsOn: policy.week_starts_on,
        programWeekdays: policy.program_weekdays,
        closedDays: closed,
        prorate: policy.prorate_partial_weeks,
        dayMinimumMinutes: policy.day_min_minutes,
        episodeFrom: episode.admitted_on,
        episodeTo: episode.discharged_on,
        prescriptions: prescribed.filter((one) => one.episode_id === episode.id).map((one) => ({ effectiveFrom: one.effective_from, minutesPerWeek: one.minutes_per_week, daysPerWeek: one.days_per_week })),
        participations: ofEpisode.map(factsOf),
      });
      const should = [
        pure.prescribed.fullMinutes, pure.prescribed.minutes, pure.attended, pure.planned, pure.excused, pure.missed, pure.madeUp,
        pure.daysAttended, pure.daysPlanned, pure.daysPerDiem, pure.prescribed.days, pure.prescribed.countedDays, pure.prescribed.causes.join(),
      ];
      const is = stored.get(`${episode.id} ${weekStart}`);
      stored.delete(`${episode.id} ${weekStart}`);
      const found = is && [
        is.full_minutes, is.prescribed_minutes, is.attended_minutes, is.planned_minutes, is.excused_minutes, is.missed_minutes, is.make_up_minutes,
        is.days_attended, is.days_planned, is.days_per_diem, is.prescribed_days, is.counted_days, is.causes.join(),
      ];
      if (JSON.stringify(found) !== JSON.stringify(should)) drift.push(`week ${weekStart}: stored ${JSON.stringify(found)}, computed ${JSON.stringify(should)}`);
    }
    const credited = new Map(ofEpisode.filter((place) => place.credited_minutes > 0).map((place) => [`${place.id} ${clinicDayOf(place.starts_at, zone)}`, place.credited_minutes]));
    for (const entry of ledger.filter((one) => one.episode_id === episode.id)) {
      const key = `${entry.participation_id} ${entry.service_day}`;
      if (credited.get(key) !== entry.minutes) drift.push(`ledger of ${entry.service_day}: ${entry.minutes}, credited ${credited.get(key) ?? 0}`);
      credited.delete(key);
    }
    for (const [key, minutes] of credited) drift.push(`credited ${minutes} at ${key} and not in the ledger`);
  }
  for (const [key] of stored) drift.push(`week ${key} should not be there`);
  return drift;
}

interface Counted {
  episode_id: string;
  program_id: string;
  starts_on: ClinicDay;
  ends_on: ClinicDay;
  unit: 'day' | 'minute';
}

/** What is used and booked of each authorization of a clinic by its id, computed by the pure rules over attendance and policy alone. */
export async function useByAttendance(database: Database, clinicId: string): Promise<Map<string, { used: number; booked: number }>> {
  const { time_zone: zoneName } = await database.one<{ time_zone: string }>('select time_zone from clinics.clinic where id = $1', [clinicId]);
  const zone = timeZone(zoneName);
  const policies = await database.rows<Policy>('select * from programs.policy_version where clinic_id = $1 and superseded_at is null order by effective_from', [clinicId]);
  const places = await database.rows<Place>(PLACES, [clinicId]);
  const authorizations = await database.rows<Counted & { id: string }>('select a.*, e.program_id from episodes.authorization a join episodes.episode e on e.id = a.episode_id where a.clinic_id = $1', [clinicId]);
  return new Map(
    authorizations.map((one) => {
      const own = policies.filter((policy) => policy.program_id === one.program_id);
      const days = new Map<ClinicDay, { attended: number; planned: number }>();
      for (const place of places.filter((it) => it.episode_id === one.episode_id)) {
        const day = clinicDayOf(place.starts_at, zone);
        if (day < one.starts_on || day > one.ends_on) continue;
        const sums = days.get(day) ?? { attended: 0, planned: 0 };
        days.set(day, sums);
        sums.attended += creditedMinutes(factsOf(place));
        if (place.status === 'booked') sums.planned += creditableMinutes(factsOf(place));
      }
      let [used, booked] = [0, 0];
      for (const [day, { attended, planned }] of days) {
        const weekStart = weekStartOf(day, (own[0] as Policy).week_starts_on);
        const { day_min_minutes: least } = (own.filter((policy) => policy.effective_from <= weekStart).at(-1) ?? own[0]) as Policy;
        if (one.unit === 'minute') {
          used += attended;
          booked += planned;
        } else if (attended > 0 && attended >= least) used += 1;
        else if (planned > 0 && attended + planned >= least) booked += 1;
      }
      return [one.id, { used, booked }];
    }),
  );
}

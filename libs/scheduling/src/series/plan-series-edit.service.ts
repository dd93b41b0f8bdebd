import { Injectable } from '@nestjs/common';
import { Clock, Database, addDays, clinicDayOf, instantOf, wallTimeOf, type ClinicDay, type TimeZone } from '#platform';
import { ClinicsReader } from '#clinics';
import { BookingFactsQuery, type BookingFacts } from '../booking/booking-facts.query.js';
import { InTheWayQuery, type Conflict } from '../booking/in-the-way.query.js';
import { outsideHours, type Outside } from '../booking/outside-hours.js';
import { wrongInput } from '../scheduling.errors.js';
import { ApartDates } from './apart-dates.service.js';
import { checkEdit, editedSeries, timesOn, type EditedSeries, type EditSeriesInput } from './edit-series-input.js';
import { matchDates, type Kept, type MatchedDate, type StandingDate } from './match-dates.js';
import type { DateState } from './plan-series.js';
import { PlanSeries, type SeriesFrame } from './series-plan.service.js';
import { dateKept, seriesOver } from './series.errors.js';
import { SeriesStateQuery, type SeriesSession, type StoredSeries } from './series-state.query.js';
import { needs, sameAs, stands, targetOf, type Target, type TargetWork } from './series-target.js';

/** Kept occurrences of the past are shown so far back. */
const DAYS_BACK = 28;

/** What becomes of one date, and how its new time stands. */
export interface EditedDate {
  /** The date as the series will know it; of one that is removed or kept, as it knows it now. */
  day: ClinicDay;
  sessionId: string | null;
  action: MatchedDate['action'];
  /** Why it is kept. `same`: nothing about it changes. */
  kept: Kept | 'same' | null;
  /** Whether it was changed by hand before. */
  changedByHand: boolean;
  before: { startsAt: Date; endsAt: Date } | null;
  startsAt: Date;
  endsAt: Date;
  state: DateState;
  closure: string | null;
  conflicts: Conflict[];
  outside: Outside[];
  /** Whether saving does it. */
  chosen: boolean;
  session: SeriesSession | null;
  target: Target | null;
}

/** A change of a series with each of its dates judged. Nothing is written. */
export interface SeriesEditPlan {
  zone: TimeZone;
  today: ClinicDay;
  series: StoredSeries;
  edited: EditedSeries;
  frame: SeriesFrame;
  /** First day of the series that carries on; null where none is split off. */
  split: ClinicDay | null;
  dates: EditedDate[];
  /** Days without a session so far, and why. */
  gaps: Map<ClinicDay, 'closed' | 'left_out' | 'conflict'>;
}

/** Judges what a change of a series does to each of its dates. */
@Injectable()
export class PlanSeriesEdit {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
    private readonly clock: Clock,
    private readonly state: SeriesStateQuery,
    private readonly plan: PlanSeries,
    private readonly bookingFacts: BookingFactsQuery,
    private readonly inTheWay: InTheWayQuery,
    private readonly apart: ApartDates,
  ) {}

  /**
   * @param options.lock whether the series, its sessions, and other bookings of its people and rooms wait until the transaction ends.
   * @throws DomainError 400, 404; 409 `series-over`, `series-date-kept`, `stale-edit`.
   */
  async run(clinicId: string, seriesId: string, input: EditSeriesInput, options: { lock: boolean }): Promise<SeriesEditPlan> {
    const { timeZone: zone } = await this.clinics.clinic(clinicId);
    const now = this.clock.now();
    const today = clinicDayOf(now, zone);
    const series = options.lock ? await this.state.lock(clinicId, seriesId, input.version) : await this.state.read(clinicId, seriesId);
    checkEdit(series, input, today);
    if (series.endedOn !== null && series.endedOn < today && input.scope !== 'this') throw seriesOver();
    const all = await this.state.sessions(clinicId, seriesId, new Date(now.getTime() - DAYS_BACK * 86_400_000), options.lock);
    const begun = input.sessionId === undefined ? undefined : all.find((one) => one.id === input.sessionId);
    if (input.scope !== 'all' && !begun) throw wrongInput('/sessionId', 'must be a session of this series, not long past');
    const split = input.scope === 'following' && begun ? await this.splitAt(series, begun, all, now, today) : null;
    const edited = editedSeries(series, input, split, zone);
    const sessions = input.scope === 'this' ? all.filter((one) => one === begun) : all.filter((one) => split === null || one.seriesDay >= split || one.startsAt <= now);
    const from = split !== null && split > today ? split : today;
    const last = [...sessions.map((one) => one.seriesDay), ...(input.include ?? []), ...(input.toDay ? [input.toDay] : [])].sort().at(-1) ?? from;
    const frame = await this.plan.frame(clinicId, edited.input, { from, to: last, lock: false });
    if (options.lock) await this.queue(frame, sessions);
    const gaps = new Map((await this.state.leftOut(seriesId, from)).map((gap) => [gap.day, gap.cause]));
    const matched = input.scope === 'this' ? thisDate(begun as SeriesSession, input, now, zone) : matchDates(sessions.map((one) => standingOf(one, edited, input, zone, now)), {
      days: wantedDays({ series, edited, input, frame, sessions, gaps, from, now, zone }),
      closed: new Set(frame.facts.closures.map((one) => one.day)),
      overwrite: input.exceptions === 'overwrite',
    });
    const dates = await this.judged(clinicId, { zone, series, edited, input, frame, sessions, matched, gaps });
    await this.apart.mark(clinicId, dates, { series, input, frame, split: split !== null });
    return { zone, today, series, edited, frame, split, dates, gaps };
  }

  /** The first day of the new series: never a day that has begun. Null where nothing lies before it, so that all of it changes. */
  private async splitAt(series: StoredSeries, begun: SeriesSession, all: readonly SeriesSession[], now: Date, today: ClinicDay): Promise<ClinicDay | null> {
    let split = begun.seriesDay > today ? begun.seriesDay : today;
    if (all.some((one) => one.seriesDay === split && one.startsAt <= now)) split = addDays(split, 1);
    const before = await this.database.maybe('select from scheduling.session where series_id = $1 and series_day < $2 limit 1', [series.id, split]);
    return before ? split : null;
  }

  /** Bookings of everybody and every room concerned wait here for each other, in one order for all. */
  private async queue({ template, facts }: SeriesFrame, sessions: readonly SeriesSession[]): Promise<void> {
    const rooms = [template.roomId, ...sessions.map((one) => one.roomId)].filter((id) => id !== null);
    const keys = new Set([...rooms, ...template.staffIds, ...facts.clients.map((one) => one.clientId), ...sessions.flatMap((one) => [...one.staffIds, ...one.clientIds])]);
    await this.database.rows('select pg_advisory_xact_lock(hashtextextended(key, 0)) from unnest($1::text[]) key', [[...keys].sort()]);
  }

  private async judged(clinicId: string, work: Work): Promise<EditedDate[]> {
    const byId = new Map(work.sessions.map((one) => [one.id, one]));
    const placeFacts = new Map<string, BookingFacts>();
    const dates: EditedDate[] = [];
    for (const match of work.matched) {
      const session = match.action === 'add' ? null : (byId.get(match.sessionId) as SeriesSession);
      const target = match.action === 'add' || match.action === 'change' ? targetOf(match.day, session, work) : null;
      const date = bare(match, session, target);
      if (target && date.action !== 'keep' && (!session || stands(session, target).elsewhere)) {
        const facts = await this.factsFor(clinicId, target, work, placeFacts);
        date.outside = outsideHours(target, target.roomId, facts, work.zone);
        date.closure = facts.closures.find((one) => one.day === target.day)?.reason ?? null;
        date.state = date.closure === null ? (date.outside.length > 0 ? 'outside' : 'free') : 'closed';
        if (target.roomId !== null && target.roomId !== session?.roomId) target.roomShareable = facts.room?.shareable ?? null;
        if (session && target.roomId !== session.roomId && facts.room && facts.room.capacity < session.seatsTaken) {
          throw wrongInput('/roomId', `holds ${facts.room.capacity}, and ${session.seatsTaken} are booked on ${session.clinicDay}`);
        }
      }
      dates.push(date);
    }
    choose(dates, work.input.days);
    await this.lookInTheWay(clinicId, dates);
    // A date that could not be made when the series was carried on stays a gap unless somebody asks for it.
    if (work.input.days === undefined) {
      for (const date of dates) if (date.action === 'add' && date.state !== 'free' && work.gaps.get(date.day) === 'conflict' && !work.input.include?.includes(date.day)) date.chosen = false;
    }
    return dates;
  }

  private async lookInTheWay(clinicId: string, dates: readonly EditedDate[]): Promise<void> {
    const going = dates.filter((one) => one.session !== null && one.chosen && (one.action === 'remove' || one.action === 'change')).map((one) => (one.session as SeriesSession).id);
    const wanted = dates.flatMap((date) => (date.target && date.action !== 'keep' ? [{ date, ...needs(date.session, date.target) }] : []));
    const found = await this.inTheWay.ofEach(
      clinicId,
      wanted.map(({ date, ...people }) => ({ startsAt: date.startsAt, endsAt: date.endsAt, day: date.day, ...people })),
      { except: going, limit: 5000 },
    );
    for (const [index, { date }] of wanted.entries()) {
      // What stays where it is is not in its own way.
      date.conflicts = (found[index] ?? []).filter((one) => one.sessionId !== date.sessionId);
      if (date.conflicts.length > 0 && date.state !== 'closed') date.state = 'conflict';
    }
  }

  /** Occurrences that stay in a room, or with staff, other than the series' own are judged by those. */
  private async factsFor(clinicId: string, target: Target, { frame, sessions }: Work, known: Map<string, BookingFacts>): Promise<BookingFacts> {
    const { template, facts } = frame;
    const key = [target.roomId, ...target.staffIds].join();
    if (key === [template.roomId, ...template.staffIds].join()) return facts;
    const read = known.get(key);
    if (read) return read;
    const days = [...sessions.map((one) => one.seriesDay), ...frame.dates.occurrences.map((one) => one.day), target.day].sort();
    const made = await this.bookingFacts.run({
      clinicId,
      serviceId: template.serviceId,
      programId: null,
      roomId: target.roomId,
      staffIds: target.staffIds,
      clientIds: [],
      from: days[0] as ClinicDay,
      to: days.at(-1) as ClinicDay,
      lock: false,
    });
    known.set(key, made);
    return made;
  }
}

interface Work extends TargetWork {
  sessions: readonly SeriesSession[];
  matched: readonly MatchedDate[];
  gaps: ReadonlyMap<ClinicDay, string>;
}

function thisDate(session: SeriesSession, input: EditSeriesInput, now: Date, zone: TimeZone): MatchedDate[] {
  const why = session.startsAt <= now ? 'past' : session.recorded ? 'attendance' : session.status === 'cancelled' ? 'cancelled' : null;
  if (why) return [{ action: 'keep', day: session.seriesDay, sessionId: session.id, why }];
  const day = input.toDay ?? session.clinicDay;
  if (instantOf(day, input.startTime ?? wallTimeOf(session.startsAt, zone), zone) <= now) throw wrongInput(input.toDay === undefined ? '/startTime' : '/toDay', 'is past');
  return [{ action: 'change', day, sessionId: session.id, from: session.seriesDay }];
}

function standingOf(one: SeriesSession, edited: EditedSeries, { follow }: EditSeriesInput, zone: TimeZone, now: Date): StandingDate {
  return {
    sessionId: one.id,
    day: one.seriesDay,
    past: one.startsAt <= now || timesOn(one.seriesDay, edited.input, zone).startsAt <= now,
    recorded: one.recorded,
    cancelled: one.status === 'cancelled',
    changedByHand: one.changedByHand && !follow?.includes(one.id),
  };
}

/** The dates the series is to have from now on. */
function wantedDays(work: Pick<Work, 'series' | 'edited' | 'input' | 'frame' | 'sessions' | 'gaps' | 'zone'> & { from: ClinicDay; now: Date }): ClinicDay[] {
  const { series, edited, input, frame, sessions, gaps, from, now, zone } = work;
  const standing = sessions.filter((one) => one.status !== 'cancelled' && (edited.newDates ? one.extraDay : true)).map((one) => one.seriesDay);
  const ofRule = edited.newDates ? frame.dates.occurrences.map((one) => one.day).filter((day) => gaps.get(day) !== 'left_out') : [];
  const ahead = [...ofRule, ...standing].filter((day) => day >= from && (series.endedOn === null || day <= series.endedOn));
  return [...new Set([...ahead, ...(input.include ?? [])])].filter((day) => !input.exclude?.includes(day) && timesOn(day, edited.input, zone).startsAt > now).sort();
}

function bare(match: MatchedDate, session: SeriesSession | null, target: Target | null): EditedDate {
  const before = session && { startsAt: session.startsAt, endsAt: session.endsAt };
  const same = match.action === 'change' && session && target && match.day === session.seriesDay && sameAs(session, target) && !session.changedByHand;
  return {
    day: match.day,
    sessionId: session?.id ?? null,
    action: same ? 'keep' : match.action,
    kept: same ? 'same' : match.action === 'keep' ? match.why : null,
    changedByHand: session?.changedByHand ?? false,
    before,
    startsAt: (target ?? (session as SeriesSession)).startsAt,
    endsAt: (target ?? (session as SeriesSession)).endsAt,
    state: 'free',
    closure: null,
    conflicts: [],
    outside: [],
    chosen: !same && match.action !== 'keep',
    session,
    target,
  };
}

/**
 * What is done: the dates somebody named, or all but those on closed days.
 * @throws DomainError 400 for a day that is not among them, 409 for one that by now is kept as it is.
 */
function choose(dates: readonly EditedDate[], days: readonly ClinicDay[] | undefined): void {
  if (days === undefined) {
    for (const date of dates) if (date.state === 'closed') date.chosen = false;
    return;
  }
  const named = new Set(days);
  for (const day of named) {
    const date = dates.find((one) => one.day === day);
    if (!date) throw wrongInput('/days', `holds ${day}, which this change is not about`);
    if (date.action === 'keep' && date.kept !== 'same') throw dateKept(day, date.kept as Kept);
  }
  for (const date of dates) date.chosen = date.action !== 'keep' && named.has(date.day);
}

import { Injectable } from '@nestjs/common';
import { Clock, Database, notFound, type ClinicDay, type TimeZone } from '#platform';
import { IndividualTimesQuery } from '#scheduling';
import { AuthorizedDaysQuery } from './authorization/authorized-days.query.js';
import { rankMakeUps, type Mending, type MakeUpTime, type WeekToMend, type WeighedTime } from './make-ups.js';
import { DETAILS, MENDABLE, ONE_SEAT, WEEK } from './make-ups.sql.js';
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
export interface MendableWeek extends Omit<WeekToMend, 'missing' | 'authorized'> {
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

/** A time that may be booked, before it is judged: of a seat, what it is called, who leads it and where is read once it is offered. */
interface Offer extends WeighedTime {
  sessionId: string | null;
  slot: Details | null;
}
type Details = Omit<MakeUp, keyof Mending | keyof MakeUpTime>;
type SeatDetails = Pick<MakeUp, 'title' | 'seatsLeft' | 'serviceId' | 'roomId' | 'roomName' | 'staffName'> & { id: string };

/** A table column by column, for PostgreSQL makes JSON of five lists much sooner than of as many rows. */
type Columns<Row extends unknown[]> = { [Column in keyof Row]: Row[Column][] | null };

interface MendableRow {
  week: WeekRow | null;
  seats: Columns<[sessionId: string, day: ClinicDay, from: number, to: number, minutes: number]>;
  individual: Individual | null;
  authorized: boolean;
}

interface Individual {
  service_id: string;
  title: string;
  staff: { id: string; name: string }[];
  days: { day: ClinicDay; near: string }[];
}

/** How many make-ups are offered. */
const OFFERED = 20;

/** Open seats and free individual times that would mend a client's week. */
@Injectable()
export class MakeUpsQuery {
  constructor(
    private readonly database: Database,
    private readonly forecasts: WeekForecastsQuery,
    private readonly times: IndividualTimesQuery,
    private readonly authorizations: AuthorizedDaysQuery,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError 404 when the clinic's episode has no such week. */
  async run(clinicId: string, episodeId: string, weekStart: ClinicDay): Promise<MakeUps> {
    const [found] = (await this.database.planned<MendableRow>(MENDABLE, [clinicId, episodeId, weekStart, this.clock.now()])) as [MendableRow];
    const week = mendable(found.week, weekStart);
    const { basis, missing } = await this.missing(clinicId, episodeId, week);
    const closed = week.weekOver ? 'week_over' : missing === 0 ? 'nothing_missing' : null;
    const answer: MakeUps = { episodeId, clientId: week.clientId, weekStart, basis, missingMinutes: missing, closed, items: [] };
    if (closed !== null) return answer;
    const seats = offered(found.seats);
    const [slots, authorized] = await Promise.all([found.individual ? this.slots(clinicId, found.individual, week) : [], found.authorized ? this.authorizations.run(clinicId, episodeId, weekStart) : null]);
    return { ...answer, items: await this.detailed(rankMakeUps([...seats, ...slots], { ...week, missing, authorized }, OFFERED)) };
  }

  /** The week as it stands now. @throws DomainError 404. */
  async week(clinicId: string, episodeId: string, weekStart: ClinicDay): Promise<MendableWeek> {
    return mendable((await this.database.planned<WeekRow>(WEEK, [clinicId, episodeId, weekStart, this.clock.now()]))[0], weekStart);
  }

  /** A session of the week as a make-up, whether or not a seat and the client's time are free: those the booking itself decides. */
  async seat(clinicId: string, episodeId: string, weekStart: ClinicDay, sessionId: string): Promise<MakeUpTime | undefined> {
    return this.database.maybe<MakeUpTime>(ONE_SEAT, [clinicId, episodeId, weekStart, this.clock.now(), sessionId]);
  }

  private async detailed(offers: { time: Offer; mending: Mending }[]): Promise<MakeUp[]> {
    const ids = offers.flatMap(({ time }) => time.sessionId ?? []);
    const found = ids.length === 0 ? [] : await this.database.planned<SeatDetails>(DETAILS, [ids]);
    const seats = new Map(found.map((seat) => [seat.id, seat]));
    return offers.flatMap(({ time, mending }) => {
      const seat = time.sessionId === null ? undefined : seats.get(time.sessionId);
      const details = time.slot ?? (seat && seatDetails(seat));
      return details ? [makeUp(time, mending, details)] : [];
    });
  }

  private async slots(clinicId: string, found: Individual, week: MendableWeek): Promise<Offer[]> {
    const times = await this.times.run(clinicId, week.zone, {
      clientId: week.clientId,
      serviceId: found.service_id,
      staffIds: found.staff.map((one) => one.id),
      days: found.days.map(({ day, near }) => ({ day, near: new Date(near) })),
    });
    return times.map(({ day, startsAt, endsAt, staffId, roomId, roomName }) => ({
      sessionId: null,
      day,
      from: startsAt.getTime(),
      to: endsAt.getTime(),
      minutes: Math.floor((endsAt.getTime() - startsAt.getTime()) / 60_000),
      slot: {
        kind: 'slot',
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

function offered([ids, days, starts, ends, minutes]: MendableRow['seats']): Offer[] {
  const at = <T>(column: T[] | null, n: number): T => column?.[n] as T;
  return (ids ?? []).map((sessionId, n) => ({ sessionId, day: at(days, n), from: at(starts, n) * 1000, to: at(ends, n) * 1000, minutes: at(minutes, n), slot: null }));
}

function seatDetails(seat: SeatDetails): Details {
  const { id, title, seatsLeft, serviceId, staffName, roomId, roomName } = seat;
  return { kind: 'seat', title, sessionId: id, seatsLeft, serviceId, staffId: null, staffName, roomId, roomName };
}

// Every field by name: objects put together from others are ten times as large while they live.
function makeUp({ day, from, to, minutes }: Offer, { mends, mendsAll, surplus, extraDay, beyond, reason }: Mending, details: Details): MakeUp {
  return {
    kind: details.kind,
    title: details.title,
    sessionId: details.sessionId,
    seatsLeft: details.seatsLeft,
    serviceId: details.serviceId,
    staffId: details.staffId,
    staffName: details.staffName,
    roomId: details.roomId,
    roomName: details.roomName,
    day,
    startsAt: new Date(from),
    endsAt: new Date(to),
    minutes,
    mends,
    mendsAll,
    surplus,
    extraDay,
    beyond,
    reason,
  };
}

/** @throws DomainError 404 where there is none. */
function mendable(row: WeekRow | null | undefined, weekStart: ClinicDay): MendableWeek {
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

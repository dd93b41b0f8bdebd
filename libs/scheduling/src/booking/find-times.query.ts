import { Injectable } from '@nestjs/common';
import { Clock, Database, addDays, clinicDayOf, dayStart, daysBetween, minuteOfDay, wallTimeOf, weekdayOf, type ClinicDay, type TimeZone, type WallTime, type Weekday } from '#platform';
import { judgeLeader } from '#team';
import { wrongInput } from '../scheduling.errors.js';
import { readBookingFacts, type BookingFacts, type BookingFactsRow } from './booking-facts.query.js';
import { merged, openDays, spansOf, type OpenSearch, type Span } from './free-slots.js';
import { mustBeBookable } from './must-be-bookable.js';
import { covers } from './outside-hours.js';
import { SlotRanking, type Proposal, type RoomToTry, type Taken } from './rank-slots.js';

/** In which room: that one, any with seats enough, or none (by telehealth). */
export type WantedRoom = { roomId: string } | { seats: number } | null;

/** Free times to choose from: for these people, so long, within these days and hours. */
export interface FindTimeQuestion {
  serviceId: string;
  staffIds: readonly string[];
  clientIds: readonly string[];
  room: WantedRoom;
  /** As long as the service usually takes unless said. */
  minutes?: number;
  from: ClinicDay;
  to: ClinicDay;
  earliest?: WallTime;
  latest?: WallTime;
  weekdays?: readonly Weekday[];
  count: number;
  except?: readonly string[];
}

/** Proposals, best first; or why there are none. */
export interface FoundTimes {
  minutes: number;
  items: Proposal[];
  none: { code: NoTime; sentence: string } | null;
}

export type NoTime = 'may_not_lead' | 'no_hours' | 'no_room' | 'all_taken';
const NO_TIME: Record<NoTime, string> = {
  may_not_lead: 'Somebody of the staff may not lead this service.',
  no_hours: 'Clinic, room and staff keep no common hours in these days.',
  no_room: 'No room has seats enough.',
  all_taken: 'Somebody or every room is taken at each of these times.',
};

/** Days whose bookings are read at first, then twice as many each time: the best times are nearly always among the first, and what is taken later need not be known. */
const FIRST_DAYS = 4;
/** Where the same people met so far back is their usual room. */
const USUAL_DAYS = 56;
const MOST_ROOMS = 60;
const DAY = 86_400_000;

/** Stretches as two lists of epoch seconds, each null where there are none: PostgreSQL makes them much sooner than as many pairs. */
const spans = (rows: string): string => `(select json_build_array(array_agg(date_part('epoch', starts_at)), array_agg(date_part('epoch', ends_at))) from (${rows}) b)`;

// $1 clinic, $2 room or null, $6 seats or null, $7 from, $8 to. A room that would do has its number, those that fit best first.
const ROOMS = /* sql */ `
with room as materialized (
  select (row_number() over (order by o.capacity, o.name, o.id) - 1)::int as n, o.id, o.name, o.shareable from clinics.v_room o
  where o.clinic_id = $1 and o.active and (o.id = $2 or o.capacity >= $6) order by n limit ${MOST_ROOMS}
), outage as materialized (
  select room_id, starts_at, ends_at from clinics.v_room_outage where clinic_id = $1 and ends_at > $7 and starts_at < $8
)`;

/** What is taken: staff, clients, and each room that would do, or is out; a room's stretches put together, in order. $3 staff, $4 clients, $5 sessions that do not count. */
const TAKEN = /* sql */ `
  ${spans(/* sql */ `select starts_at, ends_at from scheduling.session_staff
    where live and staff_id = any ($3::uuid[]) and tstzrange(starts_at, ends_at, '[)') && tstzrange($7, $8) and session_id <> all ($5::uuid[])`)} as staff,
  ${spans(/* sql */ `select starts_at, ends_at from scheduling.participation
    where live and status in ('booked', 'attended', 'late', 'left_early') and client_id = any ($4::uuid[])
      and tstzrange(starts_at, ends_at, '[)') && tstzrange($7, $8) and session_id <> all ($5::uuid[])`)} as clients,
  (select json_build_array(array_agg(r.id order by r.n), array_agg(r.name order by r.n)) from room r) as rooms,
  (select json_build_array(array_agg(r.n), array_agg(h.weekday), array_agg(left(h.opens::text, 5)), array_agg(left(h.closes::text, 5)))
    from room r join clinics.v_opening_hours h on h.clinic_id = $1 and h.room_id = r.id) as "roomHours",
  (select json_build_array(array_agg(n), array_agg(date_part('epoch', lower(at))), array_agg(date_part('epoch', upper(at)))) from (
    select n, unnest(range_agg(at)) as at from (
      select r.n, tstzrange(s.starts_at, s.ends_at) as at from room r join scheduling.session s on s.room_id = r.id
      where not r.shareable and s.status <> 'cancelled' and s.room_id is not null and not s.room_shareable
        and tstzrange(s.starts_at, s.ends_at, '[)') && tstzrange($7, $8) and s.id <> all ($5::uuid[])
      union all
      select r.n, tstzrange(x.starts_at, x.ends_at) from outage x join room r on r.id = x.room_id) each_one
    group by n) t) as "roomsTaken"`;

// Both at once, for most searches end with what the first days hold. $9 service, $10 and $11 first and last day, $12 how far back the usual room is sought.
const FACTS_AND_TAKEN = /* sql */ `${ROOMS}
  select scheduling.booking_facts($1, $9, null, $2, $3, $4, $10, $11, '{}') as facts, ${TAKEN},
    (select u.room_id from (
      select s.room_id from scheduling.participation p join scheduling.session s on s.id = p.session_id
      where p.client_id = any ($4::uuid[]) and p.starts_at > $12 and p.starts_at < $7 and s.room_id is not null and s.status <> 'cancelled'
      union all
      select s.room_id from scheduling.session_staff t join scheduling.session s on s.id = t.session_id
      where cardinality($4::uuid[]) = 0 and t.staff_id = any ($3::uuid[]) and t.starts_at > $12 and t.starts_at < $7 and s.room_id is not null and t.live
    ) u group by 1 order by count(*) desc, 1 limit 1) as "usualRoomId"`;

const TAKEN_LATER = /* sql */ `${ROOMS} select ${TAKEN}`;

type SpanLists = [from: number[] | null, to: number[] | null];

/** Lists of rooms' things begin with the numbers of the rooms. */
interface TakenRow {
  staff: SpanLists;
  clients: SpanLists;
  rooms: [ids: string[] | null, names: string[] | null];
  roomHours: [rooms: number[] | null, weekdays: Weekday[] | null, opens: WallTime[] | null, closes: WallTime[] | null];
  roomsTaken: [rooms: number[] | null, ...SpanLists];
}

interface FirstRow extends TakenRow {
  facts: BookingFactsRow;
  usualRoomId: string | null;
}

/** Free times for people who are to meet, for a session that is still to be given a time. */
@Injectable()
export class FindTimesQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * The best free times. Whatever is proposed can be booked as it is.
   * @throws DomainError 400, 404, 409 for what could not be booked at any time.
   */
  async run(clinicId: string, zone: TimeZone, question: FindTimeQuestion): Promise<FoundTimes> {
    const now = this.clock.now();
    const today = clinicDayOf(now, zone);
    if (question.to < today) throw wrongInput('/to', 'is past');
    const { staffIds, clientIds, serviceId, room } = question;
    const from = question.from > today ? question.from : today;
    const roomId = room !== null && 'roomId' in room ? room.roomId : null;
    const named = { serviceId, programId: null, roomId, staffIds, clientIds };
    const wanted = [clinicId, roomId, staffIds, clientIds, question.except ?? [], room !== null && 'seats' in room ? Math.max(room.seats, clientIds.length) : null];
    const between = (first: ClinicDay, last: ClinicDay): Date[] => [dayStart(first, zone), dayStart(addDays(last, 1), zone)];
    let days = FIRST_DAYS;
    let known = addDays(from, days - 1);
    const [first] = (await this.database.planned<FirstRow>(FACTS_AND_TAKEN, [...wanted, ...between(from, known), serviceId, from, question.to, new Date(now.getTime() - USUAL_DAYS * DAY)])) as [FirstRow];
    const facts = readBookingFacts(first.facts);
    const service = mustBeBookable(named, facts);
    if (Math.min(service.capacity, facts.room?.capacity ?? service.capacity) < clientIds.length) throw wrongInput('/clientIds', 'holds more clients than there are seats');
    const minutes = question.minutes ?? service.defaultMinutes;
    const ranking = new SlotRanking({ usualRoomId: first.usualRoomId, hoursSaid: staffIds.every((id) => facts.withAvailability.includes(id)), count: question.count });
    let taken = takenOf(first, facts, zone, room !== null);
    let none: NoTime = 'no_hours';
    for (const times of openDays(facts, { ...narrowed(question), minutes, notBefore: now, from, to: question.to, zone, withRoom: roomId !== null })) {
      const { day } = times[0];
      if (none === 'no_hours') none = 'may_not_lead';
      if (!facts.staff.every((person) => judgeLeader(person, service.disciplines, day).may)) continue;
      none = taken.rooms?.length === 0 ? 'no_room' : 'all_taken';
      if (none === 'no_room' || ranking.settledBefore(day)) break;
      if (day > known) {
        days *= 2;
        known = addDays(day, days - 1);
        const [later] = (await this.database.planned<TakenRow>(TAKEN_LATER, [...wanted, ...between(day, known)])) as [TakenRow];
        taken = takenOf(later, facts, zone, room !== null);
      }
      ranking.weigh(times, taken);
    }
    const items = ranking.proposals();
    return items.length > 0 ? { minutes, items, none: null } : { minutes, items, none: { code: none, sentence: NO_TIME[none] } };
  }
}

/** The part of the day and the weekdays it is to lie within. */
function narrowed({ earliest, latest, weekdays }: FindTimeQuestion): Pick<OpenSearch, 'earliest' | 'latest' | 'weekdays'> {
  return {
    ...(earliest === undefined ? {} : { earliest: minuteOfDay(earliest) }),
    ...(latest === undefined ? {} : { latest: minuteOfDay(latest) }),
    ...(weekdays === undefined ? {} : { weekdays }),
  };
}

function takenOf(row: TakenRow, facts: BookingFacts, zone: TimeZone, inRoom: boolean): Taken {
  const staffBusy = listed(row.staff);
  return {
    staffBusy: merged(staffBusy),
    people: merged([...staffBusy, ...listed(row.clients), ...spansOf(facts.timeOff)]),
    rooms: inRoom ? roomsToTry(row, zone) : null,
  };
}

function listed([from, to]: SpanLists): Span[] {
  return (from ?? []).map((start, at) => ({ from: start * 1000, to: (to?.[at] as number) * 1000 }));
}

function roomsToTry({ rooms: [ids, names], roomHours: [hoursOf, weekdays, opens, closes], roomsTaken: [takenRooms, ...spans] }: TakenRow, zone: TimeZone): RoomToTry[] {
  const rooms = (ids ?? []).map((id, n) => ({ id, name: names?.[n] as string, hours: [] as RoomHours[], taken: [] as Span[] }));
  hoursOf?.forEach((n, at) => rooms[n]?.hours.push({ weekday: weekdays?.[at] as Weekday, opens: opens?.[at] as WallTime, closes: closes?.[at] as WallTime }));
  listed(spans).forEach((span, at) => rooms[takenRooms?.[at] as number]?.taken.push(span));
  return rooms.map(({ id, name, hours, taken }) => ({ id, name, taken, open: (time) => isOpen(hours, time, zone) }));
}

interface RoomHours {
  weekday: Weekday;
  opens: WallTime;
  closes: WallTime;
}

/** A room that keeps no hours is always open, as for booking. */
function isOpen(hours: readonly RoomHours[], { from, to }: Span, zone: TimeZone): boolean {
  if (hours.length === 0) return true;
  const [startsAt, endsAt] = [new Date(from), new Date(to)];
  const day = clinicDayOf(startsAt, zone);
  const start = minuteOfDay(wallTimeOf(startsAt, zone));
  const end = daysBetween(day, clinicDayOf(endsAt, zone)) * 1440 + minuteOfDay(wallTimeOf(endsAt, zone));
  return covers(hours.filter(({ weekday }) => weekday === weekdayOf(day)), start, end);
}

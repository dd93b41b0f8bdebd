import { Injectable } from '@nestjs/common';
import {
  Clock,
  Database,
  addDays,
  clinicDayOf,
  daysBetween,
  eachDay,
  minuteOfDay,
  wallTimeOf,
  weekdayOf,
  type ClinicDay,
  type TimeZone,
  type WallTime,
  type Weekday,
} from '#platform';
import { judgeLeader } from '#team';
import { wrongInput } from '../scheduling.errors.js';
import { BookingFactsQuery } from './booking-facts.query.js';
import { freeSlots, merged, openTimes, type Busy, type Slot } from './free-slots.js';
import type { WantedPeople } from './in-the-way.query.js';
import { mustBeBookable } from './must-be-bookable.js';
import { covers } from './outside-hours.js';
import { rankSlots, type Proposal, type RoomToTry } from './rank-slots.js';

/** What a free time is looked for. */
export interface FreeSlotQuestion extends WantedPeople {
  serviceId: string;
  minutes: number;
  near: Date;
  /** Sessions that do not count: the one being moved. */
  except?: readonly string[];
}

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

/** How far a free time is looked for, in days: a week back (never before now) and two ahead. */
const DAYS_BACK = 7;
const DAYS_AHEAD = 14;
const OFFERED = 3;

const BUSY = /* sql */ `
  select starts_at as "startsAt", ends_at as "endsAt" from scheduling.session_staff
  where live and staff_id = any ($1::uuid[]) and tstzrange(starts_at, ends_at, '[)') && tstzrange($4, $5) and session_id <> all ($6::uuid[])
  union all
  select starts_at, ends_at from scheduling.session
  where status <> 'cancelled' and room_id is not null and not room_shareable and room_id = $2
    and tstzrange(starts_at, ends_at, '[)') && tstzrange($4, $5) and id <> all ($6::uuid[])
  union all
  select starts_at, ends_at from scheduling.participation
  where live and status in ('booked', 'attended', 'late', 'left_early') and client_id = any ($3::uuid[])
    and tstzrange(starts_at, ends_at, '[)') && tstzrange($4, $5) and session_id <> all ($6::uuid[])`;

/** Where the same people met so far back is their usual room. */
const USUAL_DAYS = 56;
const MOST_ROOMS = 60;

const spans = (rows: string): string => `coalesce((select json_agg(json_build_array(extract(epoch from starts_at) * 1000, extract(epoch from ends_at) * 1000)) from (${rows}) b), '[]')`;

// Everything that is taken between two instants: staff, clients, and each room that would do, or is out, smallest first.
const TAKEN = /* sql */ `
  with outages as materialized (
    select room_id, starts_at, ends_at from clinics.v_room_outage where clinic_id = $1 and ends_at > $4 and starts_at < $5
  )
  select
    ${spans(/* sql */ `select starts_at, ends_at from scheduling.session_staff
      where live and staff_id = any ($2::uuid[]) and tstzrange(starts_at, ends_at, '[)') && tstzrange($4, $5) and session_id <> all ($6::uuid[])`)} as staff,
    ${spans(/* sql */ `select starts_at, ends_at from scheduling.participation
      where live and status in ('booked', 'attended', 'late', 'left_early') and client_id = any ($3::uuid[])
        and tstzrange(starts_at, ends_at, '[)') && tstzrange($4, $5) and session_id <> all ($6::uuid[])`)} as clients,
    coalesce((select json_agg(json_build_object('id', r.id, 'name', r.name, 'hours', r.hours, 'taken', r.taken) order by r.capacity, r.name, r.id) from (
      select o.id, o.name, o.capacity,
        coalesce((select json_agg(json_build_array(h.weekday, left(h.opens::text, 5), left(h.closes::text, 5))) from clinics.v_opening_hours h where h.room_id = o.id), '[]') as hours,
        ${spans(/* sql */ `select s.starts_at, s.ends_at from scheduling.session s
          where s.status <> 'cancelled' and s.room_id is not null and not s.room_shareable and s.room_id = o.id and not o.shareable
            and tstzrange(s.starts_at, s.ends_at, '[)') && tstzrange($4, $5) and s.id <> all ($6::uuid[])
          union all
          select x.starts_at, x.ends_at from outages x where x.room_id = o.id`)} as taken
      from clinics.v_room o
      where o.clinic_id = $1 and o.active and (o.id = $7 or o.capacity >= $8)
      order by o.capacity, o.name, o.id limit ${MOST_ROOMS}) r), '[]') as rooms,
    (select u.room_id from (
      select s.room_id from scheduling.participation p join scheduling.session s on s.id = p.session_id
      where p.client_id = any ($3::uuid[]) and p.starts_at > $9 and p.starts_at < $4 and s.room_id is not null and s.status <> 'cancelled'
      union all
      select s.room_id from scheduling.session_staff t join scheduling.session s on s.id = t.session_id
      where cardinality($3::uuid[]) = 0 and t.staff_id = any ($2::uuid[]) and t.starts_at > $9 and t.starts_at < $4 and s.room_id is not null and t.live
    ) u group by 1 order by count(*) desc, 1 limit 1) as "usualRoomId"`;

interface TakenRow {
  staff: [number, number][];
  clients: [number, number][];
  rooms: { id: string; name: string; hours: [Weekday, WallTime, WallTime][]; taken: [number, number][] }[];
  usualRoomId: string | null;
}

/** Free times: the nearest for a session that found its time taken, and the best for one that is still to be given a time. */
@Injectable()
export class FindFreeSlotsQuery {
  constructor(
    private readonly database: Database,
    private readonly bookingFacts: BookingFactsQuery,
    private readonly clock: Clock,
  ) {}

  /** At most three, nearest first; none in the past. */
  async run(clinicId: string, zone: TimeZone, question: FreeSlotQuestion): Promise<Slot[]> {
    const now = this.clock.now();
    const today = clinicDayOf(now, zone);
    const wantedDay = clinicDayOf(question.near, zone);
    const last = addDays(wantedDay > today ? wantedDay : today, DAYS_AHEAD);
    const first = addDays(wantedDay, -DAYS_BACK) > today ? addDays(wantedDay, -DAYS_BACK) : today;
    const facts = await this.bookingFacts.run({
      clinicId,
      serviceId: question.serviceId,
      programId: null,
      roomId: question.roomId,
      staffIds: question.staffIds,
      clientIds: [],
      from: first,
      to: last,
      lock: false,
    });
    const day = 86_400_000;
    const busy = await this.database.rows<Busy>(BUSY, [
      question.staffIds,
      facts.room?.shareable ? null : question.roomId,
      question.clientIds,
      new Date(Math.min(question.near.getTime(), now.getTime()) - (DAYS_BACK + 1) * day),
      new Date(Math.max(question.near.getTime(), now.getTime()) + (DAYS_AHEAD + 2) * day),
      question.except ?? [],
    ]);
    return freeSlots(facts, busy, { minutes: question.minutes, near: question.near, notBefore: now, from: first, to: last, zone, withRoom: question.roomId !== null, count: OFFERED });
  }
  /**
   * The best free times for people who are to meet. Whatever is proposed can be booked as it is.
   * @throws DomainError 400, 404, 409 for what could not be booked at any time.
   */
  async best(clinicId: string, zone: TimeZone, question: FindTimeQuestion): Promise<FoundTimes> {
    const now = this.clock.now();
    const today = clinicDayOf(now, zone);
    const { staffIds, clientIds, serviceId, room } = question;
    const from = question.from > today ? question.from : today;
    const roomId = room !== null && 'roomId' in room ? room.roomId : null;
    const named = { serviceId, programId: null, roomId, staffIds, clientIds };
    const facts = await this.bookingFacts.run({ ...named, clinicId, from, to: question.to, lock: false });
    const service = mustBeBookable(named, facts);
    if (Math.min(service.capacity, facts.room?.capacity ?? service.capacity) < clientIds.length) throw wrongInput('/clientIds', 'holds more clients than there are seats');
    const minutes = question.minutes ?? service.defaultMinutes;
    const times = openTimes(facts, {
      minutes,
      notBefore: now,
      from,
      to: question.to,
      zone,
      withRoom: roomId !== null,
      ...(question.earliest === undefined ? {} : { earliest: minuteOfDay(question.earliest) }),
      ...(question.latest === undefined ? {} : { latest: minuteOfDay(question.latest) }),
      ...(question.weekdays === undefined ? {} : { weekdays: question.weekdays }),
    });
    if (times.length === 0) return nothing('no_hours', minutes);
    const mayLead = new Map(eachDay(from, question.to).map((day) => [day, facts.staff.every((person) => judgeLeader(person, service.disciplines, day).may)]));
    const led = times.filter((one) => mayLead.get(one.day));
    if (led.length === 0) return nothing('may_not_lead', minutes);
    const [taken] = (await this.database.planned<TakenRow>(TAKEN, [
      clinicId,
      staffIds,
      clientIds,
      led[0]?.startsAt,
      led.at(-1)?.endsAt,
      question.except ?? [],
      roomId,
      room !== null && 'seats' in room ? Math.max(room.seats, clientIds.length) : null,
      new Date(now.getTime() - USUAL_DAYS * 86_400_000),
    ])) as [TakenRow];
    if (room !== null && taken.rooms.length === 0) return nothing('no_room', minutes);
    const staffBusy = busyOf(taken.staff);
    const away = facts.timeOff.map((one) => ({ startsAt: new Date(one.startsAt), endsAt: new Date(one.endsAt) }));
    const items = rankSlots(led, {
      staffBusy: merged(staffBusy),
      taken: merged([...staffBusy, ...busyOf(taken.clients), ...away]),
      rooms: room === null ? null : taken.rooms.map((one) => roomToTry(one, zone)),
      usualRoomId: taken.usualRoomId,
      hoursSaid: staffIds.every((id) => facts.withAvailability.includes(id)),
      count: question.count,
    });
    return items.length === 0 ? nothing('all_taken', minutes) : { minutes, items, none: null };
  }
}

function nothing(code: NoTime, minutes: number): FoundTimes {
  return { minutes, items: [], none: { code, sentence: NO_TIME[code] } };
}

function busyOf(spans: readonly [number, number][]): Busy[] {
  return spans.map(([from, to]) => ({ startsAt: new Date(from), endsAt: new Date(to) }));
}

/** A room that keeps no hours is always open, as for booking. */
function roomToTry({ id, name, hours, taken }: TakenRow['rooms'][number], zone: TimeZone): RoomToTry {
  return {
    id,
    name,
    taken: merged(busyOf(taken)),
    open: ({ startsAt, endsAt }) => {
      if (hours.length === 0) return true;
      const day = clinicDayOf(startsAt, zone);
      const start = minuteOfDay(wallTimeOf(startsAt, zone));
      const end = daysBetween(day, clinicDayOf(endsAt, zone)) * 1440 + minuteOfDay(wallTimeOf(endsAt, zone));
      const stretches = hours.filter(([weekday]) => weekday === weekdayOf(day)).map(([, opens, closes]) => ({ opens, closes }));
      return covers(stretches, start, end);
    },
  };
}

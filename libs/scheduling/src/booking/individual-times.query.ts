import { Injectable } from '@nestjs/common';
import { Clock, Database, minuteOfDay, wallTimeOf, weekdayOf, type ClinicDay, type TimeZone } from '#platform';
import { judgeLeader } from '#team';
import { readBookingFacts, type BookingFacts, type BookingFactsRow } from './booking-facts.query.js';
import { freeSlots } from './free-slots.js';

/** Individual times that are looked for: one client, one service, some clinicians, some days. */
export interface IndividualTimesQuestion {
  clientId: string;
  serviceId: string;
  /** In order of preference. */
  staffIds: readonly string[];
  /** At least one, in order, each with the time of day that would suit best. */
  days: readonly { day: ClinicDay; near: Date }[];
}

/** A time at which the client, the clinician and a room are free. */
export interface IndividualTime {
  staffId: string;
  /** Null only where the clinic keeps no rooms. */
  roomId: string | null;
  roomName: string | null;
  day: ClinicDay;
  startsAt: Date;
  endsAt: Date;
}

/** An individual session has two people in it. */
const PEOPLE = 2;
const DAY = 86_400_000;

const busy = (who: string, rows: string): string => /* sql */ `select ${who} as who, starts_at, ends_at from ${rows} and tstzrange(starts_at, ends_at, '[)') && tstzrange($6, $7)`;

/**
 * The rules' facts, and who is busy when: the staff member, or null for the client, and epoch seconds. $1 clinic, $2 service,
 * $3 staff, $4 and $5 first and last day, $6 and $7 the instants around them, $8 client.
 */
const FACTS_AND_BUSY = /* sql */ `
  select scheduling.booking_facts($1, $2, null, null, $3, '{}', $4, $5, '{}') as facts,
    (select json_build_array(array_agg(who), array_agg(date_part('epoch', starts_at)), array_agg(date_part('epoch', ends_at))) from (
      ${busy('staff_id', 'scheduling.session_staff where live and staff_id = any ($3::uuid[])')}
      union all
      ${busy('null', "scheduling.participation where live and status in ('booked', 'attended', 'late', 'left_early') and client_id = $8")}
    ) b) as busy`;

// The smallest room that is free, open and not out then; a room without hours of its own is open when the clinic is.
const ROOMS = /* sql */ `
  select r.id, r.name, exists (select from clinics.v_room any_room where any_room.clinic_id = $1 and any_room.active) as "keepsRooms"
  from unnest($2::timestamptz[], $3::timestamptz[], $4::int[], $5::int[], $6::int[]) with ordinality as t(starts_at, ends_at, weekday, from_minute, to_minute, n)
  left join lateral (
    select r.id, r.name from clinics.v_room r
    where r.clinic_id = $1 and r.active and r.capacity >= $7
      and (r.shareable or not exists (select from scheduling.session s where s.room_id = r.id and s.status <> 'cancelled' and not s.room_shareable
        and tstzrange(s.starts_at, s.ends_at, '[)') && tstzrange(t.starts_at, t.ends_at, '[)')))
      and not exists (select from clinics.v_room_outage x where x.room_id = r.id and tstzrange(x.starts_at, x.ends_at) && tstzrange(t.starts_at, t.ends_at, '[)'))
      and (not exists (select from clinics.v_opening_hours h where h.room_id = r.id)
        or exists (select from clinics.v_opening_hours h where h.room_id = r.id and h.weekday = t.weekday
          and extract(epoch from h.opens) <= t.from_minute * 60 and extract(epoch from h.closes) >= t.to_minute * 60))
    order by r.shareable, r.capacity, r.name limit 1
  ) r on true
  order by t.n`;

interface FactsAndBusy {
  facts: BookingFactsRow;
  busy: [who: (string | null)[] | null, from: number[] | null, to: number[] | null];
}

/** Free times for one client with one of several clinicians, one a clinician and day, each with a free room: two reads however many. */
@Injectable()
export class IndividualTimesQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Nothing where the service is not for one client at a time, or is no longer offered. */
  async run(clinicId: string, zone: TimeZone, question: IndividualTimesQuestion): Promise<IndividualTime[]> {
    const { days, staffIds, serviceId } = question;
    const [first, last] = [days[0]?.day, days.at(-1)?.day];
    if (first === undefined || last === undefined || staffIds.length === 0) return [];
    const around = days.map(({ near }) => near.getTime());
    const [row] = (await this.database.planned<FactsAndBusy>(FACTS_AND_BUSY, [
      clinicId,
      serviceId,
      staffIds,
      first,
      last,
      new Date(Math.min(...around) - 2 * DAY),
      new Date(Math.max(...around) + 2 * DAY),
      question.clientId,
    ])) as [FactsAndBusy];
    const facts = readBookingFacts(row.facts);
    if (!facts.service?.active || facts.service.kind !== 'individual') return [];
    const now = this.clock.now();
    const [who, starts, ends] = row.busy;
    const busy = (who ?? []).map((person, at) => ({ person, from: (starts?.[at] as number) * 1000, to: (ends?.[at] as number) * 1000 }));
    const minutes = facts.service.defaultMinutes;
    const times = staffIds.flatMap((staffId) => {
      const person = facts.staff.find((one) => one.staffId === staffId);
      const own = factsOf(facts, staffId);
      const taken = busy.filter((one) => one.person === null || one.person === staffId);
      return days.flatMap(({ day, near }) => {
        if (!person?.active || !judgeLeader(person, facts.service?.disciplines ?? [], day).may) return [];
        return freeSlots(own, taken, { minutes, near, notBefore: now, from: day, to: day, zone, withRoom: false, count: 1 }).map((slot) => ({ staffId, day, ...slot }));
      });
    });
    return this.withRooms(clinicId, zone, times);
  }

  private async withRooms(clinicId: string, zone: TimeZone, times: readonly Omit<IndividualTime, 'roomId' | 'roomName'>[]): Promise<IndividualTime[]> {
    const minute = (at: Date): number => minuteOfDay(wallTimeOf(at, zone));
    if (times.length === 0) return [];
    const rooms = await this.database.planned<{ id: string | null; name: string | null; keepsRooms: boolean }>(ROOMS, [
      clinicId,
      times.map((time) => time.startsAt),
      times.map((time) => time.endsAt),
      times.map((time) => weekdayOf(time.day)),
      times.map((time) => minute(time.startsAt)),
      times.map((time) => minute(time.startsAt) + Math.round((time.endsAt.getTime() - time.startsAt.getTime()) / 60_000)),
      PEOPLE,
    ]);
    return times.flatMap((time, at) => {
      const room = rooms[at];
      return room && (room.id !== null || !room.keepsRooms) ? [{ ...time, roomId: room.id, roomName: room.name }] : [];
    });
  }
}

/** What was asked of several clinicians, of one of them alone. */
function factsOf(facts: BookingFacts, staffId: string): BookingFacts {
  return {
    ...facts,
    availability: facts.availability.filter((one) => one.staffId === staffId),
    withAvailability: facts.withAvailability.filter((one) => one === staffId),
    timeOff: facts.timeOff.filter((one) => one.staffId === staffId),
  };
}

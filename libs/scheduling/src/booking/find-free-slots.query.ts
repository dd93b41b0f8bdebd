import { Injectable } from '@nestjs/common';
import { Clock, Database, addDays, clinicDayOf, type TimeZone } from '#platform';
import { BookingFactsQuery } from './booking-facts.query.js';
import { freeSlots, type Slot, type Span } from './free-slots.js';
import type { WantedPeople } from './in-the-way.query.js';

/** What a free time is looked for. */
export interface FreeSlotQuestion extends WantedPeople {
  serviceId: string;
  minutes: number;
  near: Date;
  /** Sessions that do not count: the one being moved. */
  except?: readonly string[];
}

/** How far a free time is looked for, in days: a week back (never before now) and two ahead. */
const DAYS_BACK = 7;
const DAYS_AHEAD = 14;
const OFFERED = 3;

const BUSY = /* sql */ `
  select date_part('epoch', starts_at) * 1000 as "from", date_part('epoch', ends_at) * 1000 as "to" from scheduling.session_staff
  where live and staff_id = any ($1::uuid[]) and tstzrange(starts_at, ends_at, '[)') && tstzrange($4, $5) and session_id <> all ($6::uuid[])
  union all
  select date_part('epoch', starts_at) * 1000, date_part('epoch', ends_at) * 1000 from scheduling.session
  where status <> 'cancelled' and room_id is not null and not room_shareable and room_id = $2
    and tstzrange(starts_at, ends_at, '[)') && tstzrange($4, $5) and id <> all ($6::uuid[])
  union all
  select date_part('epoch', starts_at) * 1000, date_part('epoch', ends_at) * 1000 from scheduling.participation
  where live and status in ('booked', 'attended', 'late', 'left_early') and client_id = any ($3::uuid[])
    and tstzrange(starts_at, ends_at, '[)') && tstzrange($4, $5) and session_id <> all ($6::uuid[])`;

/** The nearest free times for a session that found its time taken. */
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
    const busy = await this.database.rows<Span>(BUSY, [
      question.staffIds,
      facts.room?.shareable ? null : question.roomId,
      question.clientIds,
      new Date(Math.min(question.near.getTime(), now.getTime()) - (DAYS_BACK + 1) * day),
      new Date(Math.max(question.near.getTime(), now.getTime()) + (DAYS_AHEAD + 2) * day),
      question.except ?? [],
    ]);
    return freeSlots(facts, busy, { minutes: question.minutes, near: question.near, notBefore: now, from: first, to: last, zone, withRoom: question.roomId !== null, count: OFFERED });
  }
}

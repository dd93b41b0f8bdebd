import { Injectable } from '@nestjs/common';
import { Clock, Database, type ClinicDay } from '#platform';

// Locked in one order, so that the seats counted are the seats left and nobody waits for us crosswise.
const WITH_ROOM = /* sql */ `
  select s.id from scheduling.session s
  where s.group_id = $1 and s.clinic_id = $2 and s.status <> 'cancelled' and s.starts_at > $3 and s.clinic_day >= $4 and s.seats_taken + s.seats_held < s.capacity
  order by s.id for no key update of s`;

/** The seats an open offer keeps in the sessions to come. In a transaction only. */
@Injectable()
export class SeatHolds {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Whether some session from the day on has a seat; a group without sessions ahead has its seats all the same. */
  async isRoomFrom(groupId: string, day: ClinicDay): Promise<boolean> {
    const { ahead, roomy } = await this.database.one<{ ahead: number; roomy: number }>(
      `select count(*)::int as ahead, (count(*) filter (where seats_taken + seats_held < capacity))::int as roomy from scheduling.session
       where group_id = $1 and status <> 'cancelled' and starts_at > $2 and clinic_day >= $3`,
      [groupId, this.clock.now(), day],
    );
    return ahead === 0 || roomy > 0;
  }

  /** Keeps a seat in every session from the day on that has one. @returns in how many. */
  async keep(group: { id: string; clinicId: string }, offerId: string, day: ClinicDay): Promise<number> {
    const sessions = await this.database.rows<{ id: string }>(WITH_ROOM, [group.id, group.clinicId, this.clock.now(), day]);
    if (sessions.length === 0) return 0;
    await this.database.rows('insert into scheduling.seat_hold (offer_id, session_id, clinic_id) select $1, session, $2 from unnest($3::uuid[]) session', [offerId, group.clinicId, sessions.map((one) => one.id)]);
    return sessions.length;
  }

  /** Lets the seats of an offer go. */
  async letGo(offerId: string): Promise<void> {
    await this.database.rows('select from scheduling.session where id in (select session_id from scheduling.seat_hold where offer_id = $1) order by id for no key update', [offerId]);
    await this.database.rows('delete from scheduling.seat_hold where offer_id = $1', [offerId]);
  }

  /** Lets go what is kept in a session that has begun: whoever did not accept before the start does not come to it. @returns how many. */
  async letGoOf(sessionId: string): Promise<number> {
    return (await this.database.rows('delete from scheduling.seat_hold where session_id = $1 returning offer_id', [sessionId])).length;
  }
}

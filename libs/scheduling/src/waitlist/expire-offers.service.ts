import { Injectable } from '@nestjs/common';
import { Clock, Database, addDays, type ClinicDay } from '#platform';
import { SeatOffers } from './seat-offers.service.js';

// Groups with an offer whose time is up; and groups somebody waits for in which a member's last day comes near.
const DUE = /* sql */ `
  select distinct o.clinic_id as "clinicId", o.group_id as "groupId" from scheduling.seat_offer o where o.state = 'open' and o.expires_at <= $1
  union
  select e.clinic_id, e.group_id from scheduling.waitlist_entry e
  where e.state = 'waiting' and exists (select from scheduling.group_member m where m.group_id = e.group_id and m.left_on between $2 and $3)
  order by 1, 2`;

/** The longest any policy may look ahead for a seat, in days; each group's own policy decides within. */
const FARTHEST_LEAD = 91;

/** Closes offers whose time is up and gives their seats to the next. */
@Injectable()
export class ExpireOffers {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly offers: SeatOffers,
  ) {}

  /** Groups in which something is due. */
  async due(): Promise<{ clinicId: string; groupId: string }[]> {
    const now = this.clock.now();
    const utcDay = now.toISOString().slice(0, 10) as ClinicDay;
    return this.database.rows(DUE, [now, addDays(utcDay, -2), addDays(utcDay, FARTHEST_LEAD)]);
  }

  /** One group; nothing happens when nothing is due. */
  async group(clinicId: string, groupId: string): Promise<void> {
    await this.database.transaction(async () => this.offers.refresh(await this.offers.lock(clinicId, groupId)));
  }
}

import { Injectable } from '@nestjs/common';
import { Database } from '#platform';
import { SeatOffers } from './seat-offers.service.js';
import { entrySettled } from './waitlist.errors.js';

/** Ends an offer without a membership, and gives the seat to the next. */
@Injectable()
export class DeclineOffer {
  constructor(
    private readonly database: Database,
    private readonly offers: SeatOffers,
  ) {}

  /**
   * The client said no, and leaves the list.
   * @throws DomainError 409 `offer-settled`; 404.
   */
  async decline(clinicId: string, groupId: string, entryId: string, reason: string | null): Promise<void> {
    await this.database.transaction(async () => {
      const group = await this.offers.lock(clinicId, groupId);
      const entry = await this.offers.entry(group, entryId);
      if (entry.offerId === null) throw entrySettled(entry.state);
      await this.offers.close(group, entry, 'declined', reason);
      await this.offers.refresh(group);
    });
  }

  /**
   * The clinic takes the offer back. The client keeps waiting, behind everybody else, so that the seat goes to another.
   * @throws DomainError 409 `offer-settled`; 404.
   */
  async withdraw(clinicId: string, groupId: string, entryId: string, reason: string | null): Promise<void> {
    await this.database.transaction(async () => {
      const group = await this.offers.lock(clinicId, groupId);
      const entry = await this.offers.entry(group, entryId);
      if (entry.offerId === null) throw entrySettled(entry.state);
      await this.offers.close(group, entry, 'withdrawn', reason);
      const others = await this.database.maybe(`select from scheduling.waitlist_entry where group_id = $1 and state = 'waiting' and id <> $2 limit 1`, [groupId, entryId]);
      // Alone on the list they would be offered the same seat in the same moment: by hand then, when the clinic is ready.
      if (!others) return;
      await this.database.rows('update scheduling.waitlist_entry set position = (select max(position) + 1 from scheduling.waitlist_entry where group_id = $1 and ended_at is null) where id = $2', [groupId, entryId]);
      await this.offers.refresh(group);
    });
  }
}

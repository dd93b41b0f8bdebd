import { Injectable } from '@nestjs/common';
import { Database, staleEdit } from '#platform';
import { SeatOffers } from './seat-offers.service.js';
import { entrySettled } from './waitlist.errors.js';

/** Takes somebody off a waitlist. A seat offered to them goes to the next. */
@Injectable()
export class LeaveWaitlist {
  constructor(
    private readonly database: Database,
    private readonly offers: SeatOffers,
  ) {}

  /** @throws DomainError 409 `offer-settled`, `stale-edit`; 404. */
  async run(clinicId: string, groupId: string, entryId: string, input: { version: number; reason?: string | null }): Promise<void> {
    await this.database.transaction(async () => {
      const group = await this.offers.lock(clinicId, groupId);
      let entry = await this.offers.entry(group, entryId);
      if (entry.state !== 'waiting' && entry.state !== 'offered') throw entrySettled(entry.state);
      if (entry.version !== input.version) throw staleEdit('entry of the waitlist', entry.version);
      if (entry.offerId !== null) {
        await this.offers.close(group, entry, 'withdrawn');
        entry = await this.offers.entry(group, entryId);
      }
      await this.offers.leave(group, entry, 'withdrawn', input.reason ?? null);
      await this.offers.refresh(group);
    });
  }
}

import { Injectable } from '@nestjs/common';
import { Database, staleEdit } from '#platform';
import { MixRulesQuery } from '../groups/mix-rules.query.js';
import { keptApart } from '../keep-apart/keep-apart.errors.js';
import { notBookable } from '../scheduling.errors.js';
import { SeatOffers } from './seat-offers.service.js';
import { entrySettled, noSeat } from './waitlist.errors.js';

/** Offers a free seat to one person by hand, whoever's turn it is. */
@Injectable()
export class OfferSeat {
  constructor(
    private readonly database: Database,
    private readonly offers: SeatOffers,
    private readonly mix: MixRulesQuery,
  ) {}

  /** @throws DomainError 409 `no-seat-free`, `offer-settled`, `kept-apart`, `stale-edit`, `group-inactive`; 404. */
  async run(clinicId: string, groupId: string, entryId: string, input: { version: number }): Promise<void> {
    await this.database.transaction(async () => {
      const group = await this.offers.lock(clinicId, groupId);
      if (!group.active) throw notBookable('group', groupId);
      const entry = await this.offers.entry(group, entryId);
      if (entry.state !== 'waiting') throw entrySettled(entry.state);
      if (entry.version !== input.version) throw staleEdit('entry of the waitlist', entry.version);
      const startsOn = await this.offers.seatFreeFrom(group);
      if (startsOn === null) throw noSeat();
      // A seat that could not be accepted would only be kept from the others.
      if ((await this.mix.run({ groupId, clientId: entry.clientId, episodeId: entry.episodeId, from: startsOn, to: null })).keptApart) throw keptApart();
      await this.offers.offer(group, entry, startsOn);
    });
  }
}

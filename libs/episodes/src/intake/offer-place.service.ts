import { Injectable } from '@nestjs/common';
import { Database, staleEdit } from '#platform';
import { programInactive } from '../episodes.errors.js';
import { intakeSettled, noPlace, notTheirTurn } from './intake.errors.js';
import { PlaceOffers } from './place-offers.service.js';
import { ProgramPlaces } from './program-places.service.js';

/** Offers a free place by hand to whoever is first in line: where an offer was taken back and nobody else waits. */
@Injectable()
export class OfferPlace {
  constructor(
    private readonly database: Database,
    private readonly places: ProgramPlaces,
    private readonly offers: PlaceOffers,
  ) {}

  /** @throws DomainError 409 `no-place-free`, `not-their-turn`, `offer-settled`, `stale-edit`; 422 `program-inactive`; 404. */
  async run(clinicId: string, entryId: string, version: number): Promise<void> {
    await this.database.transaction(async () => {
      const { program, entry } = await this.offers.take(clinicId, entryId);
      if (!program.active) throw programInactive();
      if (entry.state !== 'waiting') throw intakeSettled(entry.state);
      if (entry.version !== version) throw staleEdit('entry of the waitlist', entry.version);
      const startsOn = await this.places.offerableFrom(program);
      if (startsOn === null) throw noPlace();
      if ((await this.offers.next(program))?.id !== entryId) throw notTheirTurn();
      await this.offers.offer(program, entry, startsOn);
    });
  }
}

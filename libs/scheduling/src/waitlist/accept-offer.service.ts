import { Injectable } from '@nestjs/common';
import { Clock, Database, DomainError, type ClinicDay } from '#platform';
import { ClinicsReader } from '#clinics';
import { EnrolInGroup, type Enrolment } from '../groups/enrol-in-group.service.js';
import { ExpireOffers } from './expire-offers.service.js';
import { SeatOffers } from './seat-offers.service.js';
import { entrySettled, offerExpired } from './waitlist.errors.js';

/** How an offer is taken. */
export interface AcceptOfferInput {
  /** Left out: the first day of the offer, or today when that is past. */
  joinedOn?: ClinicDay;
  leaveOut?: readonly string[];
  /** Why somebody joins a closed group that runs, or one that is for others. */
  reason?: string | null;
}

/** Takes an offer: the seat that was kept becomes a membership, with every session to come. One acceptance wins, once. */
@Injectable()
export class AcceptOffer {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
    private readonly clock: Clock,
    private readonly offers: SeatOffers,
    private readonly enrol: EnrolInGroup,
    private readonly expire: ExpireOffers,
  ) {}

  /** @throws DomainError 409 `offer-settled`, `offer-expired`, `enrolment-conflicts`, `group-full`, `kept-apart`; 422 `group-closed`, `mix-rules`; 404. */
  async run(clinicId: string, groupId: string, entryId: string, input: AcceptOfferInput): Promise<Enrolment> {
    try {
      return await this.database.transaction(async () => {
        const group = await this.offers.lock(clinicId, groupId);
        const entry = await this.offers.entry(group, entryId);
        if (entry.offerId === null || entry.startsOn === null || entry.expiresAt === null) throw entrySettled(entry.state);
        if (entry.expiresAt <= this.clock.now()) throw offerExpired(entry.expiresAt);
        const today = await this.clinics.today(clinicId);
        const joinedOn = input.joinedOn ?? (entry.startsOn > today ? entry.startsOn : today);
        // The enrolment itself settles the entry and lets the kept seats go, in this transaction.
        return this.enrol.run(clinicId, groupId, { episodeId: entry.episodeId, joinedOn, leaveOut: input.leaveOut ?? [], reason: input.reason ?? null });
      });
    } catch (thrown) {
      // Too late: the seat goes on to the next at once, not only with the next sweep.
      if (thrown instanceof DomainError && thrown.code === 'offer-expired' && !this.database.inTransaction) await this.expire.group(clinicId, groupId);
      throw thrown;
    }
  }
}

import { Injectable } from '@nestjs/common';
import { Database } from '#platform';
import { intakeSettled } from './intake.errors.js';
import { PlaceOffers } from './place-offers.service.js';

/** Ends an offer without an admission, and gives the place to the next. Who takes it is admitted (`AdmitClient`). */
@Injectable()
export class AnswerOffer {
  constructor(
    private readonly database: Database,
    private readonly offers: PlaceOffers,
  ) {}

  /** The client said no, and leaves the list. @throws DomainError 409 `offer-settled`; 404. */
  async decline(clinicId: string, entryId: string, reason: string): Promise<void> {
    await this.database.transaction(async () => {
      const { program, entry } = await this.offers.take(clinicId, entryId);
      if (entry.offerId === null) throw intakeSettled(entry.state);
      await this.offers.close(program, entry, 'declined', reason);
      await this.offers.refresh(program);
    });
  }

  /**
   * The clinic takes the offer back. The client keeps waiting, behind everybody else, so that the place goes to another.
   * @throws DomainError 409 `offer-settled`; 404.
   */
  async withdraw(clinicId: string, entryId: string, reason: string | null): Promise<void> {
    await this.database.transaction(async () => {
      const { program, entry } = await this.offers.take(clinicId, entryId);
      if (entry.offerId === null) throw intakeSettled(entry.state);
      await this.offers.close(program, entry, 'withdrawn', reason);
      const others = await this.database.maybe(`select from episodes.intake_entry where program_id = $1 and state = 'waiting' and id <> $2 limit 1`, [program.id, entryId]);
      // Alone on the list they would be offered the same place in the same moment: by hand then, when the clinic is ready.
      if (!others) return;
      await this.database.rows('update episodes.intake_entry set position = (select max(position) + 1 from episodes.intake_entry where program_id = $1 and ended_at is null) where id = $2', [program.id, entryId]);
      await this.offers.refresh(program);
    });
  }
}

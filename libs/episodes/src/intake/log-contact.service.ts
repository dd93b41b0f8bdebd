import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, currentActor, invalidInput, newId } from '#platform';
import type { ContactOutcome, ContactWay } from './intake-entry.js';
import { intakeSettled } from './intake.errors.js';
import { IntakeRecord } from './intake-record.service.js';
import { PlaceOffers } from './place-offers.service.js';

/** One attempt to tell somebody of the place. */
export interface LogContactInput {
  how: ContactWay;
  outcome: ContactOutcome;
  /** Left out: now. */
  triedAt?: string;
  note?: string | null;
}

/**
 * Records an attempt to tell somebody that a place is offered to them. The time they have to answer counts from the first one:
 * until somebody has tried, the offer does not end.
 */
@Injectable()
export class LogContact {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly offers: PlaceOffers,
    private readonly record: IntakeRecord,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 409 `offer-settled`; 400 for a time before the offer or ahead; 404. */
  async run(clinicId: string, entryId: string, input: LogContactInput): Promise<void> {
    await this.database.transaction(async () => {
      const { program, entry } = await this.offers.take(clinicId, entryId);
      if (entry.offerId === null) throw intakeSettled(entry.state);
      const now = this.clock.now();
      const triedAt = input.triedAt === undefined ? now : new Date(input.triedAt);
      const { offeredAt } = await this.database.one<{ offeredAt: Date }>('select offered_at as "offeredAt" from episodes.intake_offer where id = $1', [entry.offerId]);
      if (triedAt > now) throw invalidInput([{ pointer: '/triedAt', detail: 'must not lie ahead' }]);
      if (triedAt < offeredAt) throw invalidInput([{ pointer: '/triedAt', detail: 'must not be before the offer' }]);
      const actor = currentActor();
      await this.database.rows(
        `insert into episodes.intake_contact (id, clinic_id, offer_id, tried_at, how, outcome, note, by_user_id, by_name, noted_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [newId(), clinicId, entry.offerId, triedAt, input.how, input.outcome, input.note ?? null, actor.userId, actor.displayName, now],
      );
      if (entry.contactedAt === null) {
        await this.database.rows('update episodes.intake_offer set contacted_at = $2, expires_at = greatest(expires_at, $3) where id = $1', [entry.offerId, triedAt, await this.offers.until(program, triedAt)]);
      }
      this.audit.record({ clinicId, action: 'episodes.contact-tried', subjectType: 'program', subjectId: program.id, clientId: entry.clientId, changes: { how: input.how, outcome: input.outcome, triedAt: triedAt.toISOString() } });
      await this.record.tell(program, [entryId]);
    });
  }
}

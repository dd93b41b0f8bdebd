import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, currentActor, notFound, staleEdit } from '#platform';
import type { CallOutcome, MessageState } from './message.js';
import type { RemindersAction } from './reminders.audit.js';
import { messageSuperseded, notToCall } from './reminders.errors.js';

interface InHand {
  state: MessageState;
  heldReason: string | null;
  outcome: string | null;
  clientId: string | null;
  version: number;
}

/**
 * Writes down what came of a call about a message that is held back. Reached, or word left: it is told. Not reached: it is
 * still to be told, and the try is counted.
 */
@Injectable()
export class RecordCall {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /** @param outcome null takes back what was written last. @throws DomainError 404; 409 `message-superseded`, `not-held-back`, `stale-edit`. */
  async run(clinicId: string, messageId: string, input: { outcome: CallOutcome | null; version: number }): Promise<void> {
    await this.database.transaction(async () => {
      const message = await this.database.maybe<InHand>(
        'select state, held_reason as "heldReason", outcome, client_id as "clientId", version from reminders.message where clinic_id = $1 and id = $2 for update',
        [clinicId, messageId],
      );
      if (!message) throw notFound('message');
      if (message.state === 'superseded') throw messageSuperseded();
      if (message.heldReason === null) throw notToCall();
      if (message.version !== input.version) throw staleEdit('message', message.version);
      const { outcome } = input;
      const actor = currentActor();
      await this.database.rows(
        `update reminders.message set state = $3, outcome = $4, outcome_at = $5, outcome_by_user_id = $6, outcome_by_name = $7, tries = greatest(0, tries + $8), version = version + 1
         where clinic_id = $1 and id = $2`,
        [
          clinicId,
          messageId,
          outcome === null || outcome === 'not_reached' ? 'held_back' : 'told',
          outcome,
          outcome === null ? null : this.clock.now(),
          outcome === null ? null : actor.userId,
          outcome === null ? null : actor.displayName,
          outcome !== null ? 1 : message.outcome === null ? 0 : -1,
        ],
      );
      const action: RemindersAction = outcome === null ? 'reminders.call-taken-back' : 'reminders.call-recorded';
      this.audit.record({ clinicId, action, subjectType: 'message', subjectId: messageId, clientId: message.clientId, changes: { outcome: [message.outcome, outcome] } });
    });
  }
}

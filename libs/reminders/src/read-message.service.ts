import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, currentActor, notFound } from '#platform';
import type { MessageState } from './message.js';
import type { RemindersAction } from './reminders.audit.js';
import { messageSuperseded } from './reminders.errors.js';

/** Somebody has seen what they were told in the app. Saying so twice changes nothing. */
@Injectable()
export class ReadMessage {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 404 for a message of somebody else; 409 `message-superseded`. */
  async run(clinicId: string, messageId: string, userId: string): Promise<void> {
    await this.database.transaction(async () => {
      const message = await this.database.maybe<{ state: MessageState }>(
        `select state from reminders.message where clinic_id = $1 and id = $2 and channel = 'app' and staff_id in (select id from team.v_staff where clinic_id = $1 and user_id = $3) for update`,
        [clinicId, messageId, userId],
      );
      if (!message) throw notFound('message');
      if (message.state === 'superseded') throw messageSuperseded();
      if (message.state !== 'due') return;
      await this.database.rows(
        `update reminders.message set state = 'told', outcome = 'read', outcome_at = $3, outcome_by_user_id = $4, outcome_by_name = $5, version = version + 1 where clinic_id = $1 and id = $2`,
        [clinicId, messageId, this.clock.now(), userId, currentActor().displayName],
      );
      const action: RemindersAction = 'reminders.message-read';
      this.audit.record({ clinicId, action, subjectType: 'message', subjectId: messageId });
    });
  }
}

import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, currentActor, invalidInput, notFound, staleEdit } from '#platform';
import type { EpisodesAction } from '../episodes.audit.js';
import { CloseTask } from '../tasks/close-task.service.js';
import { REVIEW_RULE, type EmergencyFinding } from './emergency-access.js';
import { reviewedAlready } from './emergency.errors.js';

interface Row {
  clientId: string;
  finding: EmergencyFinding | null;
  reviewedByName: string | null;
  version: number;
}

/** Says, once and for good, whether a chart was rightly opened in an emergency. Its task is done with it. */
@Injectable()
export class ReviewEmergency {
  constructor(
    private readonly database: Database,
    private readonly tasks: CloseTask,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError 404; 409 `reviewed-already`, `stale-edit`; 422 `own-emergency`; 400 when a fault is not explained. */
  async run(clinicId: string, accessId: string, review: { finding: EmergencyFinding; note?: string | null; version: number }): Promise<void> {
    const note = review.note?.trim() || null;
    if (review.finding === 'not_justified' && note === null) throw invalidInput([{ pointer: '/note', detail: 'is needed where it was not justified' }]);
    await this.database.transaction(async () => {
      const found = await this.database.maybe<Row>(
        `select client_id as "clientId", finding, reviewed_by_name as "reviewedByName", version from episodes.emergency_access where id = $1 and clinic_id = $2 for update`,
        [accessId, clinicId],
      );
      if (!found) throw notFound('opening');
      if (found.finding !== null) throw reviewedAlready(found.reviewedByName);
      if (found.version !== review.version) throw staleEdit('opening', found.version);
      const actor = currentActor();
      await this.database.rows(
        `update episodes.emergency_access set finding = $2, review_note = $3, reviewed_at = $4, reviewed_by_user_id = $5, reviewed_by_name = $6, version = version + 1 where id = $1`,
        [accessId, review.finding, note, this.clock.now(), actor.userId, actor.displayName],
      );
      const action: EpisodesAction = 'episodes.emergency-reviewed';
      this.audit.record({ clinicId, action, subjectType: 'emergency_access', subjectId: accessId, clientId: found.clientId, changes: { finding: [null, review.finding] }, reason: note });
      const task = await this.database.maybe<{ id: string; version: number }>(
        `select id, version from episodes.task where clinic_id = $1 and rule = $2 and client_id = $3 and occurrence = $4 and state = 'open'`,
        [clinicId, REVIEW_RULE, found.clientId, accessId],
      );
      if (task) await this.tasks.run(clinicId, task.id, { state: 'done', version: task.version });
    });
  }
}

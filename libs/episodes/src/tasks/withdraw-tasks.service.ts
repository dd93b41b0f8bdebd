import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, DomainEvents, currentActor } from '#platform';
import type { EpisodesAction } from '../episodes.audit.js';
import { TASKS_CHANGED, type TasksChanged } from './task.events.js';

/** What a rule asked for and no longer asks for. */
export interface TaskAskedFor {
  /** The episode, client or session it was about, whichever is named first of these three. */
  subjectId: string;
  occurrence: string;
}

/** Drops open tasks of a rule whose reason is gone. The rule may ask for them again. */
@Injectable()
export class WithdrawTasks {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly events: DomainEvents,
    private readonly clock: Clock,
  ) {}

  /** @returns how many were open and are dropped now. */
  async run(clinicId: string, rule: string, asked: readonly TaskAskedFor[], reason: string): Promise<number> {
    if (asked.length === 0) return 0;
    return this.database.transaction(async () => {
      const dropped = await this.database.rows<{ id: string; clientId: string | null }>(
        `update episodes.task t set state = 'dropped', closed_at = $4, closed_by_name = $5, close_reason = $6, snoozed_until = null, snooze_reason = null, version = version + 1
         from unnest($3::uuid[], $7::text[]) as a(subject_id, occurrence)
         where t.clinic_id = $1 and t.rule = $2 and coalesce(t.episode_id, t.client_id, t.session_id) = a.subject_id and t.occurrence = a.occurrence and t.state = 'open'
         returning t.id, t.client_id as "clientId"`,
        [clinicId, rule, asked.map((one) => one.subjectId), this.clock.now(), currentActor().displayName, reason, asked.map((one) => one.occurrence)],
      );
      for (const { id, clientId } of dropped) {
        const action: EpisodesAction = 'episodes.task-dropped';
        this.audit.record({ clinicId, action, subjectType: 'task', subjectId: id, ...(clientId ? { clientId } : {}), changes: { state: ['open', 'dropped'] }, reason });
      }
      if (dropped.length > 0) await this.events.publish<TasksChanged>({ name: TASKS_CHANGED, clinicId, payload: { taskIds: dropped.map(({ id }) => id) } });
      return dropped.length;
    });
  }
}

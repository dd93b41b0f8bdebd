import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, DomainEvents, currentActor, newId, type ClinicDay } from '#platform';
import type { EpisodesAction } from '../episodes.audit.js';
import { TASKS_CHANGED, type TasksChanged } from './task.events.js';
import type { TaskSource, TaskSubject } from './task.js';

/** A task to open. */
export interface NewTask extends TaskSubject {
  source: TaskSource;
  /** What asked for it, and which time; with both it is asked for once. */
  rule?: string;
  occurrence?: string;
  title: string;
  note?: string | null;
  /** Null: nobody's yet. */
  ownerStaffId: string | null;
  dueOn: ClinicDay;
}

/**
 * What a person dropped is not asked for again by the rule that asked; what the rule itself took back is. Two who ask for
 * the same at once open one task: the other's row meets the unique index.
 */
const OPEN = `
insert into episodes.task (id, clinic_id, source, rule, occurrence, title, note, client_id, episode_id, session_id, owner_staff_id, due_on, opened_at, opened_by_user_id, opened_by_name)
select n.id, $1, n.source, n.rule, n.occurrence, n.title, n.note, n.client_id, n.episode_id, n.session_id, n.owner_staff_id, n.due_on, $3, $4, $5
from jsonb_to_recordset($2::jsonb) as n(id uuid, source text, rule text, occurrence text, title text, note text, client_id uuid, episode_id uuid, session_id uuid, owner_staff_id uuid, due_on date)
where n.rule is null or not exists (
  select from episodes.task t where t.clinic_id = $1 and t.rule = n.rule and t.occurrence = n.occurrence
    and coalesce(t.episode_id, t.client_id, t.session_id) = coalesce(n.episode_id, n.client_id, n.session_id) and t.state = 'dropped' and t.closed_by_user_id is not null)
on conflict (clinic_id, rule, coalesce(episode_id, client_id, session_id), occurrence) where rule is not null and state <> 'dropped' do nothing
returning id, client_id as "clientId"`;

/** Opens tasks, many at once: what a rule has asked for already is left as it is. */
@Injectable()
export class OpenTasks {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly events: DomainEvents,
    private readonly clock: Clock,
  ) {}

  /** @returns the ids of those that are new. @throws DomainError 404 for a client, stay or member of staff of another clinic. */
  async run(clinicId: string, tasks: readonly NewTask[]): Promise<string[]> {
    if (tasks.length === 0) return [];
    return this.database.transaction(async () => {
      const actor = currentActor();
      const rows = tasks.map((task) => ({
        id: newId(), source: task.source, rule: task.rule ?? null, occurrence: task.occurrence ?? null, title: task.title, note: task.note ?? null, client_id: task.clientId ?? null,
        episode_id: task.episodeId ?? null, session_id: task.sessionId ?? null, owner_staff_id: task.ownerStaffId, due_on: task.dueOn,
      }));
      const opened = await this.database.rows<{ id: string; clientId: string | null }>(OPEN, [clinicId, JSON.stringify(rows), this.clock.now(), actor.userId, actor.displayName]);
      const given = new Map(rows.map((row) => [row.id, row]));
      for (const { id, clientId } of opened) {
        const action: EpisodesAction = 'episodes.task-opened';
        const row = given.get(id);
        this.audit.record({ clinicId, action, subjectType: 'task', subjectId: id, ...(clientId ? { clientId } : {}), changes: { source: row?.source, rule: row?.rule, dueOn: row?.due_on, ownerStaffId: row?.owner_staff_id } });
      }
      const taskIds = opened.map(({ id }) => id);
      if (taskIds.length > 0) await this.events.publish<TasksChanged>({ name: TASKS_CHANGED, clinicId, payload: { taskIds } });
      return taskIds;
    });
  }
}

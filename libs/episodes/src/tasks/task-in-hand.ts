import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, DomainEvents, notFound, staleEdit, type AuditEvent } from '#platform';
import type { EpisodesAction } from '../episodes.audit.js';
import { taskClosed, taskNotClosed } from './task.errors.js';
import { TASKS_CHANGED, type TasksChanged } from './task.events.js';
import { TASK_COLUMNS, type Task } from './task.js';

/** One task, held until the transaction ends: what every change of it begins and ends with. */
@Injectable()
export class TaskInHand {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly events: DomainEvents,
  ) {}

  /** @throws DomainError 404; 409 when it is closed, with who closed it, or was changed since. */
  async open(clinicId: string, taskId: string, version: number): Promise<Task> {
    const task = await this.lock(clinicId, taskId);
    if (task.state !== 'open') throw taskClosed(task);
    if (task.version !== version) throw staleEdit('task', task.version);
    return task;
  }

  /** @throws DomainError 404; 409 when it is open or was changed since. */
  async closed(clinicId: string, taskId: string, version: number): Promise<Task> {
    const task = await this.lock(clinicId, taskId);
    if (task.state === 'open') throw taskNotClosed();
    if (task.version !== version) throw staleEdit('task', task.version);
    return task;
  }

  /**
   * Writes columns of the task, its audit entry and its news.
   * @param set the assignments, from $3 on.
   */
  async write(clinicId: string, task: Task, action: EpisodesAction, set: string, values: readonly unknown[], reason: string | null = null): Promise<Task> {
    const [after] = await this.database.rows<Task>(
      `update episodes.task set ${set}, version = version + 1 where id = $1 and clinic_id = $2 returning ${TASK_COLUMNS}`,
      [task.id, clinicId, ...values],
    );
    const changed = after as Task;
    this.audit.record({ clinicId, action, subjectType: 'task', subjectId: task.id, ...(task.clientId ? { clientId: task.clientId } : {}), changes: changesOf(task, changed), reason });
    await this.events.publish<TasksChanged>({ name: TASKS_CHANGED, clinicId, payload: { taskIds: [task.id] } });
    return changed;
  }

  private async lock(clinicId: string, taskId: string): Promise<Task> {
    const task = await this.database.maybe<Task>(`select ${TASK_COLUMNS} from episodes.task where id = $1 and clinic_id = $2 for update`, [taskId, clinicId]);
    if (!task) throw notFound('task');
    return task;
  }
}

/** What the trail shows of a change. The words of a task stay out of it: they may say anything of anybody. */
function changesOf(before: Task, after: Task): NonNullable<AuditEvent['changes']> {
  const watched = ['state', 'dueOn', 'ownerStaffId', 'snoozedUntil'] as const;
  const changes: Record<string, unknown> = Object.fromEntries(watched.filter((name) => before[name] !== after[name]).map((name) => [name, [before[name], after[name]]]));
  if (before.title !== after.title || before.note !== after.note) changes['words'] = ['before', 'after'];
  return changes as NonNullable<AuditEvent['changes']>;
}

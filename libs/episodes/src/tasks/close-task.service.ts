import { Injectable } from '@nestjs/common';
import { Clock, Database, currentActor, invalidInput } from '#platform';
import type { Task } from './task.js';
import { TaskInHand } from './task-in-hand.js';

/** How a task ends: done, or dropped for a reason. */
export interface TaskClosing {
  state: 'done' | 'dropped';
  reason?: string | null;
  version: number;
}

/** Closes a task, and opens it again. Of two who close the same one wins, and the other is told who did. */
@Injectable()
export class CloseTask {
  constructor(
    private readonly database: Database,
    private readonly inHand: TaskInHand,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError 404; 409 `task-closed`, `stale-edit`; 400 when it is dropped without a reason. */
  async run(clinicId: string, taskId: string, closing: TaskClosing): Promise<Task> {
    const reason = closing.reason?.trim() || null;
    if (closing.state === 'dropped' && reason === null) throw invalidInput([{ pointer: '/reason', detail: 'is needed to drop a task' }]);
    return this.database.transaction(async () => {
      const task = await this.inHand.open(clinicId, taskId, closing.version);
      const actor = currentActor();
      return this.inHand.write(
        clinicId,
        task,
        closing.state === 'done' ? 'episodes.task-done' : 'episodes.task-dropped',
        'state = $3, closed_at = $4, closed_by_user_id = $5, closed_by_name = $6, close_reason = $7, snoozed_until = null, snooze_reason = null',
        [closing.state, this.clock.now(), actor.userId, actor.displayName, reason],
        reason,
      );
    });
  }

  /** Takes the closing back. @throws DomainError 404; 409 `task-open`, `stale-edit`, or `task-again` when its rule has asked anew since. */
  async reopen(clinicId: string, taskId: string, version: number): Promise<Task> {
    return this.database.transaction(async () => {
      const task = await this.inHand.closed(clinicId, taskId, version);
      return this.inHand.write(clinicId, task, 'episodes.task-reopened', `state = 'open', closed_at = null, closed_by_user_id = null, closed_by_name = null, close_reason = null`, []);
    });
  }
}

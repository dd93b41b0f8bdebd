import { Injectable } from '@nestjs/common';
import { Database, type ClinicDay } from '#platform';
import { StaffAtWork } from '../team/staff-at-work.js';
import type { Task } from './task.js';
import { TaskInHand } from './task-in-hand.js';

/** What is to be other than it is; what is left out stays. */
export interface TaskEdit {
  title?: string;
  note?: string | null;
  dueOn?: ClinicDay;
  /** Somebody else's from now on; null: nobody's. */
  ownerStaffId?: string | null;
  version: number;
}

/** Rewords a task, moves its due date, or gives it to somebody else. */
@Injectable()
export class EditTask {
  constructor(
    private readonly database: Database,
    private readonly staff: StaffAtWork,
    private readonly inHand: TaskInHand,
  ) {}

  /** @throws DomainError 404; 409 `task-closed`, `stale-edit`; 422 for an owner who no longer works here. */
  async run(clinicId: string, taskId: string, edit: TaskEdit): Promise<Task> {
    return this.database.transaction(async () => {
      if (edit.ownerStaffId) await this.staff.check(clinicId, [{ staffId: edit.ownerStaffId, pointer: '/ownerStaffId' }]);
      const task = await this.inHand.open(clinicId, taskId, edit.version);
      const { title = task.title, note = task.note, dueOn = task.dueOn, ownerStaffId = task.ownerStaffId } = edit;
      const action = ownerStaffId === task.ownerStaffId ? 'episodes.task-changed' : 'episodes.task-reassigned';
      return this.inHand.write(clinicId, task, action, 'title = $3, note = $4, due_on = $5, owner_staff_id = $6', [title, note, dueOn, ownerStaffId]);
    });
  }
}

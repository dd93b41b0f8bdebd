import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { Database, addDays, type ClinicDay } from '#platform';
import { snoozeDay } from './task.errors.js';
import type { Task } from './task.js';
import { TaskInHand } from './task-in-hand.js';

/** The longest a task may sleep: whatever can wait longer is due later. */
const LONGEST_DAYS = 60;

/** Puts a task off until a day, for a reason; its due date stays what it is. */
@Injectable()
export class SnoozeTask {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
    private readonly inHand: TaskInHand,
  ) {}

  /** @param until the day it is back on the list; null wakes it now. @throws DomainError 404, 409, 422. */
  async run(clinicId: string, taskId: string, snooze: { until: ClinicDay | null; reason: string | null; version: number }): Promise<Task> {
    const { until, version } = snooze;
    const reason = until === null ? null : snooze.reason?.trim() || null;
    const today = await this.clinics.today(clinicId);
    if (until !== null && until <= today) throw snoozeDay('must be after today');
    if (until !== null && until > addDays(today, LONGEST_DAYS)) throw snoozeDay(`must be within ${LONGEST_DAYS} days`);
    if (until !== null && reason === null) throw snoozeDay('needs a reason');
    return this.database.transaction(async () => {
      const task = await this.inHand.open(clinicId, taskId, version);
      return this.inHand.write(clinicId, task, 'episodes.task-snoozed', 'snoozed_until = $3, snooze_reason = $4', [until, reason], reason);
    });
  }
}

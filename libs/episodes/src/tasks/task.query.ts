import { Injectable } from '@nestjs/common';
import { Database, decodeCursor, isId, isInstant, notFound, pageOf, type Page } from '#platform';
import { TASK_COLUMNS, type Task } from './task.js';

/** One task, or the tasks about one client. */
@Injectable()
export class TaskQuery {
  constructor(private readonly database: Database) {}

  /** @throws DomainError 404. */
  async one(clinicId: string, taskId: string): Promise<Task> {
    const task = await this.database.maybe<Task>(`select ${TASK_COLUMNS} from episodes.task where id = $1 and clinic_id = $2`, [taskId, clinicId]);
    if (!task) throw notFound('task');
    return task;
  }

  /** Everything ever asked for about a client, the latest first. */
  async ofClient(clinicId: string, clientId: string, limit: number, cursor?: string): Promise<Page<Task>> {
    const after = decodeCursor<[string, string]>(cursor, [isInstant, isId]);
    const rows = await this.database.rows<Task>(
      `select ${TASK_COLUMNS} from episodes.task where clinic_id = $1 and client_id = $2 and ($3::timestamptz is null or (opened_at, id) < ($3, $4::uuid))
       order by opened_at desc, id desc limit $5`,
      [clinicId, clientId, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
    return pageOf(rows, limit, (row) => [row.openedAt.toISOString(), row.id], (row) => row);
  }
}

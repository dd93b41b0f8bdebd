import type { ClinicDay } from '#platform';

export const TASK_STATES = ['open', 'done', 'dropped'] as const;
export type TaskState = (typeof TASK_STATES)[number];

export const TASK_SOURCES = ['rule', 'person', 'meeting'] as const;
export type TaskSource = (typeof TASK_SOURCES)[number];

/** What a task is about. A client's stay names the client too; the clinic's own work names nothing. */
export interface TaskSubject {
  clientId?: string | null;
  episodeId?: string | null;
  sessionId?: string | null;
}

/** A task as it stands. */
export interface Task {
  id: string;
  source: TaskSource;
  rule: string | null;
  title: string;
  note: string | null;
  clientId: string | null;
  episodeId: string | null;
  sessionId: string | null;
  ownerStaffId: string | null;
  dueOn: ClinicDay;
  snoozedUntil: ClinicDay | null;
  snoozeReason: string | null;
  state: TaskState;
  closedAt: Date | null;
  closedBy: string | null;
  closeReason: string | null;
  openedAt: Date;
  openedBy: string;
  version: number;
}

/** The columns of a task, as `Task` names them. */
export const TASK_COLUMNS = `id, source, rule, title, note, client_id as "clientId", episode_id as "episodeId", session_id as "sessionId",
  owner_staff_id as "ownerStaffId", due_on as "dueOn", snoozed_until as "snoozedUntil", snooze_reason as "snoozeReason", state,
  closed_at as "closedAt", closed_by_name as "closedBy", close_reason as "closeReason", opened_at as "openedAt", opened_by_name as "openedBy", version`;

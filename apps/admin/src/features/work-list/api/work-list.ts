import { call, client, idempotent } from '@/lib/api/http';
import type { Schema } from '@/lib/api/http';

export type WorkItem = Schema<'WorkItemDto'>;
export type Task = Schema<'TaskDto'>;
export type Whose = Schema<'WhoseWork'>;
export interface WorkFilters {
  whose: Whose;
  kind: WorkItem['kind'] | null;
  snoozed: boolean;
}

export const workKeys = {
  all: (clinicId: string) => ['work-list', clinicId] as const,
  list: (clinicId: string, filters: WorkFilters) => ['work-list', clinicId, 'list', filters] as const,
  task: (clinicId: string, taskId: string) => ['work-list', clinicId, 'task', taskId] as const,
  staff: (clinicId: string) => ['work-list', clinicId, 'staff'] as const,
};

export const readWork = (clinicId: string, { whose, kind, snoozed }: WorkFilters, cursor: string | undefined, signal: AbortSignal) =>
  call(client.GET('/api/clinics/{clinicId}/work-list', { params: { path: { clinicId }, query: { whose, ...(kind ? { kind } : {}), ...(snoozed ? { snoozed } : {}), ...(cursor ? { cursor } : {}) } }, signal }));

export const readTask = (clinicId: string, taskId: string) => call(client.GET('/api/clinics/{clinicId}/tasks/{taskId}', { params: { path: { clinicId, taskId } } }));

/** Everybody on staff: whom a task may be given to. */
export const readStaff = (clinicId: string, signal: AbortSignal) => call(client.GET('/api/clinics/{clinicId}/caseload', { params: { path: { clinicId } }, signal }));

export const openTask = (clinicId: string, body: Schema<'OpenTaskDto'>, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/tasks', { params: { path: { clinicId } }, body, headers: idempotent(key) }));

export const editTask = (clinicId: string, taskId: string, body: Schema<'EditTaskDto'>) =>
  call(client.PATCH('/api/clinics/{clinicId}/tasks/{taskId}', { params: { path: { clinicId, taskId } }, body }));

export const closeTask = (clinicId: string, taskId: string, body: Schema<'CloseTaskDto'>) =>
  call(client.POST('/api/clinics/{clinicId}/tasks/{taskId}/close', { params: { path: { clinicId, taskId } }, body, headers: idempotent() }));

export const reopenTask = (clinicId: string, taskId: string, version: number) =>
  call(client.POST('/api/clinics/{clinicId}/tasks/{taskId}/reopen', { params: { path: { clinicId, taskId } }, body: { version }, headers: idempotent() }));

export const snoozeTask = (clinicId: string, taskId: string, body: Schema<'SnoozeTaskDto'>) =>
  call(client.POST('/api/clinics/{clinicId}/tasks/{taskId}/snooze', { params: { path: { clinicId, taskId } }, body, headers: idempotent() }));

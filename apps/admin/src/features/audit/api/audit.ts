import { call, client } from '@/lib/api/http';
import type { Schema } from '@/lib/api/http';

export type AuditEntry = Schema<'AuditEntryDto'>;
export type Verification = Schema<'AuditVerificationDto'>;

export interface AuditFilters {
  client: string | null;
  user: string | null;
  action: string;
  subject: string;
  from: string | null;
  to: string | null;
}

export const auditKeys = {
  lists: (clinicId: string) => ['audit', clinicId, 'list'] as const,
  list: (clinicId: string, filters: AuditFilters) => ['audit', clinicId, 'list', filters] as const,
  verification: (clinicId: string) => ['audit', clinicId, 'verification'] as const,
  people: (clinicId: string, q: string) => ['audit', clinicId, 'people', q] as const,
};

/** The filters as the API names them. */
export function queryOf(filters: AuditFilters) {
  return {
    ...(filters.client ? { clientId: filters.client } : {}),
    ...(filters.user ? { userId: filters.user } : {}),
    ...(filters.action ? { action: filters.action } : {}),
    ...(filters.subject ? { subjectId: filters.subject } : {}),
    ...(filters.from ? { from: filters.from } : {}),
    ...(filters.to ? { to: filters.to } : {}),
  };
}

export const readAudit = (clinicId: string, filters: AuditFilters, cursor: string | undefined, signal: AbortSignal) =>
  call(client.GET('/api/clinics/{clinicId}/audit', { params: { path: { clinicId }, query: { ...queryOf(filters), ...(cursor ? { cursor } : {}) } }, signal }));

export const readVerification = (clinicId: string, signal: AbortSignal) =>
  call(client.GET('/api/clinics/{clinicId}/audit/verification', { params: { path: { clinicId } }, signal }));

/** The same entries as a file. */
export const exportAudit = (clinicId: string, filters: AuditFilters): Promise<Blob> =>
  call(client.GET('/api/clinics/{clinicId}/audit/export', { params: { path: { clinicId }, query: queryOf(filters) }, parseAs: 'blob' })) as Promise<Blob>;

/** Whom the trail can be narrowed to: the clinic's accounts, by name. */
export const readPeople = (clinicId: string, q: string, signal: AbortSignal) =>
  call(client.GET('/api/clinics/{clinicId}/users', { params: { path: { clinicId }, query: { limit: 200, ...(q && { q }) } }, signal }));

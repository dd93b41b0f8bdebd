import { call, client } from '@/lib/api/http';
import type { Schema } from '@/lib/api/http';

export type CaseloadRow = Schema<'CaseloadRowDto'>;

export const caseloadKeys = { all: (clinicId: string) => ['caseload', clinicId] as const };

export const readCaseload = (clinicId: string, signal: AbortSignal) => call(client.GET('/api/clinics/{clinicId}/caseload', { params: { path: { clinicId } }, signal }));

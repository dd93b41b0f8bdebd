import { call, client, idempotent } from '@/lib/api/http';
import type { Schema } from '@/lib/api/http';

export type FoundTimes = Schema<'FoundTimesDto'>;
export type ProposedTime = Schema<'ProposedTimeDto'>;
export type FindTimeBody = Schema<'FindTimeDto'>;
export type Service = Schema<'ServiceDto'>;

export const findTimeKeys = {
  found: (clinicId: string, body: FindTimeBody) => ['find-time', clinicId, 'found', body] as const,
  choices: (clinicId: string, kind: string) => ['find-time', clinicId, 'choices', kind] as const,
  client: (clinicId: string, clientId: string) => ['find-time', clinicId, 'client', clientId] as const,
};

export const findTimes = (clinicId: string, body: FindTimeBody, signal: AbortSignal) =>
  call(client.POST('/api/clinics/{clinicId}/free-times', { params: { path: { clinicId } }, body, signal }));

export const book = (clinicId: string, body: Schema<'BookSessionDto'>, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/sessions', { params: { path: { clinicId } }, body, headers: idempotent(key) }));

export const takeBack = (clinicId: string, sessionId: string, version: number) =>
  call(client.POST('/api/clinics/{clinicId}/sessions/{sessionId}/cancel', { params: { path: { clinicId, sessionId } }, body: { reason: 'Booked by mistake', version }, headers: idempotent() }));

const active = { active: true, limit: 200 } as const;
export const readRooms = (clinicId: string) => call(client.GET('/api/clinics/{clinicId}/rooms', { params: { path: { clinicId }, query: active } }));
export const readServices = (clinicId: string) => call(client.GET('/api/clinics/{clinicId}/services', { params: { path: { clinicId }, query: active } }));

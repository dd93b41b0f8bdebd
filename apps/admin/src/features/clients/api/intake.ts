import { call, client, idempotent } from '@/lib/api/http';
import type { Schema } from '@/lib/api/http';
import { clientKeys } from './clients';

export type Waiting = Schema<'IntakeEntryDto'>;

export const waitingKeys = {
  of: (clinicId: string, clientId: string) => [...clientKeys.one(clinicId, clientId), 'intake'] as const,
  places: (clinicId: string, programId: string) => ['programs', clinicId, 'one', programId, 'places'] as const,
};

/** What a client waits for, or waited for; the latest come first, so those who wait now are among them. */
export const readWaiting = (clinicId: string, clientId: string) => call(client.GET('/api/clinics/{clinicId}/clients/{clientId}/intake', { params: { path: { clinicId, clientId } } }));
export const readPlaces = (clinicId: string, programId: string) => call(client.GET('/api/clinics/{clinicId}/programs/{programId}/places', { params: { path: { clinicId, programId } } }));
export const joinIntake = (clinicId: string, programId: string, body: Schema<'JoinIntakeDto'>, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/programs/{programId}/intake', { params: { path: { clinicId, programId } }, body, headers: idempotent(key) }));
export const leaveIntake = (clinicId: string, entryId: string, version: number, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/intake/{entryId}/leave', { params: { path: { clinicId, entryId } }, body: { version }, headers: idempotent(key) }));

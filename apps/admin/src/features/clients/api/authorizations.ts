import { call, client, idempotent } from '@/lib/api/http';
import type { Schema } from '@/lib/api/http';
import { clientKeys } from './clients';

export type Authorization = Schema<'AuthorizationDto'>;
export type AuthorizationStatus = Schema<'AuthorizationStatus'>;

export const authorizationKeys = {
  of: (clinicId: string, clientId: string) => [...clientKeys.one(clinicId, clientId), 'authorizations'] as const,
  makeUps: (clinicId: string, episodeId: string, weekStart: string) => ['hours', clinicId, 'make-ups', episodeId, weekStart] as const,
};

const ofClient = (clinicId: string, clientId: string) => ({ path: { clinicId, clientId } });

export const readAuthorizations = (clinicId: string, clientId: string) => call(client.GET('/api/clinics/{clinicId}/clients/{clientId}/authorizations', { params: ofClient(clinicId, clientId) }));

export const recordAuthorization = (clinicId: string, clientId: string, body: Schema<'RecordAuthorizationDto'>, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/clients/{clientId}/authorizations', { params: ofClient(clinicId, clientId), body, headers: idempotent(key) }));

export const editAuthorization = (clinicId: string, clientId: string, authorizationId: string, body: Schema<'EditAuthorizationDto'>) =>
  call(client.PATCH('/api/clinics/{clinicId}/clients/{clientId}/authorizations/{authorizationId}', { params: { path: { clinicId, clientId, authorizationId } }, body }));

export const withdrawAuthorization = (clinicId: string, clientId: string, authorizationId: string, body: Schema<'WithdrawAuthorizationDto'>, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/clients/{clientId}/authorizations/{authorizationId}/withdraw', { params: { path: { clinicId, clientId, authorizationId } }, body, headers: idempotent(key) }));

/** What would mend a week, for why nothing is proposed. */
export const readMakeUps = (clinicId: string, episodeId: string, weekStart: string) =>
  call(client.GET('/api/clinics/{clinicId}/episodes/{episodeId}/weeks/{weekStart}/make-ups', { params: { path: { clinicId, episodeId, weekStart } } }));

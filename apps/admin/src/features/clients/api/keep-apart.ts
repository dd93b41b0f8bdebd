import { call, client, idempotent } from '@/lib/api/http';
import type { Schema } from '@/lib/api/http';
import { clientKeys } from './clients';

export type KeptApart = Schema<'KeptApartDto'>;

export const keepApartKeys = {
  of: (clinicId: string, clientId: string) => [...clientKeys.all(clinicId), 'kept-apart', clientId] as const,
};

const ofClient = (clinicId: string, clientId: string) => ({ path: { clinicId, clientId } });

export const readKeptApart = (clinicId: string, clientId: string) => call(client.GET('/api/clinics/{clinicId}/clients/{clientId}/keep-apart', { params: ofClient(clinicId, clientId) }));
export const keepApart = (clinicId: string, clientId: string, body: Schema<'KeepApartDto'>, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/clients/{clientId}/keep-apart', { params: ofClient(clinicId, clientId), body, headers: idempotent(key) }));
export const endKeepApart = (clinicId: string, clientId: string, { id, version }: Pick<KeptApart, 'id' | 'version'>) =>
  call(client.DELETE('/api/clinics/{clinicId}/clients/{clientId}/keep-apart/{pairId}', { params: { path: { clinicId, clientId, pairId: id }, query: { version } } }));

import { call, client, idempotent } from '@/lib/api/http';
import type { Schema } from '@/lib/api/http';

export type Token = Schema<'TokenDto'>;
export type TokenPermission = Schema<'CreateTokenDto'>['permissions'][number];

export interface TokenValues {
  name: string;
  permissions: TokenPermission[];
  days: string;
}

export const tokenKeys = { all: (clinicId: string) => ['tokens', clinicId] as const };

export const readTokens = (clinicId: string, cursor: string | undefined, signal: AbortSignal) =>
  call(client.GET('/api/clinics/{clinicId}/tokens', { params: { path: { clinicId }, query: cursor ? { cursor } : {} }, signal }));

export const makeToken = (clinicId: string, values: TokenValues, key: string) =>
  call(
    client.POST('/api/clinics/{clinicId}/tokens', {
      params: { path: { clinicId } },
      body: { name: values.name, permissions: values.permissions, days: Number(values.days) },
      headers: idempotent(key),
    }),
  );

export const revokeToken = (clinicId: string, tokenId: string) => call(client.DELETE('/api/clinics/{clinicId}/tokens/{tokenId}', { params: { path: { clinicId, tokenId } } }));

import { call, client } from '@/lib/api/http';
import type { Schema } from '@/lib/api/http';

export type SetupState = Schema<'SetupStateDto'>;
export type SetUpValues = Schema<'SetUpDto'>;

export const setupKeys = {
  state: (clinicId: string) => ['setup', clinicId] as const,
};

/** What a clinic has of what its first week needs. */
export const readSetup = (clinicId: string, signal: AbortSignal) => call(client.GET('/api/clinics/{clinicId}/setup', { params: { path: { clinicId } }, signal }));

/** Makes the first clinic of an empty Stepwell and its administrator. */
export const setUp = (body: SetUpValues) => call(client.POST('/api/setup', { body }));

export const signIn = (email: string, password: string) => call(client.POST('/api/auth/login', { body: { email, password } }));

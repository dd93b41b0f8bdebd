import { call, client } from '@/lib/api/http';
import type { Schema } from '@/lib/api/http';

export type Session = Schema<'SessionDto'>;

export const sessionsKey = ['my-sessions'] as const;

export const readSessions = async (signal: AbortSignal): Promise<Session[]> => (await call(client.GET('/api/auth/sessions', { signal }))).items;
export const endSession = (sessionId: string) => call(client.DELETE('/api/auth/sessions/{sessionId}', { params: { path: { sessionId } } }));
export const signOutEverywhere = () => call(client.POST('/api/auth/sign-out-everywhere'));

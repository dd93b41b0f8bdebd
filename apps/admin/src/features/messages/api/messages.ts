import { call, client } from '@/lib/api/http';
import type { Schema } from '@/lib/api/http';

export type Message = Schema<'MessageDto'>;
export type MessageList = Schema<'MessageList'>;
export type CallOutcome = Schema<'CallOutcome'>;
export interface MessageFilters {
  list: MessageList;
  session: string | null;
}

export const messageKeys = {
  all: (clinicId: string) => ['messages', clinicId] as const,
  list: (clinicId: string, filters: MessageFilters) => ['messages', clinicId, 'list', filters] as const,
};

export const readMessages = (clinicId: string, { list, session }: MessageFilters, cursor: string | undefined, signal: AbortSignal) =>
  call(client.GET('/api/clinics/{clinicId}/messages', { params: { path: { clinicId }, query: { list, ...(session ? { sessionId: session } : {}), ...(cursor ? { cursor } : {}) } }, signal }));

/** What came of a call; null takes back what was written last. */
export const recordCall = (clinicId: string, messageId: string, outcome: CallOutcome | null, version: number) =>
  call(client.PUT('/api/clinics/{clinicId}/messages/{messageId}/call', { params: { path: { clinicId, messageId } }, body: { outcome, version } }));

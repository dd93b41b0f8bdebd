import { call, client } from '@/lib/api/http';
import type { Schema } from '@/lib/api/http';

export type Arrivals = Schema<'SessionArrivalsDto'>;
export type Owed = Schema<'AttendanceOwedDto'>;
export type BoardRow = Schema<'BoardRowDto'>;
export type Counts = Schema<'StandingCountsDto'>;
export type Offer = Schema<'OpenOfferDto'>;
export type Work = Schema<'WorkItemDto'>;
export type Notice = Schema<'MessageDto'>;
export type Roster = Schema<'SessionRosterDto'>;

/** Below the keys of attendance and hours, so that a mark made elsewhere refreshes this screen too. */
export const todayKeys = {
  sessions: (clinicId: string, day: string, mine: boolean) => ['attendance', clinicId, 'today', day, mine] as const,
  owed: (clinicId: string, mine: boolean) => ['attendance', clinicId, 'owed', mine] as const,
  roster: (clinicId: string, sessionId: string) => ['attendance', clinicId, 'roster', sessionId] as const,
  tasks: (clinicId: string, whose: string) => ['work-list', clinicId, 'today', whose] as const,
  untold: (clinicId: string, whose: string) => ['work-list', clinicId, 'untold', whose] as const,
  danger: (clinicId: string, mine: boolean, standing: string) => ['hours', clinicId, 'danger', mine, standing] as const,
  notices: (clinicId: string) => ['messages', clinicId, 'mine'] as const,
  offers: (clinicId: string) => ['groups', clinicId, 'offers'] as const,
};

export const readSessions = (clinicId: string, day: string, mine: boolean, signal: AbortSignal) =>
  call(client.GET('/api/clinics/{clinicId}/attendance/day', { params: { path: { clinicId }, query: { day, limit: 200, ...(mine ? { mine } : {}) } }, signal }));

export const readOwed = (clinicId: string, mine: boolean, signal: AbortSignal) =>
  call(client.GET('/api/clinics/{clinicId}/attendance/owed', { params: { path: { clinicId }, query: { limit: 9, ...(mine ? { mine } : {}) } }, signal }));

export const readRoster = (clinicId: string, sessionId: string, signal: AbortSignal) =>
  call(client.GET('/api/clinics/{clinicId}/sessions/{sessionId}/attendance', { params: { path: { clinicId, sessionId } }, signal }));

/** What the person has not seen yet of what changed for them. */
export const readNotices = (clinicId: string, signal: AbortSignal) => call(client.GET('/api/clinics/{clinicId}/messages/mine', { params: { path: { clinicId }, query: { limit: 9 } }, signal }));
export const seeNotice = (clinicId: string, messageId: string) => call(client.POST('/api/clinics/{clinicId}/messages/{messageId}/read', { params: { path: { clinicId, messageId } } }));

/** Seats that are kept for people on waitlists until they answer, those that end first first. */
export const readOffers = (clinicId: string, signal: AbortSignal) => call(client.GET('/api/clinics/{clinicId}/seat-offers', { params: { path: { clinicId }, query: { limit: 7 } }, signal }));

/** Tasks by their deadline; what else is owed stands on this screen by itself. */
export const readTasks = (clinicId: string, whose: Schema<'WhoseWork'>, signal: AbortSignal) =>
  call(client.GET('/api/clinics/{clinicId}/work-list', { params: { path: { clinicId }, query: { whose, kind: 'task', limit: 7 } }, signal }));

/** Places of programs that are offered to people nobody has told yet. */
export const readUntold = (clinicId: string, whose: Schema<'WhoseWork'>, signal: AbortSignal) =>
  call(client.GET('/api/clinics/{clinicId}/work-list', { params: { path: { clinicId }, query: { whose, kind: 'intake', limit: 7 } }, signal }));

/** Clients whose week is in danger, the worst first, and how many stand how. */
export const readDanger = (clinicId: string, mine: boolean, standing: 'short' | 'at_risk', signal: AbortSignal) =>
  call(client.GET('/api/clinics/{clinicId}/hours', { params: { path: { clinicId }, query: { standing, limit: 7, ...(mine ? { mine } : {}) } }, signal }));

import { call, client, idempotent } from '@/lib/api/http';
import type { Schema } from '@/lib/api/http';

export type Roster = Schema<'SessionRosterDto'>;
export type RosterPlace = Schema<'RosterPlaceDto'>;
export type StandingPlace = Schema<'StandingPlaceDto'>;
export type MarkStatus = Schema<'MarkStatus'>;
export type Mark = Schema<'MarkDto'>;
export type Arrivals = Schema<'SessionArrivalsDto'>;
export type Owed = Schema<'AttendanceOwedDto'>;
export type SignInSheet = Schema<'SignInSheetDto'>;
export type Paper = Schema<'PaperBriefDto'>;

export const attendanceKeys = {
  all: (clinicId: string) => ['attendance', clinicId] as const,
  day: (clinicId: string, day: string, mine: boolean) => ['attendance', clinicId, 'day', day, mine] as const,
  roster: (clinicId: string, sessionId: string) => ['attendance', clinicId, 'roster', sessionId] as const,
  marks: (clinicId: string, sessionId: string, participationId: string) => ['attendance', clinicId, 'marks', sessionId, participationId] as const,
  owedList: (clinicId: string, mine: boolean) => ['attendance', clinicId, 'owed-list', mine] as const,
  sheets: (clinicId: string, day: string) => ['attendance', clinicId, 'sheets', day] as const,
  paper: (clinicId: string) => ['attendance', clinicId, 'paper'] as const,
};

export const readDay = (clinicId: string, day: string, mine: boolean, cursor: string | undefined, signal: AbortSignal) =>
  call(client.GET('/api/clinics/{clinicId}/attendance/day', { params: { path: { clinicId }, query: { day, limit: 100, ...(mine ? { mine } : {}), ...(cursor ? { cursor } : {}) } }, signal }));

export const readOwed = (clinicId: string, mine: boolean, cursor: string | undefined, signal: AbortSignal) =>
  call(client.GET('/api/clinics/{clinicId}/attendance/owed', { params: { path: { clinicId }, query: { ...(mine ? { mine } : {}), ...(cursor ? { cursor } : {}) } }, signal }));

export const readRoster = (clinicId: string, sessionId: string, signal?: AbortSignal) =>
  call(client.GET('/api/clinics/{clinicId}/sessions/{sessionId}/attendance', { params: { path: { clinicId, sessionId } }, ...(signal ? { signal } : {}) }));

/** Where the browser hears that a roster has changed. */
export const attendanceStreamAddress = (clinicId: string, sessionId: string) => `/api/clinics/${clinicId}/sessions/${sessionId}/attendance/stream`;

/** Saves marks, all or none; the key makes it safe to send again when no answer came. */
export const saveMarks = (clinicId: string, sessionId: string, marks: Mark[], options: { key: string; force: boolean }) =>
  call(
    client.POST('/api/clinics/{clinicId}/sessions/{sessionId}/attendance', {
      params: { path: { clinicId, sessionId } },
      body: { marks, ...(options.force ? { force: true } : {}) },
      headers: idempotent(options.key),
    }),
  );

export const admitWalkIn = (clinicId: string, sessionId: string, body: { clientId: string; arrivedAt?: string | null }, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/sessions/{sessionId}/walk-ins', { params: { path: { clinicId, sessionId } }, body, headers: idempotent(key) }));

export const readMarks = (clinicId: string, sessionId: string, participationId: string) =>
  call(client.GET('/api/clinics/{clinicId}/sessions/{sessionId}/attendance/{participationId}/marks', { params: { path: { clinicId, sessionId, participationId } } }));

/** The sheets of a day to sign in on: initials, times, rooms. */
export const readSheets = (clinicId: string, day: string, signal: AbortSignal) =>
  call(client.GET('/api/clinics/{clinicId}/attendance/sign-in-sheets', { params: { path: { clinicId }, query: { day } }, signal }));

export const readPaper = (clinicId: string, signal: AbortSignal) => call(client.GET('/api/clinics/{clinicId}/attendance/paper', { params: { path: { clinicId } }, signal }));

export const makePaper = (clinicId: string, day: string) => call(client.POST('/api/clinics/{clinicId}/attendance/paper/{day}', { params: { path: { clinicId, day } }, headers: idempotent() }));

/** Where the browser takes the page of a day from. */
export const paperAddress = (clinicId: string, day: string) => `/api/clinics/${clinicId}/attendance/paper/${day}`;

import { call, client, idempotent, newKey } from '@/lib/api/http';
import type { Schema } from '@/lib/api/http';

export type Calendar = Schema<'CalendarDto'>;
export type CalendarSession = Schema<'CalendarSessionDto'>;
export type SessionDetail = Schema<'SessionDetailDto'>;
export type Place = Schema<'PlaceDto'>;
export type Staff = Schema<'StaffListItemDto'>;
export type Room = Schema<'RoomDto'>;
export type Service = Schema<'ServiceDto'>;
export type Group = Schema<'GroupSummaryDto'>;
export type BookValues = Schema<'BookSessionDto'>;
export type MoveValues = Schema<'MoveSessionDto'>;
export type Series = Schema<'SeriesDto'>;
export type SeriesEdit = Schema<'EditSeriesDto'>;
export type SeriesEdited = Schema<'SeriesEditedDto'>;
export type SeriesDate = Schema<'EditedDateDto'>;
export type SeriesCancelWish = Schema<'PreviewCancelSeriesDto'>;
export type SeriesCancelDate = Schema<'CancelledDateDto'>;
export type EditValues = Schema<'EditSessionDto'>;

/** Which sessions a calendar shows. */
export interface CalendarRange {
  from: string;
  to: string;
  staffIds?: string[];
  roomIds?: string[];
  groupIds?: string[];
  clientIds?: string[];
  cancelled?: boolean;
}

export const calendarKeys = {
  all: (clinicId: string) => ['calendar', clinicId] as const,
  ranges: (clinicId: string) => ['calendar', clinicId, 'range'] as const,
  range: (clinicId: string, range: CalendarRange) => ['calendar', clinicId, 'range', range] as const,
  session: (clinicId: string, sessionId: string) => ['calendar', clinicId, 'session', sessionId] as const,
  series: (clinicId: string, seriesId: string) => ['calendar', clinicId, 'series', seriesId] as const,
  seriesPreview: (clinicId: string, seriesId: string, wanted: unknown) => ['calendar', clinicId, 'series', seriesId, 'preview', wanted] as const,
  resources: (clinicId: string, kind: string) => ['calendar', clinicId, 'resources', kind] as const,
};

export const readCalendar = (clinicId: string, range: CalendarRange, signal: AbortSignal) =>
  call(client.GET('/api/clinics/{clinicId}/calendar', { params: { path: { clinicId }, query: range }, signal }));

export const readSession = (clinicId: string, sessionId: string) =>
  call(client.GET('/api/clinics/{clinicId}/sessions/{sessionId}', { params: { path: { clinicId, sessionId } } }));

export const bookSession = (clinicId: string, body: BookValues, key: string = newKey()) =>
  call(client.POST('/api/clinics/{clinicId}/sessions', { params: { path: { clinicId } }, body, headers: idempotent(key) }));

export const moveSession = (clinicId: string, sessionId: string, body: MoveValues, key: string = newKey()) =>
  call(client.POST('/api/clinics/{clinicId}/sessions/{sessionId}/move', { params: { path: { clinicId, sessionId } }, body, headers: idempotent(key) }));

export const editSession = (clinicId: string, sessionId: string, body: EditValues) =>
  call(client.PATCH('/api/clinics/{clinicId}/sessions/{sessionId}', { params: { path: { clinicId, sessionId } }, body }));

export const cancelSession = (clinicId: string, sessionId: string, body: { reason: string; version?: number }, key: string = newKey()) =>
  call(client.POST('/api/clinics/{clinicId}/sessions/{sessionId}/cancel', { params: { path: { clinicId, sessionId } }, body, headers: idempotent(key) }));

export const restoreSession = (clinicId: string, sessionId: string, version?: number) =>
  call(client.POST('/api/clinics/{clinicId}/sessions/{sessionId}/restore', { params: { path: { clinicId, sessionId } }, body: version === undefined ? {} : { version }, headers: idempotent() }));

export const readSeries = (clinicId: string, seriesId: string) =>
  call(client.GET('/api/clinics/{clinicId}/series/{seriesId}', { params: { path: { clinicId, seriesId } } }));

export const previewSeriesEdit = (clinicId: string, seriesId: string, body: SeriesEdit, signal: AbortSignal) =>
  call(client.POST('/api/clinics/{clinicId}/series/{seriesId}/edit/preview', { params: { path: { clinicId, seriesId } }, body, signal }));

export const editSeries = (clinicId: string, seriesId: string, body: SeriesEdit, key: string = newKey()) =>
  call(client.POST('/api/clinics/{clinicId}/series/{seriesId}/edit', { params: { path: { clinicId, seriesId } }, body, headers: idempotent(key) }));

/** Makes the later part of a series that was split one with the earlier again. */
export const rejoinSeries = (clinicId: string, seriesId: string, version: number) =>
  call(client.POST('/api/clinics/{clinicId}/series/{seriesId}/rejoin', { params: { path: { clinicId, seriesId } }, body: { version }, headers: idempotent() }));

export const previewSeriesCancel = (clinicId: string, seriesId: string, body: SeriesCancelWish, signal: AbortSignal) =>
  call(client.POST('/api/clinics/{clinicId}/series/{seriesId}/cancel/preview', { params: { path: { clinicId, seriesId } }, body, signal }));

export const cancelSeries = (clinicId: string, seriesId: string, body: Schema<'CancelSeriesDto'>, key: string = newKey()) =>
  call(client.POST('/api/clinics/{clinicId}/series/{seriesId}/cancel', { params: { path: { clinicId, seriesId } }, body, headers: idempotent(key) }));

export const restoreSeries = (clinicId: string, seriesId: string, version: number) =>
  call(client.POST('/api/clinics/{clinicId}/series/{seriesId}/restore', { params: { path: { clinicId, seriesId } }, body: { version }, headers: idempotent() }));

export const addParticipants = (clinicId: string, sessionId: string, clientIds: string[]) =>
  call(client.POST('/api/clinics/{clinicId}/sessions/{sessionId}/participants', { params: { path: { clinicId, sessionId } }, body: { clientIds }, headers: idempotent() }));

export const removeParticipant = (clinicId: string, sessionId: string, clientId: string) =>
  call(client.DELETE('/api/clinics/{clinicId}/sessions/{sessionId}/participants/{clientId}', { params: { path: { clinicId, sessionId, clientId } } }));

const MOST = 200;
const active = { active: true, limit: MOST } as const;
export const readStaff = (clinicId: string, search = '') => call(client.GET('/api/clinics/{clinicId}/staff', { params: { path: { clinicId }, query: { ...active, ...(search && { search }) } } }));
export const readRooms = (clinicId: string, search = '') => call(client.GET('/api/clinics/{clinicId}/rooms', { params: { path: { clinicId }, query: { ...active, ...(search && { search }) } } }));
export const readGroups = (clinicId: string, search = '') => call(client.GET('/api/clinics/{clinicId}/groups', { params: { path: { clinicId }, query: { ...active, ...(search && { search }) } } }));
export const readServices = (clinicId: string) => call(client.GET('/api/clinics/{clinicId}/services', { params: { path: { clinicId }, query: active } }));

import { call, client, idempotent } from '@/lib/api/http';
import type { Schema } from '@/lib/api/http';

export type Clinic = Schema<'ClinicDto'>;
export type Room = Schema<'RoomDto'>;
export type RoomOutage = Schema<'RoomOutageDto'>;
export type OpeningWeek = Schema<'OpeningWeekDto'>;
export type Closure = Schema<'ClosureDto'>;
export type Hours = Schema<'OpeningHoursDto'>;

export interface ClinicValues {
  name: string;
  slug: string;
  timeZone: string;
  phone: string;
  address: string;
}

export interface RoomFilters {
  search: string;
  status: 'active' | 'closed';
}

export interface RoomValues {
  name: string;
  capacity: number;
  shareable: boolean;
}

export interface RoomOutageValues {
  from: string | null;
  fromTime: string;
  to: string | null;
  toTime: string;
  reason: string;
}

export const settingsKeys = {
  clinic: (clinicId: string) => ['clinic', clinicId] as const,
  rooms: (clinicId: string) => ['rooms', clinicId] as const,
  roomList: (clinicId: string, filters: RoomFilters) => ['rooms', clinicId, 'list', filters] as const,
  outages: (clinicId: string, roomId: string) => ['rooms', clinicId, 'outages', roomId] as const,
  hours: (clinicId: string) => ['opening-hours', clinicId] as const,
  closures: (clinicId: string) => ['closures', clinicId] as const,
  closuresOf: (clinicId: string, year: string) => ['closures', clinicId, year] as const,
};

const at = (clinicId: string) => ({ params: { path: { clinicId } } });
const orNull = (text: string) => (text.trim() === '' ? null : text.trim());

export const readClinic = (clinicId: string) => call(client.GET('/api/clinics/{clinicId}', at(clinicId)));

export const changeClinic = (clinicId: string, values: ClinicValues, version: number) =>
  call(client.PATCH('/api/clinics/{clinicId}', { ...at(clinicId), body: { ...values, phone: orNull(values.phone), address: orNull(values.address), version } }));

export const openClinic = ({ slug, ...values }: ClinicValues, key: string) =>
  call(client.POST('/api/clinics', { body: { ...values, phone: orNull(values.phone), address: orNull(values.address), ...(slug ? { slug } : {}) }, headers: idempotent(key) }));

export const readRooms = (clinicId: string, filters: RoomFilters, cursor: string | undefined, signal: AbortSignal) =>
  call(
    client.GET('/api/clinics/{clinicId}/rooms', {
      params: { path: { clinicId }, query: { active: filters.status === 'active', ...(filters.search ? { search: filters.search } : {}), ...(cursor ? { cursor } : {}) } },
      signal,
    }),
  );

/** Every room in use, for choosing one. */
export const readRoomChoice = (clinicId: string) => call(client.GET('/api/clinics/{clinicId}/rooms', { params: { path: { clinicId }, query: { active: true, limit: 200 } } }));

const ofRoom = (clinicId: string, roomId: string) => ({ params: { path: { clinicId, roomId } } });

export const readRoom = (clinicId: string, roomId: string) => call(client.GET('/api/clinics/{clinicId}/rooms/{roomId}', ofRoom(clinicId, roomId)));
export const addRoom = (clinicId: string, body: RoomValues, key: string) => call(client.POST('/api/clinics/{clinicId}/rooms', { ...at(clinicId), body, headers: idempotent(key) }));
export const changeRoom = (clinicId: string, roomId: string, body: Partial<RoomValues> & { version: number; active?: boolean }) =>
  call(client.PATCH('/api/clinics/{clinicId}/rooms/{roomId}', { ...ofRoom(clinicId, roomId), body }));
export const removeRoom = (clinicId: string, roomId: string) => call(client.DELETE('/api/clinics/{clinicId}/rooms/{roomId}', ofRoom(clinicId, roomId)));

/** When a room is closed for a time, from a day on; more than two hundred nobody plans. */
export const readRoomOutages = (clinicId: string, roomId: string, from: string) =>
  call(client.GET('/api/clinics/{clinicId}/rooms/{roomId}/outages', { params: { path: { clinicId, roomId }, query: { from, limit: 200 } } }));
export const closeRoom = (clinicId: string, roomId: string, { from, to, fromTime, toTime, reason }: RoomOutageValues, key: string) =>
  call(
    client.POST('/api/clinics/{clinicId}/rooms/{roomId}/outages', {
      ...ofRoom(clinicId, roomId),
      body: { from: from ?? '', to: to ?? from ?? '', fromTime: orNull(fromTime), toTime: orNull(toTime), reason },
      headers: idempotent(key),
    }),
  );
export const reopenRoom = (clinicId: string, roomId: string, outageId: string) => call(client.DELETE('/api/clinics/{clinicId}/rooms/{roomId}/outages/{outageId}', { params: { path: { clinicId, roomId, outageId } } }));

export const readOpeningHours = (clinicId: string) => call(client.GET('/api/clinics/{clinicId}/opening-hours', at(clinicId)));
export const setOpeningHours = (clinicId: string, roomId: string | null, hours: Hours[], version: number) =>
  call(client.PUT('/api/clinics/{clinicId}/opening-hours', { ...at(clinicId), body: { roomId, hours, version } }));

export const readClosures = (clinicId: string, year: string) =>
  call(client.GET('/api/clinics/{clinicId}/closures', { params: { path: { clinicId }, query: { from: `${year}-01-01`, to: `${year}-12-31` } } }));
export const closeDays = (clinicId: string, body: { from: string; to: string; reason: string }) => call(client.POST('/api/clinics/{clinicId}/closures', { ...at(clinicId), body }));
export const reopenDays = (clinicId: string, body: { from: string; to: string }) => call(client.POST('/api/clinics/{clinicId}/closures/reopen', { ...at(clinicId), body }));
export const renameClosure = (clinicId: string, closureId: string, body: { reason: string; version: number }) =>
  call(client.PATCH('/api/clinics/{clinicId}/closures/{closureId}', { params: { path: { clinicId, closureId } }, body }));

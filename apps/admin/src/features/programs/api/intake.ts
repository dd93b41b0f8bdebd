import { call, client, idempotent } from '@/lib/api/http';
import type { Schema } from '@/lib/api/http';
import { programKeys } from './programs';

export type IntakeEntry = Schema<'IntakeEntryDto'>;
export type IntakeHistory = Schema<'IntakeHistoryDto'>;
export type IntakeState = Schema<'IntakeState'>;
export type IntakeMove = Schema<'IntakeMove'>;
export type ContactWay = Schema<'ContactWay'>;
export type ContactOutcome = Schema<'ContactOutcome'>;
export type PlacesTaken = Schema<'ProgramPlacesDto'>;

/** All of them begin with the program's own key: what changes one changes the others. */
export const intakeKeys = {
  places: (clinicId: string, programId: string) => [...programKeys.one(clinicId, programId), 'places'] as const,
  line: (clinicId: string, programId: string) => [...programKeys.one(clinicId, programId), 'intake'] as const,
  ended: (clinicId: string, programId: string) => [...programKeys.one(clinicId, programId), 'intake-ended'] as const,
  entry: (clinicId: string, programId: string, entryId: string) => [...programKeys.one(clinicId, programId), 'intake-entry', entryId] as const,
};

const ofProgram = (clinicId: string, programId: string) => ({ path: { clinicId, programId } });
const ofEntry = (clinicId: string, entryId: string) => ({ params: { path: { clinicId, entryId } } });

export const readPlaces = (clinicId: string, programId: string, signal: AbortSignal) => call(client.GET('/api/clinics/{clinicId}/programs/{programId}/places', { params: ofProgram(clinicId, programId), signal }));
export const readIntake = (clinicId: string, programId: string, ended: boolean, cursor: string | undefined, signal: AbortSignal) =>
  call(client.GET('/api/clinics/{clinicId}/programs/{programId}/intake', { params: { ...ofProgram(clinicId, programId), query: { ...(ended ? { ended, limit: 20 } : {}), ...(cursor ? { cursor } : {}) } }, signal }));
export const readEntry = (clinicId: string, entryId: string) => call(client.GET('/api/clinics/{clinicId}/intake/{entryId}', ofEntry(clinicId, entryId)));
export const joinIntake = (clinicId: string, programId: string, body: Schema<'JoinIntakeDto'>, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/programs/{programId}/intake', { params: ofProgram(clinicId, programId), body, headers: idempotent(key) }));
export const changeIntake = (clinicId: string, entryId: string, body: Schema<'EditIntakeEntryDto'>) => call(client.PATCH('/api/clinics/{clinicId}/intake/{entryId}', { ...ofEntry(clinicId, entryId), body }));
export const leaveIntake = (clinicId: string, entryId: string, body: Schema<'LeaveIntakeDto'>, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/intake/{entryId}/leave', { ...ofEntry(clinicId, entryId), body, headers: idempotent(key) }));
export const returnToIntake = (clinicId: string, entryId: string, version: number, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/intake/{entryId}/return', { ...ofEntry(clinicId, entryId), body: { version }, headers: idempotent(key) }));
export const offerPlace = (clinicId: string, entryId: string, version: number, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/intake/{entryId}/offer', { ...ofEntry(clinicId, entryId), body: { version }, headers: idempotent(key) }));
export const logContact = (clinicId: string, entryId: string, body: Schema<'LogContactDto'>, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/intake/{entryId}/contacts', { ...ofEntry(clinicId, entryId), body, headers: idempotent(key) }));
export const declinePlace = (clinicId: string, entryId: string, reason: string, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/intake/{entryId}/decline', { ...ofEntry(clinicId, entryId), body: { reason }, headers: idempotent(key) }));
export const withdrawPlace = (clinicId: string, entryId: string, reason: string | null, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/intake/{entryId}/withdraw-offer', { ...ofEntry(clinicId, entryId), body: { reason }, headers: idempotent(key) }));

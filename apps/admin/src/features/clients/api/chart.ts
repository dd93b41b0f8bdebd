import { call, client, idempotent } from '@/lib/api/http';
import type { Schema } from '@/lib/api/http';
import { clientKeys } from './clients';

export type Chart = Schema<'ChartDto'>;
export type ChartClient = Schema<'ChartClientDto'>;
export type Stay = Schema<'ChartStayDto'>;
export type TeamMember = Schema<'ChartTeamMemberDto'>;
export type Alert = Schema<'ChartAlertDto'>;
export type TimelineEntry = Schema<'TimelineEntryDto'>;
export type ClientSession = Schema<'ClientSessionDto'>;
export type Week = Schema<'EpisodeWeekDto'>;
export type AuditEntry = Schema<'AuditEntryDto'>;
export type CareTeamRole = Schema<'CareTeamRole'>;
export type Disposition = Schema<'Disposition'>;
export type AdmissionPlan = Schema<'AdmissionPlanDto'>;

export const chartKeys = {
  chart: (clinicId: string, clientId: string) => [...clientKeys.one(clinicId, clientId), 'chart'] as const,
  timeline: (clinicId: string, clientId: string) => [...clientKeys.one(clinicId, clientId), 'timeline'] as const,
  sessions: (clinicId: string, clientId: string, from: string, to: string | null) => [...clientKeys.one(clinicId, clientId), 'sessions', from, to] as const,
  weeks: (clinicId: string, clientId: string, episodeId: string) => [...clientKeys.one(clinicId, clientId), 'weeks', episodeId] as const,
  ledger: (clinicId: string, episodeId: string, weekStart: string) => ['hours', clinicId, 'ledger', episodeId, weekStart] as const,
  activity: (clinicId: string, clientId: string) => [...clientKeys.one(clinicId, clientId), 'activity'] as const,
  plan: (clinicId: string, programId: string, day: string) => ['admission-plan', clinicId, programId, day] as const,
};

const ofClient = (clinicId: string, clientId: string) => ({ path: { clinicId, clientId } });
const ofEpisode = (clinicId: string, episodeId: string) => ({ params: { path: { clinicId, episodeId } } });

/** Every reading of a chart is noted in the audit trail, so it is read when it is opened and when it was changed, not with every glance. */
export const READ_ONCE = { staleTime: 5 * 60_000, refetchOnWindowFocus: false, refetchOnReconnect: false } as const;

export const openChart = (clinicId: string, clientId: string) => call(client.GET('/api/clinics/{clinicId}/clients/{clientId}/chart', { params: ofClient(clinicId, clientId) }));
/** For somebody outside the care team who says why. */
export const openInEmergency = (clinicId: string, body: Schema<'OpenInEmergencyDto'>) =>
  call(client.POST('/api/clinics/{clinicId}/emergency-access', { params: { path: { clinicId } }, body, headers: idempotent() }));
export const readTimeline = (clinicId: string, clientId: string) => call(client.GET('/api/clinics/{clinicId}/clients/{clientId}/timeline', { params: ofClient(clinicId, clientId) }));

export const readSessions = (clinicId: string, clientId: string, from: string, to: string | null, cursor: string | undefined, signal: AbortSignal) =>
  call(client.GET('/api/clinics/{clinicId}/clients/{clientId}/sessions', { params: { ...ofClient(clinicId, clientId), query: { from, limit: 100, ...(to ? { to } : {}), ...(cursor ? { cursor } : {}) } }, signal }));

export const readWeeks = (clinicId: string, episodeId: string, cursor: string | undefined, signal: AbortSignal) =>
  call(client.GET('/api/clinics/{clinicId}/episodes/{episodeId}/weeks', { params: { path: { clinicId, episodeId }, query: cursor ? { cursor } : {} }, signal }));

export const readLedger = (clinicId: string, episodeId: string, weekStart: string) =>
  call(client.GET('/api/clinics/{clinicId}/episodes/{episodeId}/weeks/{weekStart}/ledger', { params: { path: { clinicId, episodeId, weekStart } } }));

export const readActivity = (clinicId: string, clientId: string, cursor: string | undefined, signal: AbortSignal) =>
  call(client.GET('/api/clinics/{clinicId}/audit', { params: { path: { clinicId }, query: { clientId, ...(cursor ? { cursor } : {}) } }, signal }));

export const readPlan = (clinicId: string, programId: string, admittedOn: string) =>
  call(client.GET('/api/clinics/{clinicId}/admission-plan', { params: { path: { clinicId }, query: { programId, admittedOn } } }));

export const admit = (clinicId: string, body: Schema<'AdmitClientDto'>, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/episodes', { params: { path: { clinicId } }, body, headers: idempotent(key) }));
export const prescribe = (clinicId: string, episodeId: string, body: Schema<'ChangePrescriptionDto'>, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/episodes/{episodeId}/prescriptions', { ...ofEpisode(clinicId, episodeId), body, headers: idempotent(key) }));
export const discharge = (clinicId: string, episodeId: string, body: Schema<'DischargeDto'>, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/episodes/{episodeId}/discharge', { ...ofEpisode(clinicId, episodeId), body, headers: idempotent(key) }));
export const takeBackDischarge = (clinicId: string, episodeId: string, body: Schema<'TakeBackDischargeDto'>, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/episodes/{episodeId}/take-back-discharge', { ...ofEpisode(clinicId, episodeId), body, headers: idempotent(key) }));
export const joinTeam = (clinicId: string, episodeId: string, body: Schema<'JoinCareTeamDto'>, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/episodes/{episodeId}/care-team', { ...ofEpisode(clinicId, episodeId), body, headers: idempotent(key) }));
export const leaveTeam = (clinicId: string, episodeId: string, memberId: string, body: Schema<'LeaveCareTeamDto'>, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/episodes/{episodeId}/care-team/{memberId}/leave', { params: { path: { clinicId, episodeId, memberId } }, body, headers: idempotent(key) }));
export const makePrimary = (clinicId: string, episodeId: string, memberId: string, body: Schema<'MakePrimaryDto'>, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/episodes/{episodeId}/care-team/{memberId}/make-primary', { params: { path: { clinicId, episodeId, memberId } }, body, headers: idempotent(key) }));

import { call, client, idempotent } from '@/lib/api/http';
import type { Schema } from '@/lib/api/http';

export type BoardRow = Schema<'ForecastRowDto'>;
export type Forecast = Schema<'WeekForecastDto'>;
export type MakeUp = Schema<'MakeUpDto'>;
export type BookedMakeUp = Schema<'BookedMakeUpDto'>;
export type Standing = Schema<'Standing'>;
export type WeekLedger = Schema<'WeekLedgerDto'>;
export type WeekPlace = Schema<'WeekPlaceDto'>;

export interface BoardFilters {
  week: string;
  program: string | null;
  clinician: string | null;
  standing: Standing | null;
  /** Only those who are likely to fall short. */
  likely: boolean;
}

export const hoursKeys = {
  all: (clinicId: string) => ['hours', clinicId] as const,
  board: (clinicId: string, filters: BoardFilters) => ['hours', clinicId, 'board', filters] as const,
  makeUps: (clinicId: string, episodeId: string, weekStart: string) => ['hours', clinicId, 'make-ups', episodeId, weekStart] as const,
  clinicWeek: (clinicId: string, day: string) => ['hours', clinicId, 'clinic-week', day] as const,
  programs: (clinicId: string) => ['programs', clinicId, 'choices'] as const,
  ledger: (clinicId: string, episodeId: string, weekStart: string) => ['hours', clinicId, 'ledger', episodeId, weekStart] as const,
};

/** The board with its forecasts. `clinician` may be "me". */
export const readBoard = (clinicId: string, { week, program, clinician, standing, likely }: BoardFilters, cursor: string | undefined, signal: AbortSignal) =>
  call(
    client.GET('/api/clinics/{clinicId}/hours/forecast', {
      params: {
        path: { clinicId },
        query: {
          week,
          ...(program ? { program } : {}),
          ...(clinician === 'me' ? { mine: true } : clinician ? { clinician } : {}),
          ...(standing ? { standing } : {}),
          ...(likely ? { likelyShort: true } : {}),
          ...(cursor ? { cursor } : {}),
        },
      },
      signal,
    }),
  );

/** The clinic's week that holds a day. */
export const readClinicWeek = (clinicId: string, day: string) => call(client.GET('/api/clinics/{clinicId}/hours/clinic-week', { params: { path: { clinicId }, query: { day } } }));

/** Programs to choose among. */
export const readPrograms = (clinicId: string) => call(client.GET('/api/clinics/{clinicId}/programs', { params: { path: { clinicId }, query: { active: true, limit: 200 } } }));

export const readLedger = (clinicId: string, episodeId: string, weekStart: string) =>
  call(client.GET('/api/clinics/{clinicId}/episodes/{episodeId}/weeks/{weekStart}/ledger', { params: { path: { clinicId, episodeId, weekStart } } }));

/** What would mend a week, the best first. */
export const readMakeUps = (clinicId: string, episodeId: string, weekStart: string) =>
  call(client.GET('/api/clinics/{clinicId}/episodes/{episodeId}/weeks/{weekStart}/make-ups', { params: { path: { clinicId, episodeId, weekStart } } }));

/** @param beyondReason why it goes beyond what the payer granted, where it does. */
export const bookMakeUp = (clinicId: string, episodeId: string, weekStart: string, { kind, sessionId, serviceId, staffId, roomId, startsAt }: MakeUp, beyondReason?: string) =>
  call(
    client.POST('/api/clinics/{clinicId}/episodes/{episodeId}/weeks/{weekStart}/make-ups', {
      params: { path: { clinicId, episodeId, weekStart } },
      body: { ...(kind === 'seat' ? { kind, sessionId } : { kind, serviceId, staffId, roomId, startsAt }), ...(beyondReason ? { beyondReason } : {}) },
      headers: idempotent(),
    }),
  );

export const takeBackMakeUp = (clinicId: string, episodeId: string, sessionId: string) =>
  call(client.DELETE('/api/clinics/{clinicId}/episodes/{episodeId}/make-ups/{sessionId}', { params: { path: { clinicId, episodeId, sessionId } } }));

export type DeliveredByClinician = Schema<'DeliveredByClinicianDto'>;
export type DeliveredWeek = Schema<'DeliveredWeekDto'>;

export const deliveredKeys = {
  list: (clinicId: string, week: string) => ['hours', clinicId, 'delivered', week] as const,
  sessions: (clinicId: string, staffId: string, week: string) => ['hours', clinicId, 'delivered', week, staffId] as const,
};

export const readDelivered = (clinicId: string, week: string, cursor: string | undefined, signal: AbortSignal) =>
  call(client.GET('/api/clinics/{clinicId}/hours/delivered', { params: { path: { clinicId }, query: { week, limit: 25, ...(cursor ? { cursor } : {}) } }, signal }));

export const readLedSessions = (clinicId: string, staffId: string, week: string) =>
  call(client.GET('/api/clinics/{clinicId}/hours/delivered/{staffId}', { params: { path: { clinicId, staffId }, query: { week } } }));

import { call, client } from '@/lib/api/http';
import type { Schema } from '@/lib/api/http';

export type BoardRow = Schema<'BoardRowDto'>;
export type Standing = Schema<'Standing'>;
export type WeekLedger = Schema<'WeekLedgerDto'>;
export type WeekPlace = Schema<'WeekPlaceDto'>;

export interface BoardFilters {
  week: string;
  program: string | null;
  clinician: string | null;
  standing: Standing | null;
}

export const hoursKeys = {
  board: (clinicId: string, filters: BoardFilters) => ['hours', clinicId, 'board', filters] as const,
  programs: (clinicId: string) => ['programs', clinicId, 'choices'] as const,
  clinicians: (clinicId: string) => ['team', clinicId, 'choices'] as const,
  ledger: (clinicId: string, episodeId: string, weekStart: string) => ['hours', clinicId, 'ledger', episodeId, weekStart] as const,
};

/** `clinician` may be "me". */
export const readBoard = (clinicId: string, { week, program, clinician, standing }: BoardFilters, cursor: string | undefined, signal: AbortSignal) =>
  call(
    client.GET('/api/clinics/{clinicId}/hours', {
      params: {
        path: { clinicId },
        query: {
          week,
          ...(program ? { program } : {}),
          ...(clinician === 'me' ? { mine: true } : clinician ? { clinician } : {}),
          ...(standing ? { standing } : {}),
          ...(cursor ? { cursor } : {}),
        },
      },
      signal,
    }),
  );

/** Programs to choose among. */
export const readPrograms = (clinicId: string) => call(client.GET('/api/clinics/{clinicId}/programs', { params: { path: { clinicId }, query: { active: true, limit: 200 } } }));

/** Staff to choose among. */
export const readClinicians = (clinicId: string) => call(client.GET('/api/clinics/{clinicId}/staff', { params: { path: { clinicId }, query: { active: true, limit: 200 } } }));

export const readLedger = (clinicId: string, episodeId: string, weekStart: string) =>
  call(client.GET('/api/clinics/{clinicId}/episodes/{episodeId}/weeks/{weekStart}/ledger', { params: { path: { clinicId, episodeId, weekStart } } }));

import { call, client, idempotent } from '@/lib/api/http';
import type { Schema } from '@/lib/api/http';

export type Program = Schema<'ProgramDto'>;
export type Population = Schema<'Population'>;
export type Track = Schema<'Track'>;
export type Phase = Schema<'PhaseDto'>;
export type PhaseValues = Schema<'PhaseInputDto'>;
export type Service = Schema<'ServiceDto'>;
export type ServiceKind = Schema<'ServiceKind'>;
export type ServiceCategory = Schema<'ServiceCategory'>;
export type Discipline = Schema<'Discipline'>;

export interface ProgramFilters {
  search: string;
  status: 'active' | 'closed';
}

export interface ProgramValues {
  name: string;
  code: string;
  population: Population;
  track: Track;
  /** Empty: as many as come. */
  places: number | string;
}

export interface ServiceFilters {
  search: string;
  kind: ServiceKind | null;
  status: 'active' | 'closed';
}

export interface ServiceValues {
  name: string;
  kind: ServiceKind;
  category: ServiceCategory | '';
  countsTowardHours: boolean;
  defaultMinutes: number;
  capacity: number;
  modality: string;
  billingCode: string;
  disciplines: Discipline[];
}

export const programKeys = {
  all: (clinicId: string) => ['programs', clinicId] as const,
  list: (clinicId: string, filters: ProgramFilters) => ['programs', clinicId, 'list', filters] as const,
  one: (clinicId: string, programId: string) => ['programs', clinicId, 'one', programId] as const,
};

export const serviceKeys = {
  all: (clinicId: string) => ['services', clinicId] as const,
  list: (clinicId: string, filters: ServiceFilters) => ['services', clinicId, 'list', filters] as const,
  disciplines: (clinicId: string) => ['disciplines', clinicId] as const,
};

const at = (clinicId: string) => ({ params: { path: { clinicId } } });
const of = (clinicId: string, programId: string) => ({ params: { path: { clinicId, programId } } });
const orNull = (text: string) => (text.trim() === '' ? null : text.trim());

export const readPrograms = (clinicId: string, { search, status }: ProgramFilters, cursor: string | undefined, signal: AbortSignal) =>
  call(
    client.GET('/api/clinics/{clinicId}/programs', {
      params: { path: { clinicId }, query: { active: status === 'active', ...(search ? { search } : {}), ...(cursor ? { cursor } : {}) } },
      signal,
    }),
  );
export const readProgram = (clinicId: string, programId: string) => call(client.GET('/api/clinics/{clinicId}/programs/{programId}', of(clinicId, programId)));
export const addProgram = (clinicId: string, body: Omit<ProgramValues, 'places'> & { places: number | null }, key: string) => call(client.POST('/api/clinics/{clinicId}/programs', { ...at(clinicId), body, headers: idempotent(key) }));
export const changeProgram = (clinicId: string, programId: string, body: { version: number; name?: string; code?: string; track?: Track; active?: boolean; places?: number | null }) =>
  call(client.PATCH('/api/clinics/{clinicId}/programs/{programId}', { ...of(clinicId, programId), body }));
export const setPhases = (clinicId: string, programId: string, phases: PhaseValues[], version: number) =>
  call(client.PUT('/api/clinics/{clinicId}/programs/{programId}/phases', { ...of(clinicId, programId), body: { phases, version } }));

export const readServices = (clinicId: string, { search, kind, status }: ServiceFilters, cursor: string | undefined, signal: AbortSignal) =>
  call(
    client.GET('/api/clinics/{clinicId}/services', {
      params: { path: { clinicId }, query: { active: status === 'active', ...(kind ? { kind } : {}), ...(search ? { search } : {}), ...(cursor ? { cursor } : {}) } },
      signal,
    }),
  );
export const readService = (clinicId: string, serviceId: string) => call(client.GET('/api/clinics/{clinicId}/services/{serviceId}', { params: { path: { clinicId, serviceId } } }));
export const readDisciplines = (clinicId: string) => call(client.GET('/api/clinics/{clinicId}/disciplines', at(clinicId)));

const serviceBody = ({ kind: _, category, ...values }: ServiceValues) => ({
  ...values,
  category: category as ServiceCategory,
  modality: orNull(values.modality),
  billingCode: orNull(values.billingCode),
});
export const addService = (clinicId: string, values: ServiceValues, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/services', { ...at(clinicId), body: { ...serviceBody(values), kind: values.kind }, headers: idempotent(key) }));
export const changeService = (clinicId: string, serviceId: string, values: ServiceValues, version: number) =>
  call(client.PATCH('/api/clinics/{clinicId}/services/{serviceId}', { params: { path: { clinicId, serviceId } }, body: { ...serviceBody(values), version } }));
export const setServiceActive = (clinicId: string, serviceId: string, active: boolean, version: number) =>
  call(client.PATCH('/api/clinics/{clinicId}/services/{serviceId}', { params: { path: { clinicId, serviceId } }, body: { active, version } }));

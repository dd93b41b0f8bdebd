import { call, client, idempotent } from '@/lib/api/http';
import type { Schema } from '@/lib/api/http';

export type ListedClient = Schema<'ListedClientDto'>;
export type ClientRecord = Schema<'ClientDto'>;
export type Candidate = Schema<'DuplicateCandidateDto'>;
export type Census = Schema<'CensusRowDto'>;
export type Caseload = Schema<'CaseloadRowDto'>;
export type ClientSort = 'name' | '-name' | 'chart' | '-chart' | 'admitted' | '-admitted';

export interface ClientFilters {
  q: string;
  status: 'active' | 'archived' | 'all';
  program: string | null;
  outside: boolean;
  staff: string | null;
  sort: ClientSort;
}

/** What a person fills in about a client. Empty text means: not known. */
export interface ClientValues {
  givenName: string;
  familyName: string;
  preferredName: string;
  pronouns: string;
  birthDate: string | null;
  sex: 'female' | 'male' | 'other' | 'unknown' | null;
  genderIdentity: string;
  phone: string;
  email: string;
  addressLine: string;
  city: string;
  state: string;
  postalCode: string;
  language: string;
  emergencyContactName: string;
  emergencyContactPhone: string;
  note: string;
}

/** Keys begin with the thing and the clinic, so that one invalidate refreshes every list of clients. */
export const clientKeys = {
  all: (clinicId: string) => ['clients', clinicId] as const,
  list: (clinicId: string, filters: ClientFilters) => ['clients', clinicId, 'list', filters] as const,
  census: (clinicId: string) => ['clients', clinicId, 'census'] as const,
  caseload: (clinicId: string) => ['clients', clinicId, 'caseload'] as const,
  duplicates: (clinicId: string, person: object) => ['clients', clinicId, 'duplicates', person] as const,
  one: (clinicId: string, clientId: string) => ['clients', clinicId, 'one', clientId] as const,
  details: (clinicId: string, clientId: string) => ['clients', clinicId, 'one', clientId, 'details'] as const,
};

const of = (clinicId: string, clientId: string) => ({ params: { path: { clinicId, clientId } } });
const orNull = (text: string) => (text.trim() === '' ? null : text.trim());

export const readClients = (clinicId: string, { q, status, program, outside, staff, sort }: ClientFilters, cursor: string | undefined, signal: AbortSignal) =>
  call(
    client.GET('/api/clinics/{clinicId}/clients', {
      params: {
        path: { clinicId },
        query: {
          status,
          sort,
          ...(q ? { q } : {}),
          ...(program ? { programId: program } : {}),
          ...(outside ? { program: 'none' as const } : {}),
          ...(staff ? { staffId: staff } : {}),
          ...(cursor ? { cursor } : {}),
        },
      },
      signal,
    }),
  );

export const readCensus = (clinicId: string) => call(client.GET('/api/clinics/{clinicId}/clients/census', { params: { path: { clinicId } } }));
export const readCaseload = (clinicId: string) => call(client.GET('/api/clinics/{clinicId}/caseload', { params: { path: { clinicId } } }));
export const readDetails = (clinicId: string, clientId: string) => call(client.GET('/api/clinics/{clinicId}/clients/{clientId}', of(clinicId, clientId)));

/** The values as the API takes them: what is empty is null, a missing family name is the empty text. */
export function bodyOf(values: ClientValues) {
  return {
    givenName: values.givenName.trim(),
    familyName: values.familyName.trim(),
    preferredName: orNull(values.preferredName),
    pronouns: orNull(values.pronouns),
    birthDate: values.birthDate,
    sex: values.sex,
    genderIdentity: orNull(values.genderIdentity),
    phone: orNull(values.phone),
    email: orNull(values.email),
    addressLine: orNull(values.addressLine),
    city: orNull(values.city),
    state: orNull(values.state),
    postalCode: orNull(values.postalCode),
    language: orNull(values.language),
    emergencyContactName: orNull(values.emergencyContactName),
    emergencyContactPhone: orNull(values.emergencyContactPhone),
    note: orNull(values.note),
  };
}

export const findDuplicates = (clinicId: string, person: Schema<'DuplicateCheckDto'>, signal: AbortSignal) =>
  call(client.POST('/api/clinics/{clinicId}/clients/duplicates', { params: { path: { clinicId } }, body: person, signal }));

export const addClient = (clinicId: string, values: ClientValues, confirmedNotDuplicateOf: string[], key: string) =>
  call(client.POST('/api/clinics/{clinicId}/clients', { params: { path: { clinicId } }, body: { ...bodyOf(values), confirmedNotDuplicateOf }, headers: idempotent(key) }));

export const changeClient = (clinicId: string, clientId: string, values: ClientValues, deceasedOn: string | null, version: number) =>
  call(client.PATCH('/api/clinics/{clinicId}/clients/{clientId}', { ...of(clinicId, clientId), body: { ...bodyOf(values), deceasedOn, version } }));

export const archiveClient = (clinicId: string, clientId: string, version: number) =>
  call(client.POST('/api/clinics/{clinicId}/clients/{clientId}/archive', { ...of(clinicId, clientId), body: { version } }));
export const restoreClient = (clinicId: string, clientId: string, version: number) =>
  call(client.POST('/api/clinics/{clinicId}/clients/{clientId}/restore', { ...of(clinicId, clientId), body: { version } }));

export const handOver = (clinicId: string, body: Schema<'HandOverDto'>, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/caseload/hand-over', { params: { path: { clinicId } }, body, headers: idempotent(key) }));

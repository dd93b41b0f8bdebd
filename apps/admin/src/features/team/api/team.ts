import { call, client, idempotent } from '@/lib/api/http';
import type { Schema } from '@/lib/api/http';

export type StaffItem = Schema<'StaffListItemDto'>;
export type Staff = Schema<'StaffDetailDto'>;
export type Discipline = Schema<'Discipline'>;
export type DisciplineFacts = Schema<'DisciplineDto'>;
export type CredentialStanding = Schema<'CredentialStanding'>;
export type Credential = Schema<'CredentialDto'>;
export type Availability = Schema<'AvailabilityDto'>;
export type AvailabilityPeriod = Schema<'AvailabilityPeriodDto'>;
export type Stretch = Schema<'StretchDto'>;
export type TimeOff = Schema<'TimeOffDto'>;

export interface StaffFilters {
  q: string;
  discipline: Discipline | null;
  credential: CredentialStanding | null;
  status: 'active' | 'left';
}

export interface StaffValues {
  givenName: string;
  familyName: string;
  discipline: Discipline | '';
  title: string;
  email: string;
  phone: string;
  languages: string[];
  supervisorId: string | null;
  userId: string | null;
}

export interface CredentialValues {
  kind: string;
  number: string;
  state: string;
  issuedOn: string | null;
  expiresOn: string | null;
  verifiedOn: string | null;
}

export interface TimeOffValues {
  from: string | null;
  fromTime: string;
  to: string | null;
  toTime: string;
  reason: string;
}

export const teamKeys = {
  all: (clinicId: string) => ['staff', clinicId] as const,
  list: (clinicId: string, filters: StaffFilters) => ['staff', clinicId, 'list', filters] as const,
  accounts: (clinicId: string) => ['staff', clinicId, 'accounts'] as const,
  expiring: (clinicId: string) => ['staff', clinicId, 'expiring'] as const,
  one: (clinicId: string, staffId: string) => ['staff', clinicId, 'one', staffId] as const,
  credentials: (clinicId: string, staffId: string) => ['staff', clinicId, 'one', staffId, 'credentials'] as const,
  availability: (clinicId: string, staffId: string) => ['staff', clinicId, 'one', staffId, 'availability'] as const,
  timeOff: (clinicId: string, staffId: string) => ['staff', clinicId, 'one', staffId, 'time-off'] as const,
  disciplines: (clinicId: string) => ['disciplines', clinicId] as const,
};

const at = (clinicId: string) => ({ params: { path: { clinicId } } });
const of = (clinicId: string, staffId: string) => ({ params: { path: { clinicId, staffId } } });
const orNull = (text: string) => (text.trim() === '' ? null : text.trim());

export const readDisciplines = (clinicId: string) => call(client.GET('/api/clinics/{clinicId}/disciplines', at(clinicId)));

export const readStaff = (clinicId: string, { q, discipline, credential, status }: StaffFilters, cursor: string | undefined, signal: AbortSignal) =>
  call(
    client.GET('/api/clinics/{clinicId}/staff', {
      params: {
        path: { clinicId },
        query: { active: status === 'active', ...(q ? { search: q } : {}), ...(discipline ? { discipline } : {}), ...(credential ? { credential } : {}), ...(cursor ? { cursor } : {}) },
      },
      signal,
    }),
  );


export const readPerson = (clinicId: string, staffId: string) => call(client.GET('/api/clinics/{clinicId}/staff/{staffId}', of(clinicId, staffId)));
export const readFreeAccounts = (clinicId: string) => call(client.GET('/api/clinics/{clinicId}/staff/free-accounts', at(clinicId)));

const staffBody = ({ discipline, ...values }: StaffValues) => ({
  ...values,
  discipline: discipline as Discipline,
  title: orNull(values.title),
  email: orNull(values.email),
  phone: orNull(values.phone),
});

export const addStaff = (clinicId: string, values: StaffValues, key: string) => call(client.POST('/api/clinics/{clinicId}/staff', { ...at(clinicId), body: staffBody(values), headers: idempotent(key) }));
export const changeStaff = (clinicId: string, staffId: string, values: StaffValues, version: number) =>
  call(client.PATCH('/api/clinics/{clinicId}/staff/{staffId}', { ...of(clinicId, staffId), body: { ...staffBody(values), version } }));
export const setActive = (clinicId: string, staffId: string, active: boolean, version: number) =>
  call(client.PATCH('/api/clinics/{clinicId}/staff/{staffId}', { ...of(clinicId, staffId), body: { active, version } }));

export const readExpiring = (clinicId: string) => call(client.GET('/api/clinics/{clinicId}/credentials/expiring', { params: { path: { clinicId }, query: { within: 90, limit: 200 } } }));
export const readCredentials = (clinicId: string, staffId: string) => call(client.GET('/api/clinics/{clinicId}/staff/{staffId}/credentials', of(clinicId, staffId)));
const credentialBody = (values: CredentialValues) => ({ ...values, state: orNull(values.state) });
export const addCredential = (clinicId: string, staffId: string, values: CredentialValues, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/staff/{staffId}/credentials', { ...of(clinicId, staffId), body: credentialBody(values), headers: idempotent(key) }));
export const changeCredential = (clinicId: string, credentialId: string, values: CredentialValues, version: number) =>
  call(client.PATCH('/api/clinics/{clinicId}/credentials/{credentialId}', { params: { path: { clinicId, credentialId } }, body: { ...credentialBody(values), version } }));
export const removeCredential = (clinicId: string, credentialId: string) =>
  call(client.DELETE('/api/clinics/{clinicId}/credentials/{credentialId}', { params: { path: { clinicId, credentialId } } }));

export const readAvailability = (clinicId: string, staffId: string) => call(client.GET('/api/clinics/{clinicId}/staff/{staffId}/availability', of(clinicId, staffId)));
export const setAvailability = (clinicId: string, staffId: string, body: { version: number; effectiveFrom: string; stretches: Stretch[] }) =>
  call(client.PUT('/api/clinics/{clinicId}/staff/{staffId}/availability', { ...of(clinicId, staffId), body }));

export const readTimeOff = (clinicId: string, staffId: string, from: string, to: string) =>
  call(client.GET('/api/clinics/{clinicId}/staff/{staffId}/time-off', { params: { path: { clinicId, staffId }, query: { from, to } } }));
const timeOffBody = ({ from, to, fromTime, toTime, reason }: TimeOffValues) => ({ from: from ?? '', to: to ?? from ?? '', fromTime: orNull(fromTime), toTime: orNull(toTime), reason });
export const addTimeOff = (clinicId: string, staffId: string, values: TimeOffValues, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/staff/{staffId}/time-off', { ...of(clinicId, staffId), body: timeOffBody(values), headers: idempotent(key) }));
export const changeTimeOff = (clinicId: string, timeOffId: string, values: TimeOffValues, version: number) =>
  call(client.PATCH('/api/clinics/{clinicId}/time-off/{timeOffId}', { params: { path: { clinicId, timeOffId } }, body: { ...timeOffBody(values), version } }));
export const removeTimeOff = (clinicId: string, timeOffId: string) => call(client.DELETE('/api/clinics/{clinicId}/time-off/{timeOffId}', { params: { path: { clinicId, timeOffId } } }));

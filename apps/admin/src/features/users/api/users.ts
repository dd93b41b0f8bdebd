import { call, client, idempotent } from '@/lib/api/http';
import type { Schema } from '@/lib/api/http';

export type User = Schema<'UserDto'>;
export type Role = User['roles'][number];
export type UserState = User['state'];

export interface UserFilters {
  q: string;
  role: Role | null;
  state: UserState | null;
}

export interface UserValues {
  displayName: string;
  email: string;
  roles: Role[];
}

export const userKeys = {
  all: (clinicId: string) => ['users', clinicId] as const,
  list: (clinicId: string, filters: UserFilters) => ['users', clinicId, 'list', filters] as const,
};

export const readUsers = (clinicId: string, filters: UserFilters, cursor: string | undefined, signal: AbortSignal) =>
  call(
    client.GET('/api/clinics/{clinicId}/users', {
      params: {
        path: { clinicId },
        query: { ...(filters.q ? { q: filters.q } : {}), ...(filters.role ? { role: filters.role } : {}), ...(filters.state ? { state: filters.state } : {}), ...(cursor ? { cursor } : {}) },
      },
      signal,
    }),
  );

export const readUser = (clinicId: string, userId: string) => call(client.GET('/api/clinics/{clinicId}/users/{userId}', { params: { path: { clinicId, userId } } }));

export const addUser = (clinicId: string, body: UserValues, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/users', { params: { path: { clinicId } }, body, headers: idempotent(key) }));

/** Sends only what differs: a name or address needs more rights than roles do. */
export const changeUser = (clinicId: string, user: User, values: UserValues, version: number) => {
  const body = {
    version,
    ...(values.displayName === user.displayName ? {} : { displayName: values.displayName }),
    ...(values.email === user.email ? {} : { email: values.email }),
    ...([...values.roles].sort().join() === [...user.roles].sort().join() ? {} : { roles: values.roles }),
  };
  return call(client.PATCH('/api/clinics/{clinicId}/users/{userId}', { params: { path: { clinicId, userId: user.id } }, body }));
};

const of = (clinicId: string, userId: string) => ({ params: { path: { clinicId, userId } } });

export const disableUser = (clinicId: string, userId: string, reason: string) =>
  call(client.POST('/api/clinics/{clinicId}/users/{userId}/disable', { ...of(clinicId, userId), body: reason ? { reason } : {} }));
export const enableUser = (clinicId: string, userId: string) => call(client.POST('/api/clinics/{clinicId}/users/{userId}/enable', of(clinicId, userId)));
export const unlockUser = (clinicId: string, userId: string) => call(client.POST('/api/clinics/{clinicId}/users/{userId}/unlock', of(clinicId, userId)));
export const resetPassword = (clinicId: string, userId: string) => call(client.POST('/api/clinics/{clinicId}/users/{userId}/reset-password', of(clinicId, userId)));
export const removeUser = (clinicId: string, userId: string) => call(client.DELETE('/api/clinics/{clinicId}/users/{userId}', of(clinicId, userId)));

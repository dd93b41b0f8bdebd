import { call, client, idempotent } from '@/lib/api/http';
import type { Schema } from '@/lib/api/http';

export type Feed = Schema<'FeedDto'>;
export type FeedAddress = Schema<'FeedAddressDto'>;

export interface FeedValues {
  label: string;
  scope: Feed['scope'];
  groupId: string | null;
  roomId: string | null;
  titles: Feed['titles'];
}

export const feedKeys = {
  all: (clinicId: string) => ['feeds', clinicId] as const,
  list: (clinicId: string, everyone: boolean) => ['feeds', clinicId, 'list', everyone] as const,
  groups: (clinicId: string) => ['feeds', clinicId, 'groups'] as const,
  rooms: (clinicId: string) => ['feeds', clinicId, 'rooms'] as const,
};

/** Choices a list offers: more than these and it is found by typing no longer. */
const MOST = 200;

export const readFeeds = (clinicId: string, everyone: boolean, cursor: string | undefined, signal: AbortSignal) =>
  call(client.GET('/api/clinics/{clinicId}/feeds', { params: { path: { clinicId }, query: { ...(everyone && { everyone }), ...(cursor && { cursor }) } }, signal }));

export const makeFeed = (clinicId: string, values: FeedValues, key: string) =>
  call(
    client.POST('/api/clinics/{clinicId}/feeds', {
      params: { path: { clinicId } },
      body: {
        label: values.label,
        scope: values.scope,
        titles: values.titles,
        groupId: values.scope === 'group' ? values.groupId : null,
        roomId: values.scope === 'room' ? values.roomId : null,
      },
      headers: idempotent(key),
    }),
  );

export const renewFeed = (clinicId: string, feedId: string, version: number, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/feeds/{feedId}/rotate', { params: { path: { clinicId, feedId } }, body: { version }, headers: idempotent(key) }));

export const revokeFeed = (clinicId: string, feedId: string) => call(client.DELETE('/api/clinics/{clinicId}/feeds/{feedId}', { params: { path: { clinicId, feedId } } }));

export const readGroupNames = (clinicId: string) => call(client.GET('/api/clinics/{clinicId}/groups', { params: { path: { clinicId }, query: { active: true, limit: MOST } } }));

export const readRoomNames = (clinicId: string) => call(client.GET('/api/clinics/{clinicId}/rooms', { params: { path: { clinicId }, query: { active: true, limit: MOST } } }));

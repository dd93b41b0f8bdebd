import { permissionsOf, type Permission, type Role } from '#identity';

export const FEED_SCOPES = ['own', 'group', 'room', 'clinic'] as const;
/** Whose sessions a feed shows: its owner's, a group's, a room's, or all of the clinic. */
export type FeedScope = (typeof FEED_SCOPES)[number];

export const FEED_TITLES = ['kind', 'service', 'group'] as const;
/** What an entry is called: "Group" and "Individual session"; the service; or the group by its name. Never by who comes. */
export type FeedTitles = (typeof FEED_TITLES)[number];

export const FEED_STATES = ['works', 'asleep', 'revoked'] as const;
/** Works; its owner may not read this in Stepwell now; somebody ended it. */
export type FeedState = (typeof FEED_STATES)[number];

/**
 * The days a feed shows, around the clinic's today. Constants of the format, no policy: readers fetch the whole file each
 * time, so it must end somewhere. A month back lets a calendar answer "when was that", half a year ahead is as far as
 * people make other plans by it; nobody's care depends on either.
 */
export const FEED_DAYS_BACK = 30;
export const FEED_DAYS_AHEAD = 180;

/** What the owner must be allowed in the clinic, at each reading. The whole clinic's calendar is for those who work on it. */
const NEEDS: Readonly<Record<FeedScope, readonly Permission[]>> = {
  own: ['schedule.read'],
  group: ['schedule.read', 'groups.read'],
  room: ['schedule.read', 'clinics.read'],
  clinic: ['schedule.read', 'schedule.write'],
};

/** What of these is missing for such a feed, or undefined. */
export function missingFor(scope: FeedScope, held: ReadonlySet<Permission>): Permission | undefined {
  return NEEDS[scope].find((permission) => !held.has(permission));
}

/** What is known of a feed's owner. */
export interface FeedOwner {
  active: boolean;
  /** Null: has left the clinic. */
  roles: readonly Role[] | null;
  /** The active staff member the account belongs to. */
  staffId: string | null;
}

/** Whether the owner may still read what the feed shows. */
export function ownerMayRead(scope: FeedScope, owner: FeedOwner): boolean {
  if (!owner.active || owner.roles === null) return false;
  if (scope === 'own' && owner.staffId === null) return false;
  return missingFor(scope, new Set(permissionsOf(owner.roles))) === undefined;
}

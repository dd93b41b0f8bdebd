import type { AuthorizationUnit } from '#episodes';
import type { ClinicDay } from '#platform';

/** What of an authorization's days and minutes is gone, is booked, and remains. */
export interface AuthorizationUse {
  /** Days or minutes, as the unit says. */
  readonly granted: number;
  /** Attended: per-diem days, or credited minutes, between its dates. */
  readonly used: number;
  /** The same, of what is booked and not yet recorded. */
  readonly booked: number;
  /** Below 0 where more was used and booked than granted. */
  readonly left: number;
}

export const AUTHORIZATION_STATUSES = ['not_yet', 'in_force', 'used_up', 'ended', 'withdrawn'] as const;
export type AuthorizationStatus = (typeof AUTHORIZATION_STATUSES)[number];

/** How an authorization stands on a day. Never kept: it follows from its days and its use. */
export function statusOfAuthorization(of: { startsOn: ClinicDay; endsOn: ClinicDay; granted: number; used: number; withdrawn: boolean }, today: ClinicDay): AuthorizationStatus {
  if (of.withdrawn) return 'withdrawn';
  if (today > of.endsOn) return 'ended';
  if (today < of.startsOn) return 'not_yet';
  return of.used >= of.granted ? 'used_up' : 'in_force';
}

/** A day an authorization covers, as somebody sees it who wants to book one more session on it. */
export interface AuthorizedDay {
  readonly authorizationId: string;
  readonly unit: AuthorizationUnit;
  readonly left: number;
  /** Attended and planned on the day. */
  readonly minutes: number;
  /** What the day needs to count as a per-diem day. */
  readonly dayMinimum: number;
}

/** What a session of so many minutes takes of the authorization of its day: all its minutes, or the day where it becomes a per-diem day by them. */
export function takenBy(minutes: number, day: Pick<AuthorizedDay, 'unit' | 'minutes' | 'dayMinimum'>): number {
  if (day.unit === 'minute') return minutes;
  const counts = (sum: number): boolean => sum > 0 && sum >= day.dayMinimum;
  return counts(day.minutes + minutes) && !counts(day.minutes) ? 1 : 0;
}

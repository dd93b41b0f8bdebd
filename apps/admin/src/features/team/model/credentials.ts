import { formatDate } from '@/lib/clinic-time';
import type { Tone } from '@/ui';
import type { Credential, CredentialStanding } from '../api/team';

export const STANDINGS: Record<CredentialStanding, { label: string; tone: Tone; means: string }> = {
  valid: { label: 'Valid', tone: 'good', means: 'A license or certificate holds for more than 90 days.' },
  expiring: { label: 'Expires soon', tone: 'warning', means: 'The last license or certificate ends within 90 days.' },
  expired: { label: 'Expired', tone: 'bad', means: 'No license or certificate holds today: they may not lead sessions.' },
  missing: { label: 'None on record', tone: 'bad', means: 'Their discipline leads by license or certificate, and none is on record.' },
  not_needed: { label: 'Not needed', tone: 'off', means: 'Their discipline leads without a license or certificate.' },
};

export const STANDING_NAMES = ['valid', 'expiring', 'expired', 'missing', 'not_needed'] as const satisfies readonly CredentialStanding[];

/** How one license or certificate stands today, with the days that are left in words. */
export function standingOf(credential: Pick<Credential, 'daysLeft' | 'valid' | 'issuedOn'>): { tone: Tone; label: string } {
  const { daysLeft } = credential;
  if (daysLeft !== null && daysLeft < 0) return { tone: 'bad', label: `Expired ${sayDays(-daysLeft)} ago` };
  if (!credential.valid) return { tone: 'waiting', label: `Valid from ${credential.issuedOn === null ? 'later' : formatDate(credential.issuedOn)}` };
  if (daysLeft === null) return { tone: 'good', label: 'Does not expire' };
  if (daysLeft === 0) return { tone: 'bad', label: 'Expires today' };
  if (daysLeft <= 30) return { tone: 'bad', label: `${sayDays(daysLeft)} left` };
  if (daysLeft <= 90) return { tone: 'warning', label: `${sayDays(daysLeft)} left` };
  return { tone: 'good', label: 'Valid' };
}

function sayDays(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}

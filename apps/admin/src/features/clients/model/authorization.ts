import { sayAmount } from '@/lib/authorization-words';
import { addDays } from '@/lib/clinic-time';
import type { Tone } from '@/ui';
import type { Authorization, AuthorizationStatus } from '../api/authorizations';

export const STATUSES: Record<AuthorizationStatus, { tone: Tone; word: string }> = {
  not_yet: { tone: 'waiting', word: 'Not yet' },
  in_force: { tone: 'good', word: 'In force' },
  used_up: { tone: 'bad', word: 'Used up' },
  ended: { tone: 'off', word: 'Ended' },
  withdrawn: { tone: 'off', word: 'Withdrawn' },
};

type Use = Pick<Authorization, 'unit' | 'granted' | 'used' | 'booked' | 'left'>;

/** "7 of 12 days used, 3 more booked". */
export function sayUse({ unit, granted, used, booked }: Use): string {
  const number = unit === 'day' ? String(used) : sayAmount(unit, used);
  return `${number} of ${sayAmount(unit, granted)} used${booked > 0 ? `, ${unit === 'day' ? booked : sayAmount(unit, booked)} more booked` : ''}`;
}

/** "2 days left", "Nothing left", "1 day more than granted"; of one that ended "2 days not used", of one that is withdrawn nothing. */
export function sayLeft({ unit, left, status }: Pick<Authorization, 'unit' | 'left' | 'status'>): string {
  if (status === 'withdrawn') return '';
  if (left > 0) return `${sayAmount(unit, left)} ${status === 'ended' ? 'not used' : 'left'}`;
  return left === 0 ? 'Nothing left' : `${sayAmount(unit, -left)} more than granted`;
}

/** Shares of the bar in percent: what is used, what is booked, and where the grant ends when more is used and booked. */
export function barOf({ granted, used, booked }: Use): { used: number; booked: number; end: number | null } {
  const whole = Math.max(granted, used + booked);
  const share = (amount: number) => Math.round((amount / whole) * 1000) / 10;
  return { used: share(used), booked: share(booked), end: whole > granted ? share(granted) : null };
}

/** Whether somebody should look: in force or to come, and more is used and booked than granted. */
export function isExceeded({ left, status }: Pick<Authorization, 'left' | 'status'>): boolean {
  return left < 0 && status !== 'withdrawn';
}

interface Terms {
  payer: string;
  startsOn: string | null;
  endsOn: string | null;
  unit: 'day' | 'minute';
  granted: number;
}

/** Where the next authorization of a stay most likely begins: after the latest one, from the same payer, for as long and as much. */
export function nextTerms(known: readonly Authorization[], stay: { id: string; admittedOn: string }, today: string): Terms {
  const last = known.find((one) => one.episodeId === stay.id && one.status !== 'withdrawn');
  if (!last) return { payer: '', startsOn: stay.admittedOn, endsOn: null, unit: 'day', granted: 10 };
  const startsOn = last.endsOn < addDays(today, -30) ? today : addDays(last.endsOn, 1);
  const days = Math.round((Date.parse(last.endsOn) - Date.parse(last.startsOn)) / 86_400_000);
  return { payer: last.payer, startsOn, endsOn: addDays(startsOn, days), unit: last.unit, granted: last.granted };
}

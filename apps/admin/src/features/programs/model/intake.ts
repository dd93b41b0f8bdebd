import { formatDateTime, formatDay, formatNearness } from '@/lib/clinic-time';
import type { Tone } from '@/ui';
import type { ContactOutcome, ContactWay, IntakeEntry, IntakeHistory, IntakeState, PlacesTaken } from '../api/intake';

export const INTAKE: Record<IntakeState, { tone: Tone; word: string }> = {
  waiting: { tone: 'neutral', word: 'Waits' },
  offered: { tone: 'waiting', word: 'Place offered' },
  admitted: { tone: 'good', word: 'Admitted' },
  declined: { tone: 'off', word: 'Declined' },
  expired: { tone: 'warning', word: 'Time was up' },
  withdrawn: { tone: 'off', word: 'Off the list' },
};

export const WAYS: Record<ContactWay, string> = { phone: 'Phone', message: 'Message', letter: 'Letter', in_person: 'In person' };
export const OUTCOMES: Record<ContactOutcome, string> = { reached: 'Reached', left_word: 'Left word', not_reached: 'Not reached' };

/** What the system gives as a reason, in words. */
const REASONS: Record<string, string> = {
  'fewer-places': 'The program has fewer places now.',
  'program-inactive': 'The program was closed.',
  'discharge-taken-back': 'A discharge was taken back.',
  'chart-archived': 'The chart was archived.',
  'admission-taken-back': 'The import that admitted them was undone.',
};
export const sayReason = (reason: string | null): string | null => (reason === null ? null : (REASONS[reason] ?? reason));

const MOVES: Record<IntakeHistory['moves'][number]['move'], string> = {
  joined: 'Put on the list',
  moved: 'Moved',
  offered: 'Place offered',
  offer_withdrawn: 'Offer taken back',
  admitted: 'Admitted',
  declined: 'Declined',
  expired: 'The time to answer was up',
  withdrawn: 'Taken off the list',
  returned: 'Back in line',
};

/** "Moved from 3 to 1" */
export function sayMove({ move, fromPlace, toPlace }: IntakeHistory['moves'][number]): string {
  return move === 'moved' ? `Moved from ${fromPlace} to ${toPlace}` : MOVES[move];
}

/** "8 places: 6 taken, 1 kept, 1 free"; a place may be kept for somebody while another is in it until their last day. */
export function sayPlaces({ places, taken, kept, free }: PlacesTaken): string {
  if (places === null) return `${taken} in care, no limit`;
  const over = taken - places;
  return [`${places} ${places === 1 ? 'place' : 'places'}: ${taken} taken`, ...(kept > 0 ? [taken + kept > places ? `${kept} kept for when somebody leaves` : `${kept} kept`] : []), over > 0 ? `${over} more than there are` : free === 0 ? 'none free' : `${free} free`].join(', ');
}

/** What is true of an open offer now: whom to tell, or until when it stands. */
export function sayOffer(offer: NonNullable<IntakeEntry['offer']>, zone: string, today: string): string {
  const from = offer.startsOn > today ? `Free from ${formatDay(offer.startsOn, today)}` : 'Free now';
  if (offer.contactedAt === null) return `${from}; nobody has told them yet. Tell them by ${formatDay(offer.contactDueOn, today)}`;
  return `${from}; kept until ${formatDateTime(offer.expiresAt, zone)}, ${formatNearness(offer.expiresAt)}`;
}

/** "2 attempts, last: left word" */
export function sayAttempts({ attempts, lastOutcome }: NonNullable<IntakeEntry['offer']>): string | null {
  if (attempts === 0 || lastOutcome === null) return null;
  return `${attempts === 1 ? '1 attempt' : `${attempts} attempts`}, last: ${OUTCOMES[lastOutcome].toLowerCase()}`;
}

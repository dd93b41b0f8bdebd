import { DomainError, registerConstraint } from '#platform';
import type { WaitlistState } from './waitlist-entry.entity.js';

const SETTLED: Record<Exclude<WaitlistState, 'waiting' | 'offered'>, string> = {
  joined: 'The seat was taken: they belong to the group.',
  declined: 'The offer was declined.',
  expired: 'The offer’s time was up.',
  withdrawn: 'They no longer wait for this group.',
};

registerConstraint('waitlist_entry_once', () => new DomainError({ code: 'already-waiting', status: 409, title: 'This client waits for this group already.' }));
registerConstraint('group_seats_kept', () => seatOffered());
registerConstraint('seat_offer_one_open', () => new DomainError({ code: 'already-offered', status: 409, title: 'A seat is offered to this client already.' }));

/** Every free seat of the group is kept for somebody who waited. */
export function seatOffered(): DomainError {
  return new DomainError({ code: 'seat-offered', status: 409, title: 'Every free seat of this group is offered to somebody who waited for it.' });
}

/** Nobody needs to wait where a seat is free. */
export function seatFree(): DomainError {
  return new DomainError({ code: 'seat-free', status: 409, title: 'A seat is free in this group. Enrol the client instead.' });
}

/** No seat can be offered. */
export function noSeat(): DomainError {
  return new DomainError({ code: 'no-seat-free', status: 409, title: 'No seat of this group is free, nor about to be.' });
}

/** A group that is as long as a list can be. */
export function waitlistLong(most: number): DomainError {
  return new DomainError({ code: 'waitlist-long', status: 409, title: `More than ${most} people cannot wait for one group.` });
}

/** Somebody else was faster: what became of the entry. */
export function entrySettled(state: WaitlistState): DomainError {
  return new DomainError({
    code: 'offer-settled',
    status: 409,
    title: state === 'waiting' ? 'No seat is offered to this client now.' : state === 'offered' ? 'A seat is offered to this client already.' : SETTLED[state],
    facts: { state },
  });
}

/** The offer stood until then. */
export function offerExpired(expiresAt: Date): DomainError {
  return new DomainError({ code: 'offer-expired', status: 409, title: 'The time of this offer is up; the seat goes to the next who waits.', facts: { expiresAt } });
}

/** A member does not wait. */
export function alreadyMember(): DomainError {
  return new DomainError({ code: 'already-member', status: 409, title: 'This client already belongs to this group then.' });
}

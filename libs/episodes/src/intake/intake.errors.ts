import { DomainError, registerConstraint, type ClinicDay } from '#platform';
import type { IntakeState } from './intake-entry.js';

const SETTLED: Record<IntakeState, string> = {
  waiting: 'No place is offered to this client now.',
  offered: 'A place is offered to this client already.',
  admitted: 'This client has been admitted to the program.',
  declined: 'The offer was declined.',
  expired: 'The offer’s time was up.',
  withdrawn: 'They no longer wait for this program.',
};

registerConstraint('program_places_kept', () => new DomainError({ code: 'program-full', status: 409, title: 'Every place of this program is taken, or kept for somebody who waited.', errors: [{ pointer: '/programId', detail: 'has no free place' }] }));
registerConstraint('intake_entry_once', () => new DomainError({ code: 'already-waiting', status: 409, title: 'This client waits for this program already.', errors: [{ pointer: '/clientId', detail: 'waits for this program already' }] }));
registerConstraint('intake_entry_outside', () => inProgram());
registerConstraint('intake_entry_client', () => new DomainError({ code: 'not-found', status: 404, title: 'No such client.' }));
registerConstraint('episode_waits_no_longer', () => new DomainError({ code: 'still-waiting', status: 409, title: 'This client waits for the program. Take them off its waitlist, or admit them.' }));
registerConstraint('intake_offer_one_open', () => new DomainError({ code: 'already-offered', status: 409, title: 'A place is offered to this client already.' }));
registerConstraint('intake_offer_told_first', () => new DomainError({ code: 'not-told-yet', status: 409, title: 'Nobody has tried to tell this client of the place yet.' }));

/** How full a program is. */
export interface PlacesTaken {
  places: number;
  taken: number;
  kept: number;
  waiting: number;
}

/** Nobody comes into a full program past those who wait. The facts say how full it is, and where one waits. */
export function programFull(clinicId: string, programId: string, { places, taken, kept, waiting }: PlacesTaken): DomainError {
  const keeping = kept === 0 ? '' : ` ${kept} ${kept === 1 ? 'is' : 'are'} kept for people it was offered to.`;
  return new DomainError({
    code: 'program-full',
    status: 409,
    title: `All ${places} places of this program are given away. Put the client on its waitlist.`,
    detail: `${taken} of ${places} places ${taken === 1 ? 'is' : 'are'} taken.${keeping} ${waiting} ${waiting === 1 ? 'person waits' : 'people wait'}.`,
    errors: [{ pointer: '/programId', detail: 'has no free place' }],
    facts: { programId, places, taken, kept, waiting, waitlist: `/api/clinics/${clinicId}/programs/${programId}/intake` },
  });
}

/** Somebody was told that the place of this stay is theirs now. */
export function placeGivenAway(programId: string, { places, taken, kept, waiting }: PlacesTaken): DomainError {
  return new DomainError({ code: 'program-full', status: 409, title: 'The place of this stay has been given to somebody else, who knows of it.', detail: 'Give the program one place more, or take the offer back.', facts: { programId, places, taken, kept, waiting } });
}

/** The place somebody was offered is still another's on that day. */
export function placeFreeLater(startsOn: ClinicDay): DomainError {
  return new DomainError({ code: 'place-free-later', status: 409, title: 'The place is not free on that day yet.', errors: [{ pointer: '/admittedOn', detail: `is before ${startsOn}, when the place is free` }], facts: { startsOn } });
}

/** Nobody needs to wait where a place is free. */
export function placeFree(): DomainError {
  return new DomainError({ code: 'place-free', status: 409, title: 'A place is free in this program. Admit the client instead.', errors: [{ pointer: '/programId', detail: 'has a free place' }] });
}

/** No place can be offered. */
export function noPlace(): DomainError {
  return new DomainError({ code: 'no-place-free', status: 409, title: 'No place of this program is free, nor about to be.' });
}

/** Somebody has waited longer. */
export function notTheirTurn(): DomainError {
  return new DomainError({ code: 'not-their-turn', status: 409, title: 'Somebody else is first in line. Change the order, with a reason, before the place is offered.' });
}

/** Whoever is in a program does not wait for it. */
export function inProgram(): DomainError {
  return new DomainError({ code: 'in-program', status: 409, title: 'This client is in this program.', errors: [{ pointer: '/clientId', detail: 'is in this program' }] });
}

/** A list that is as long as it can be. */
export function intakeLong(most: number): DomainError {
  return new DomainError({ code: 'waitlist-long', status: 409, title: `More than ${most} people cannot wait for one program.` });
}

/** Somebody else was faster: what became of the entry. */
export function intakeSettled(state: IntakeState): DomainError {
  return new DomainError({ code: 'offer-settled', status: 409, title: SETTLED[state], facts: { state } });
}

/** Who waits, or was admitted, has nothing to be put back. */
export function notEnded(state: IntakeState): DomainError {
  return new DomainError({ code: 'offer-settled', status: 409, title: state === 'admitted' ? SETTLED.admitted : 'They wait for this program.', facts: { state } });
}

import { DomainError, registerConstraint, type ClinicDay } from '#platform';
import type { Conflict } from './booking/in-the-way.query.js';
import type { Outside } from './booking/outside-hours.js';
import type { Slot } from './booking/free-slots.js';

/** What of a wanted time is taken. */
export type Taken = 'room' | 'staff' | 'client';

const TAKEN_WORDS: Record<Taken, string> = { room: 'the room', staff: 'a clinician', client: 'a client' };

/** The time is taken. What is in the way and what else is free can be read once the refused transaction is over. */
export class TimeTakenError extends DomainError {
  constructor(
    readonly taken: Taken,
    facts: { conflicts?: readonly Conflict[]; freeSlots?: readonly Slot[] } = {},
  ) {
    const kinds = [...new Set(facts.conflicts?.length ? facts.conflicts.map((conflict) => conflict.kind) : [taken])];
    super({ code: 'time-taken', status: 409, title: `${sentenceStart(kinds)} already taken at this time.`, facts });
  }
}

function sentenceStart(kinds: Taken[]): string {
  const words = kinds.map((kind) => TAKEN_WORDS[kind]);
  const text = words.length === 1 ? `${words[0]} is` : `${words.slice(0, -1).join(', ')} and ${words.at(-1)} are`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

registerConstraint('session_room_free', () => new TimeTakenError('room'));
// Another look finds nothing in the way, and another attempt judges what is so now.
registerConstraint('session_still_open', () => new TimeTakenError('room'));
registerConstraint('session_staff_free', () => new TimeTakenError('staff'));
registerConstraint('participation_client_free', () => new TimeTakenError('client'));
registerConstraint('session_capacity_held', () => sessionFull());
registerConstraint('participation_not_on_cancelled', () => attendanceRecorded());
registerConstraint('participation_not_in_future', () => attendanceAhead());
registerConstraint('participation_not_ahead', () => attendanceAhead());
registerConstraint('participation_once', () => new DomainError({ code: 'already-booked', status: 409, title: 'This client is already in this session.' }));
registerConstraint('session_room_shareable', () => new DomainError({ code: 'room-changed', status: 409, title: 'The room was changed just now. Try again.' }));
registerConstraint('therapy_group_name_once', () =>
  new DomainError({ code: 'group-name-taken', status: 409, title: 'Another group has this name.', errors: [{ pointer: '/name', detail: 'is the name of another group' }] }));
registerConstraint('group_member_once', () => new DomainError({ code: 'already-member', status: 409, title: 'This client already belongs to this group then.' }));
registerConstraint('session_series_day_once', () => new DomainError({ code: 'series-day-taken', status: 409, title: 'The series already has a session for this day.' }));
registerConstraint('session_order', () => new DomainError({ code: 'session-times', status: 400, title: 'A session ends after it starts and lasts a day at most.', errors: [{ pointer: '/endsAt', detail: 'must be after the start, by a day at most' }] }));

/** No seat is left. */
export function sessionFull(facts: { sessionId?: string; capacity?: number; seatsTaken?: number } = {}): DomainError {
  return new DomainError({ code: 'session-full', status: 409, title: 'No seat is left in this session.', facts });
}

/** A group has sessions ahead in which no seat is left. */
export function groupFull(days: readonly { day: ClinicDay; sessionId: string; capacity: number; seatsTaken: number }[]): DomainError {
  return new DomainError({ code: 'group-full', status: 409, title: `No seat is left on ${days.length === 1 ? 'one day' : `${days.length} days`} of this group.`, facts: { days } });
}

/** Somebody was there, or is known not to have been: the session happened. */
export function attendanceRecorded(): DomainError {
  return new DomainError({ code: 'attendance-recorded', status: 409, title: 'Attendance is recorded for this session. Undo it first if the session did not take place.' });
}

function attendanceAhead(): DomainError {
  return new DomainError({ code: 'attendance-ahead', status: 409, title: 'Attendance cannot be recorded before the session.' });
}

/** A cancelled session takes no change but being restored. */
export function sessionCancelled(): DomainError {
  return new DomainError({ code: 'session-cancelled', status: 409, title: 'This session is cancelled.' });
}

/** The time lies outside what was agreed; it can be booked all the same when somebody says why. */
export function needsReason(outside: readonly Outside[], freeSlots: readonly Slot[] = []): DomainError {
  return new DomainError({
    code: 'needs-reason',
    status: 422,
    title: outside.length === 1 && outside[0] ? outside[0].sentence : 'This needs a reason.',
    facts: { outside, freeSlots },
    errors: [{ pointer: '/outsideHoursReason', detail: 'must say why' }],
  });
}

/** What is named is there, yet nothing new may be booked with it. */
export function notBookable(thing: 'room' | 'service' | 'clinician' | 'client' | 'program' | 'group', id: string): DomainError {
  const why = { room: 'is closed for booking', service: 'is no longer offered', clinician: 'no longer works here', client: 'has an archived chart', program: 'is no longer run', group: 'is no longer held' }[thing];
  return new DomainError({ code: `${thing}-inactive`, status: 409, title: `This ${thing} ${why}.`, facts: { id } });
}

/** Wrong for this kind of session or service. */
export function wrongInput(pointer: string, detail: string): DomainError {
  return new DomainError({ code: 'invalid-input', status: 400, title: 'Some fields need another look.', errors: [{ pointer, detail }] });
}

import { DomainError, type ClinicDay } from '#platform';
import type { Conflict } from '../booking/in-the-way.query.js';

/** The client is elsewhere at some of the group's times. */
export function enrolmentConflicts(sessions: readonly { sessionId: string; day: ClinicDay; conflicts: readonly Conflict[] }[]): DomainError {
  return new DomainError({
    code: 'enrolment-conflicts',
    status: 409,
    title: `The client is already booked at ${sessions.length === 1 ? 'one of the group’s times' : `${sessions.length} of the group’s times`}. Nobody was enrolled.`,
    facts: { sessions },
  });
}

/** A closed group that runs takes nobody new, unless somebody says why. */
export function groupClosed(): DomainError {
  return new DomainError({
    code: 'group-closed',
    status: 422,
    title: 'This group is closed and has begun. Say why somebody joins it now.',
    errors: [{ pointer: '/reason', detail: 'must say why' }],
  });
}

/** The days lie outside the client's stay in the program. */
export function outsideEpisode(pointer: string, from: ClinicDay, to: ClinicDay | null): DomainError {
  const detail = to === null ? `must not be before the admission on ${from}` : `must lie within the stay, ${from} to ${to}`;
  return new DomainError({ code: 'invalid-input', status: 400, title: 'Some fields need another look.', errors: [{ pointer, detail }] });
}

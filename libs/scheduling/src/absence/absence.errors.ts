import { DomainError } from '#platform';
import type { Conflict } from '../booking/in-the-way.query.js';
import type { AbsenceAction } from './plan-absence.service.js';

/** The sessions an absence touches are no longer those the person decided about. */
export function absenceChanged(sessionIds: readonly string[]): DomainError {
  return new DomainError({ code: 'absence-changed', status: 409, title: 'The sessions were changed in the meantime. Look again; nothing was saved.', facts: { sessionIds } });
}

/** A substitute or a room was booked elsewhere meanwhile. */
export function absenceConflicts(sessions: readonly { sessionId: string; conflicts: readonly Conflict[] }[]): DomainError {
  return new DomainError({
    code: 'absence-conflicts',
    status: 409,
    title: sessions.length === 1 ? 'One choice is taken by now. Nothing was saved.' : `${sessions.length} choices are taken by now. Nothing was saved.`,
    facts: { sessions },
  });
}

/** Whoever is chosen may not lead the session, does not work then, or the room does not hold it. */
export function notASubstitute(action: AbsenceAction, sessionId: string): DomainError {
  const title = action === 'room' ? 'This room is too small, closed or in use then.' : 'This clinician may not lead the session, or does not work then.';
  return new DomainError({ code: 'not-a-substitute', status: 409, title, facts: { sessionId } });
}

import { DomainError, registerConstraint, type FieldProblem } from '#platform';
import type { StandingPlace } from './plan-mark.js';

const refuse = (code: string, title: string) => (): DomainError => new DomainError({ code, status: 422, title });

registerConstraint('participation_arrival', refuse('arrival-outside-session', 'The arrival does not fit the session.'));
registerConstraint('participation_departure', refuse('departure-outside-session', 'The departure does not fit the session.'));
registerConstraint('mark_correction_explained', refuse('reason-required', 'A correction needs a reason.'));

/** Somebody else marked these places meanwhile; nothing was saved. The facts say who marked what. */
export function markedByOther(stale: readonly StandingPlace[]): DomainError {
  const names = [...new Set(stale.map((one) => one.recordedBy).filter((name) => name !== null))];
  return new DomainError({
    code: 'marked-by-other',
    status: 409,
    title: names.length > 0 ? `${names.join(' and ')} marked this meanwhile.` : 'This was changed meanwhile.',
    facts: { stale: stale.map(({ participationId, status, arrivedAt, departedAt, recordedAt, recordedBy, version }) => ({ participationId, status, arrivedAt, departedAt, recordedAt, recordedBy, version })) },
  });
}

/** A mark that breaks a rule of attendance; the pointers name the fields. */
export function marksRefused(errors: FieldProblem[]): DomainError {
  return new DomainError({ code: 'attendance-refused', status: 422, title: errors[0]?.detail ?? 'This cannot be recorded.', errors });
}

/** What is recorded is changed after its day only by those who may correct. */
export function correctionForbidden(): DomainError {
  return new DomainError({
    code: 'correction-forbidden',
    status: 403,
    title: 'The day of this session is over: changing what is recorded needs the right to correct attendance.',
    facts: { permission: 'attendance.correct' },
  });
}

/** The clients named are not on the roster of the session. */
export function notOnRoster(participationIds: string[]): DomainError {
  return new DomainError({
    code: 'not-booked',
    status: 422,
    title: 'Someone you marked is not booked in this session.',
    facts: { participationIds },
  });
}

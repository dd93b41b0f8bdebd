import { DomainError, invalidInput, registerConstraint, type FieldProblem } from '#platform';

const refuse = (code: string, status: number, title: string, pointer?: string, detail?: string): DomainError =>
  new DomainError({ code, status, title, ...(pointer ? { errors: [{ pointer, detail: detail ?? title }] } : {}) });

registerConstraint('episode_one_per_program', () => alreadyInProgram());
registerConstraint('episode_days', () => refuse('discharge-before-admission', 422, 'The last day cannot be before the day of admission.', '/dischargedOn', 'is before the day of admission'));
registerConstraint('episode_external_once', () => refuse('external-id-taken', 409, 'Another episode of this clinic already came from that record.'));
registerConstraint('prescribed_hours_once', () => refuse('already-prescribed', 409, 'The hours from that day on were just changed by someone else.', '/effectiveFrom'));
registerConstraint('care_team_once', () => refuse('already-on-care-team', 409, 'This person already has this role on the care team on some of these days.', '/staffId', 'already has this role'));
registerConstraint('care_team_one_primary', () => refuse('second-primary', 409, 'A care team has one primary at a time.', '/isPrimary', 'someone else is primary on some of these days'));
registerConstraint('care_team_days', () => refuse('ends-before-it-begins', 422, 'The last day cannot be before the first.', '/toDay', 'is before the first day'));

/** One client has one stay in one program at a time. */
export function alreadyInProgram(): DomainError {
  return refuse('already-in-program', 409, 'This client is already in this program on some of these days.', '/admittedOn', 'falls into another stay in this program');
}

/** Hours outside the program's policy need a written reason. */
export function outsidePolicy(errors: FieldProblem[], limits: Record<string, unknown>): DomainError {
  return new DomainError({ code: 'outside-policy', status: 422, title: 'These hours are outside the program’s policy. Say why, or change them.', errors, facts: { policy: limits } });
}

/** The program had no hours policy on the day. */
export function noPolicy(): DomainError {
  return refuse('no-policy', 422, 'The program has no hours policy on that day.', '/programId', 'has no hours policy on that day');
}

/** The program gives no hours of its own, so somebody must say them. */
export function noPhases(): DomainError {
  return invalidInput([{ pointer: '/prescriptions', detail: 'must say the hours: the program has no phases to take them from' }]);
}

export function programInactive(): DomainError {
  return refuse('program-inactive', 422, 'This program no longer takes anyone in.', '/programId', 'no longer takes anyone in');
}

export function clientNotAdmittable(why: 'archived' | 'deceased'): DomainError {
  return refuse(`client-${why}`, 422, why === 'archived' ? 'This chart is archived. Restore it first.' : 'This client has died.');
}

export function staffInactive(pointer: string): DomainError {
  return refuse('staff-inactive', 422, 'A member of the care team no longer works here.', pointer, 'no longer works here');
}

/** Who orders hours signs for them, and this person may not on the day of the order. */
export function mayNotSign(pointer: string, because: string): DomainError {
  return refuse('may-not-sign', 422, `Whoever orders hours signs for them. ${because}`, pointer, `may not sign for these hours: ${because}`);
}

/** What was asked concerns a stay that has ended. */
export function alreadyDischarged(): DomainError {
  return refuse('already-discharged', 409, 'This client has already been discharged from the program.');
}

export function notDischarged(): DomainError {
  return refuse('not-discharged', 409, 'This stay has not ended.');
}

/** A change that reaches back needs a written reason: hours of weeks gone by change with it. */
export function reasonForThePast(): DomainError {
  return refuse('reason-needed', 422, 'This changes hours of days that have passed. Say why.', '/reason', 'is needed for a day that has passed');
}

/** Somebody is always responsible. */
export function primaryNeeded(): DomainError {
  return refuse('primary-needed', 409, 'A care team needs a primary at all times. Make someone else primary first.');
}

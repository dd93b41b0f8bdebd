import { DomainError, registerConstraint, type FieldProblem } from '#platform';

const refuse = (code: string, status: number, title: string, ...errors: FieldProblem[]) => new DomainError({ code, status, title, ...(errors.length > 0 ? { errors } : {}) });

registerConstraint('staff_external_once', () => refuse('external-id-taken', 409, 'Another staff member was imported with this id.', { pointer: '/externalId', detail: 'belongs to another staff member' }));
registerConstraint('staff_one_per_user', () => refuse('user-already-linked', 409, 'This account already belongs to another staff member of the clinic.', { pointer: '/userId', detail: 'belongs to another staff member' }));
registerConstraint('staff_supervisor', () => supervisorRefused('is not on the staff of this clinic'));
registerConstraint('staff_not_own_supervisor', () => supervisorRefused('cannot be the person themselves'));
registerConstraint('credential_once', () => refuse('credential-exists', 409, 'This credential is already on record.', { pointer: '/number', detail: 'is already on record for this person' }));
registerConstraint('availability_once', () => refuse('availability-overlaps', 409, 'Two stretches of the same weekday overlap.'));
registerConstraint('time_off_once', () => refuse('time-off-overlaps', 409, 'This person already has time off then.', { pointer: '/startsAt', detail: 'overlaps time off already on record' }));

/** A supervisor who cannot be one. */
export function supervisorRefused(detail: string): DomainError {
  return refuse('supervisor-refused', 422, 'This supervisor cannot be chosen.', { pointer: '/supervisorId', detail });
}

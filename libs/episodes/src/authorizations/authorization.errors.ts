import { DomainError, registerConstraint } from '#platform';

/** A day would be charged to two authorizations. */
export function authorizationsOverlap(): DomainError {
  const detail = 'is within another authorization of this stay';
  return new DomainError({ code: 'authorizations-overlap', status: 409, title: 'Another authorization of this stay covers some of these days.', errors: [{ pointer: '/startsOn', detail }, { pointer: '/endsOn', detail }] });
}

/** Nothing is changed of an authorization that was withdrawn. */
export function authorizationWithdrawn(byName: string | null): DomainError {
  return new DomainError({ code: 'authorization-withdrawn', status: 409, title: `${byName ?? 'Somebody'} has withdrawn this authorization. Record the new one.` });
}

registerConstraint('authorization_no_overlap', authorizationsOverlap);

import { DomainError } from '#platform';
import type { AuthorizationRefusal, MakeUpRefusal } from './make-ups.js';

const WHY: Record<MakeUpRefusal, string> = {
  above_maximum: 'With this make-up the week would pass the maximum of the program’s policy.',
  too_many_days: 'With this make-up the client would come on more days than the program’s policy allows.',
};

/** The program's policy does not allow the make-up, by now. */
export function makeUpRefused(refusal: MakeUpRefusal): DomainError {
  return new DomainError({ code: 'make-up-refused', status: 409, title: WHY[refusal], facts: { refusal } });
}

const BEYOND: Record<AuthorizationRefusal, string> = {
  not_authorized: 'No authorization of this stay covers that day.',
  authorization_used_up: 'What is left of the authorization is not enough for this make-up.',
};

/** The payer granted less, by now. It can be booked all the same, with a reason, by those who may. */
export function beyondAuthorization(beyond: AuthorizationRefusal): DomainError {
  return new DomainError({
    code: 'beyond-authorization', status: 409, title: `${BEYOND[beyond]} Say why it is booked all the same.`, facts: { beyond, permission: 'authorizations.exceed' },
    errors: [{ pointer: '/beyondReason', detail: 'must say why it goes beyond the authorization' }],
  });
}

/** The session is no make-up for this week any more: it has begun, was cancelled or moved, or is not for this client. */
export function makeUpGone(): DomainError {
  return new DomainError({ code: 'make-up-gone', status: 409, title: 'This make-up is no longer there: the session has begun or was changed. Look at the list again.' });
}

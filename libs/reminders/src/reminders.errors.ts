import { DomainError } from '#platform';

/** The session was changed again or the person left it: there is something newer to say, or nothing. */
export function messageSuperseded(): DomainError {
  return new DomainError({ code: 'message-superseded', status: 409, title: 'The session was changed again in the meantime. What is to be said now stands in a newer message, if anything is.' });
}

/** A message that reaches its reader by itself needs no call. */
export function notToCall(): DomainError {
  return new DomainError({ code: 'not-held-back', status: 409, title: 'Nobody has to call about this message.' });
}

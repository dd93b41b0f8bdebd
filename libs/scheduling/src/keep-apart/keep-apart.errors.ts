import { DomainError, registerConstraint } from '#platform';

registerConstraint('kept_apart', () => keptApart());
registerConstraint('keep_apart_once', () => new DomainError({ code: 'kept-apart-already', status: 409, title: 'These two clients are kept apart already.', errors: [{ pointer: '/otherClientId', detail: 'is kept apart from this client already' }] }));

/** Somebody is there whom this client must not meet. Who it is stays with those who care for them. */
export function keptApart(): DomainError {
  return new DomainError({ code: 'kept-apart', status: 409, title: 'This client cannot be here together with somebody who is. Ask their care team.' });
}

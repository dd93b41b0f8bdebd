import { DomainError, registerConstraint } from '#platform';

registerConstraint(
  'user_email_once',
  () => new DomainError({ code: 'email-taken', status: 409, title: 'Another account uses this e-mail address.', errors: [{ pointer: '/email', detail: 'is used by another account' }] }),
);
registerConstraint('first_run_once', () => alreadySetUp());
registerConstraint('membership_once', () => alreadyMember());
registerConstraint('membership_last_administrator', () => new DomainError({ code: 'last-administrator', status: 409, title: 'This is the last administrator of the clinic. Make someone else an administrator first.' }));
registerConstraint('membership_clinic', () => new DomainError({ code: 'not-found', status: 404, title: 'No such clinic.' }));

/** Nobody is signed in, or the sign-in has ended. */
export function notSignedIn(): DomainError {
  return new DomainError({ code: 'not-signed-in', status: 401, title: 'Sign in first.' });
}

/** The session waits for its person's password: nobody used it for a while, or they locked it. */
export function sessionLocked(): DomainError {
  return new DomainError({ code: 'session-locked', status: 401, title: 'Locked because nobody was there. Enter your password to go on.' });
}

/** The same words whether the account is unknown, disabled or the password is wrong. */
export function signInFailed(): DomainError {
  return new DomainError({ code: 'sign-in-failed', status: 401, title: 'The e-mail address or the password is not right.' });
}

/** Too many wrong passwords, for an account or an address. */
export function signInResting(until: Date, now: Date): DomainError {
  const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000));
  const minutes = Math.ceil(seconds / 60);
  return new DomainError({
    code: 'sign-in-locked',
    status: 429,
    title: `Too many failed sign-ins. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}, or ask an administrator to unlock the account.`,
    facts: { retryAfterSeconds: seconds },
  });
}

/** A password somebody else chose must be replaced before anything else. */
export function passwordChangeRequired(): DomainError {
  return new DomainError({ code: 'password-change-required', status: 403, title: 'Choose a password of your own first.' });
}

/** The password given as proof is not the account's. */
export function wrongPassword(pointer: string): DomainError {
  return new DomainError({ code: 'wrong-password', status: 422, title: 'The password is not right.', errors: [{ pointer, detail: 'is not right' }] });
}

/** What is about a person's own sign-in cannot be done by a machine. */
export function personOnly(): DomainError {
  return new DomainError({ code: 'person-only', status: 403, title: 'This is for a person who is signed in, not for a token.' });
}

/** The request was made by a page of another site. */
export function crossSite(): DomainError {
  return new DomainError({ code: 'cross-site', status: 403, title: 'This request came from another site and was refused.' });
}

/** More requests than anyone needs. */
export function tooManyRequests(seconds: number): DomainError {
  return new DomainError({ code: 'too-many-requests', status: 429, title: 'Too many requests; wait a little.', facts: { retryAfterSeconds: seconds } });
}

/** More live views than anyone looks at. */
export function tooManyStreams(): DomainError {
  return new DomainError({ code: 'too-many-streams', status: 429, title: 'You have too many live views open; this one is read again every few seconds instead.', facts: { retryAfterSeconds: 60 } });
}

/** Whoever is added works here already. */
export function alreadyMember(): DomainError {
  return new DomainError({ code: 'already-member', status: 409, title: 'This person already has an account in this clinic.', errors: [{ pointer: '/email', detail: 'already has an account in this clinic' }] });
}

/** An account that also works in clinics the asker does not administer is not theirs to disable or to reset. */
export function worksElsewhere(): DomainError {
  return new DomainError({
    code: 'works-elsewhere',
    status: 403,
    title: 'This person also works in another clinic. Only someone who administers all their clinics can do this; you can remove them from yours.',
  });
}

/** Nobody takes away their own access by mistake. */
export function notOneself(): DomainError {
  return new DomainError({ code: 'not-oneself', status: 409, title: 'You cannot do this to your own account. Ask another administrator.' });
}

/** An empty Stepwell is set up once; from then on its administrators let people in. */
export function alreadySetUp(): DomainError {
  return new DomainError({ code: 'already-set-up', status: 409, title: 'This Stepwell has been set up. Sign in, or ask its administrator for an account.' });
}

/** The code given is not the one the server printed. */
export function wrongSetupCode(): DomainError {
  return new DomainError({
    code: 'wrong-setup-code',
    status: 422,
    title: 'The setup code is not right.',
    errors: [{ pointer: '/code', detail: 'is not the one the server printed when it started' }],
  });
}

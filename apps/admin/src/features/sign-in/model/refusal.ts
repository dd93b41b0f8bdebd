import type { Problem } from '../../../lib/api/problem';

/** What to tell a person whose sign-in was refused, in words that do not help a guesser. */
export function sayRefusal(problem: Problem): string {
  if (problem.isOffline) return 'Stepwell could not be reached. Check the connection and try again.';
  if (problem.status === 401) return 'The email or the password is not right.';
  if (problem.status === 423 || problem.status === 429) {
    if (problem.code === 'sign-in-locked') return problem.title;
    const wait = problem.retryAfterSeconds;
    return `Too many attempts. Try again ${wait === undefined ? 'in a few minutes' : `in ${sayWait(wait)}`}.`;
  }
  return problem.detail ?? problem.title;
}

/** 90 → "2 minutes"; rounded up, so that trying at that moment works. */
export function sayWait(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} ${Math.ceil(seconds) === 1 ? 'second' : 'seconds'}`;
  const minutes = Math.ceil(seconds / 60);
  return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
}

/** Only an address of our own may follow a sign-in. */
export function safeNext(next: string | undefined): string {
  return next && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : '/';
}

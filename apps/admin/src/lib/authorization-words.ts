import { formatMinutes } from './minutes';

/** What a payer counts. */
export type AuthorizationUnit = 'day' | 'minute';

/** Why something goes beyond what a payer granted. */
export type Beyond = 'not_authorized' | 'authorization_used_up';

/** "1 day", "12 days", "30 h", "−2 days". */
export function sayAmount(unit: AuthorizationUnit, amount: number): string {
  if (unit === 'minute') return formatMinutes(amount);
  return `${amount < 0 ? '−' : ''}${Math.abs(amount)} ${Math.abs(amount) === 1 ? 'day' : 'days'}`;
}

/** Why no make-up is proposed within what a payer granted; null where one is, or there is none at all. */
export function sayWhyNoneWithin(items: readonly { beyond: Beyond | null }[]): string | null {
  if (items.length === 0 || items.some((item) => item.beyond === null)) return null;
  if (items.every((item) => item.beyond === 'not_authorized')) return 'No authorization covers the days on which there is a seat or time.';
  if (items.every((item) => item.beyond === 'authorization_used_up')) return 'What is left of the authorization is not enough for any seat or time there is.';
  return 'On some days nothing is authorized, and on the others too little is left of the authorization.';
}

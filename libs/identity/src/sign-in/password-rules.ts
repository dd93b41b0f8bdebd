import { invalidInput } from '#platform';
import { REFUSED_PASSWORDS, REFUSED_WORDS } from './refused-passwords.js';

/** Whom a password is for: nobody's password may be their own name. */
export interface PasswordOwner {
  email: string;
  displayName: string;
}

const SEQUENCES = ['0123456789012345678901234567890', 'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm'];

/**
 * Why a password is refused, in words, or undefined when it is good. Length and a list of refused ones instead of rules
 * about kinds of characters: NIST SP 800-63B 5.1.1.2.
 */
export function passwordFault(password: string, owner: PasswordOwner, minLength: number): string | undefined {
  const plain = password.normalize('NFKC');
  if ([...plain].length < minLength) return `must be at least ${minLength} characters`;
  const lower = plain.toLowerCase();
  const word = lower.replace(/[^a-z]+/g, '');
  if (REFUSED_PASSWORDS.has(lower) || REFUSED_WORDS.includes(word) || REFUSED_WORDS.some((refused) => isRepetition(word, refused))) return 'is one that people try first';
  if (new Set(lower).size < 5) return 'repeats a few characters';
  if (SEQUENCES.some((sequence) => sequence.includes(lower) || [...sequence].reverse().join('').includes(lower))) return 'is a row of keys or digits';
  const own = [owner.email, owner.email.split('@')[0] ?? '', owner.displayName].map((text) => text.toLowerCase().replace(/[^\p{L}]+/gu, '')).filter((text) => text.length >= 4);
  const letters = lower.replace(/[^\p{L}]+/gu, '');
  if (own.includes(letters)) return 'is your own name or address';
  return undefined;
}

/** @throws DomainError 400 at the field when the password is refused. */
export function checkPassword(password: string, owner: PasswordOwner, minLength: number, pointer: string): void {
  const fault = passwordFault(password, owner, minLength);
  if (fault !== undefined) throw invalidInput([{ pointer, detail: fault }]);
}

function isRepetition(text: string, word: string): boolean {
  return text.length > word.length && text.length % word.length === 0 && text === word.repeat(text.length / word.length);
}

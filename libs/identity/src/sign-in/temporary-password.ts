import { randomInt } from 'node:crypto';

// Without letters and digits that look alike, since it is read off a screen or told over the telephone.
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password to hand to somebody once: four groups of four, about 79 bits. */
export function temporaryPassword(): string {
  return Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('')).join('-');
}

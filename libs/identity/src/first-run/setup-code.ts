import { createHmac, timingSafeEqual } from 'node:crypto';

/** Crockford's digits: no letter that is taken for another. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 16;

/**
 * The code that opens the set-up of one empty Stepwell, 80 bits in four groups: `7KQ2-M9XT-0ABC-Z4RD`. Every server process
 * of one secret and one database makes the same, so that it does not matter which of them printed it.
 * @param nonce the database's own; another database has another code.
 */
export function setupCode(secret: string, nonce: string): string {
  const bytes = createHmac('sha256', secret).update(`stepwell set-up ${nonce}`).digest();
  const digits = Array.from(bytes.subarray(0, LENGTH), (byte) => DIGITS[byte % 32]).join('');
  return digits.replace(/(.{4})(?=.)/g, '$1-');
}

/** Whether somebody typed a code, in whatever capitals and groups, and with O, I or L for what they look like. */
export function isSameCode(typed: string, code: string): boolean {
  const [a, b] = [plain(typed), plain(code)];
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

function plain(code: string): string {
  return code.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1').replace(/[^0-9A-Z]/g, '');
}

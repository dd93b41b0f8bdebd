import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

/** Asking the system for 16 random bytes costs more than making an identifier of them: they are drawn 4096 at a time. */
const random = new Uint8Array(4096);
let used = random.length;
let lastMs = 0;
let sequence = 0;

function sixteenRandomBytes(): Uint8Array {
  if (used === random.length) {
    randomFillSync(random);
    used = 0;
  }
  return random.subarray(used, (used += 16));
}

/** A new identifier: UUID version 7, so that rows made later sort later, within one millisecond too, and indexes stay dense. */
export function newId(): string {
  const bytes = sixteenRandomBytes();
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    // Thirty-one random bits of 32: there is room to count on.
    sequence = (((bytes[0] as number) & 0x7f) << 24) | ((bytes[1] as number) << 16) | ((bytes[2] as number) << 8) | (bytes[3] as number);
  } else sequence += 1;
  return v7({ random: bytes, msecs: lastMs, seq: sequence });
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text is a UUID PostgreSQL accepts. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const FILE = /^([A-Za-z0-9_-]{43})\.ics$/;

/** A new secret of 256 random bits, as it stands in an address. */
export function newFeedSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a secret. It is random and long, so one pass of SHA-256 is enough. */
export function feedSecretHash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Whether a secret is the one kept, in a time that tells nothing of how much of it was right. */
export function isFeedSecret(secret: string, kept: Buffer): boolean {
  return timingSafeEqual(feedSecretHash(secret), kept);
}

/** The address of a feed below the server's own. */
export function feedAddress(feedId: string, secret: string): string {
  return `/api/feeds/${feedId}/${secret}.ics`;
}

/** The secret in the last part of a feed's address, if it has the form of one. */
export function secretInFile(file: string): string | undefined {
  return FILE.exec(file)?.[1];
}

import { isIPv6 } from 'node:net';

const SECONDS = 10;
const MOST_KEPT = 20_000;

interface Bucket {
  left: number;
  at: number;
}

/**
 * How many requests each asker has left: so many within ten seconds, coming back evenly. In this process only; sign-in
 * has its own count in the database.
 */
export class RequestBudget {
  private readonly buckets = new Map<string, Bucket>();

  /** @param now milliseconds since 1970. */
  constructor(
    private readonly requests: number,
    private readonly now: () => number,
  ) {}

  /**
   * Takes one request from an asker's budget.
   * @returns 0 when it was there, else the seconds until one is.
   */
  take(asker: string): number {
    const now = this.now();
    const perMs = this.requests / (SECONDS * 1000);
    let bucket = this.buckets.get(asker);
    if (!bucket) {
      if (this.buckets.size >= MOST_KEPT) this.forgetTheFull(now, perMs);
      bucket = { left: this.requests, at: now };
      this.buckets.set(asker, bucket);
    }
    bucket.left = Math.min(this.requests, bucket.left + Math.max(0, now - bucket.at) * perMs);
    bucket.at = now;
    if (bucket.left >= 1) {
      bucket.left -= 1;
      return 0;
    }
    return Math.max(1, Math.ceil((1 - bucket.left) / perMs / 1000));
  }

  /** Askers remembered right now. */
  get size(): number {
    return this.buckets.size;
  }

  private forgetTheFull(now: number, perMs: number): void {
    for (const [asker, bucket] of this.buckets) {
      if (bucket.left + (now - bucket.at) * perMs >= this.requests) this.buckets.delete(asker);
    }
    // Under an attack from everywhere nobody is full: start afresh rather than grow.
    if (this.buckets.size >= MOST_KEPT) this.buckets.clear();
  }
}

/** An address as one asker: IPv6 by its /64, which one connection owns whole. */
export function askerAddress(address: string): string {
  const plain = address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address;
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = (plain.split('%')[0] ?? plain).split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups = tail === undefined ? left : [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return `${groups.slice(0, 4).map((group) => parseInt(group, 16).toString(16)).join(':')}::/64`;
}

import type { Access } from './access.js';

const MOST_KEPT = 5000;

/**
 * Who requests come from, kept for a few seconds. It is on only while this process hears of changes from the database;
 * a change drops what it concerns at once, and a lookup that was under way during a change is not kept.
 */
export class AccessCache {
  private readonly kept = new Map<string, { access: Access; until: number }>();
  private underWay = new Map<string, Promise<Access | undefined>>();
  private changes = 0;
  private hearing = false;

  /** @param now milliseconds since 1970. */
  constructor(
    private readonly keepMs: number,
    private readonly now: () => number,
  ) {}

  /** What is kept under a key and still believed. */
  get(key: string): Access | undefined {
    const found = this.kept.get(key);
    if (!found) return undefined;
    if (found.until > this.now()) return found.access;
    this.kept.delete(key);
    return undefined;
  }

  /** Looks up what is not kept. Two who ask for the same at once share one lookup. */
  async fetch(key: string, look: () => Promise<Access | undefined>): Promise<Access | undefined> {
    const same = this.underWay.get(key);
    if (same) return same;
    const before = this.changes;
    const started = look();
    this.underWay.set(key, started);
    try {
      const access = await started;
      if (access && this.hearing && before === this.changes) {
        if (this.kept.size >= MOST_KEPT) this.kept.clear();
        this.kept.set(key, { access, until: this.now() + this.keepMs });
      }
      return access;
    } finally {
      if (this.underWay.get(key) === started) this.underWay.delete(key);
    }
  }

  /** Something about this person, session or token has changed. */
  drop(id: string): void {
    this.changes++;
    this.underWay = new Map();
    for (const [key, { access }] of this.kept) {
      if (access.id === id || access.userId === id) this.kept.delete(key);
    }
  }

  /** Changes are heard from now on. */
  switchOn(): void {
    this.changes++;
    this.kept.clear();
    this.hearing = true;
  }

  /** Changes are no longer heard: nothing is kept until they are. */
  switchOff(): void {
    this.hearing = false;
    this.changes++;
    this.kept.clear();
    this.underWay = new Map();
  }

  /** Whether lookups are being kept. */
  get on(): boolean {
    return this.hearing;
  }
}

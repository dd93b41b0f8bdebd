interface Waiting<T> {
  item: T;
  done: () => void;
  failed: (reason: unknown) => void;
}

/**
 * Group commit: what is to be written while the last write is under way is written together by the next. One waiter alone waits for
 * nobody; ten at once share one statement, one commit and one wait for the disk. Each is told when its own item is stored.
 */
export class WrittenTogether<T> {
  private waiting: Waiting<T>[] = [];
  private writing = false;

  /** @param write stores all of them or, when it throws, none. */
  constructor(private readonly write: (items: T[]) => Promise<unknown>) {}

  /** Resolves when the item is stored. @throws what the write of it threw; the others are not harmed by it. */
  add(item: T): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ item, done, failed });
      if (!this.writing) void this.drain();
    });
  }

  private async drain(): Promise<void> {
    this.writing = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, MOST_AT_ONCE);
      try {
        await this.write(batch.map(({ item }) => item));
        for (const { done } of batch) done();
      } catch (thrown) {
        if (batch.length === 1) batch[0]?.failed(thrown);
        else for (const one of batch) await this.write([one.item]).then(one.done, one.failed);
      }
    }
    this.writing = false;
  }
}

/** Keeps one statement's parameter small however many wait. */
const MOST_AT_ONCE = 200;

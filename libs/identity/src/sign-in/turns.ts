/** Lets work on the same thing take turns in this process; work on different things does not wait. */
export class Turns {
  private readonly waiting = new Map<string, { last: Promise<unknown>; count: number }>();

  /** @param most how many may wait for the same thing; one more is sent away. */
  constructor(private readonly most: number) {}

  /**
   * Runs work when it is its turn.
   * @param full makes what is thrown when too many wait already.
   */
  async run<T>(key: string, work: () => Promise<T>, full: () => Error): Promise<T> {
    const queue = this.waiting.get(key) ?? { last: Promise.resolve(), count: 0 };
    if (queue.count >= this.most) throw full();
    queue.count++;
    this.waiting.set(key, queue);
    const turn = queue.last.then(work, work);
    queue.last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      if (--queue.count === 0) this.waiting.delete(key);
    }
  }
}

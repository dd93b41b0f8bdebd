/**
 * Shares large reads among those who ask for the same at the same time: when one change is told to twenty open screens, all twenty ask
 * again at once. Nobody is given a read that began before they asked, so nobody misses what they have just written: whoever comes
 * while a read runs waits for the next, which all of them share. Nothing is kept once it is answered.
 */
export class AskedTogether<T> {
  private readonly asked = new Map<string, { running: Promise<T>; next: Promise<T> | undefined }>();

  /**
   * The answer of a read that begins now or later.
   * @param key everything the answer depends on, the clinic and the rights of who asks included.
   * @param read must not depend on who asks; what it answers is shared, so nobody may change it.
   */
  ask(key: string, read: () => Promise<T>): Promise<T> {
    const at = this.asked.get(key);
    if (at === undefined) return this.begin(key, read);
    const after = (): Promise<T> => this.begin(key, read);
    return (at.next ??= at.running.then(after, after));
  }

  private begin(key: string, read: () => Promise<T>): Promise<T> {
    const at = { running: read(), next: undefined as Promise<T> | undefined };
    this.asked.set(key, at);
    const ended = (): void => {
      if (at.next === undefined && this.asked.get(key) === at) this.asked.delete(key);
    };
    at.running.then(ended, ended);
    return at.running;
  }
}

import { describe, expect, it } from '@jest/globals';
import { AskedTogether } from './asked-together.js';

/** A table that is read slowly: each read answers with what stood there when it began. */
function slowTable(): { together: AskedTogether<number>; ask: (key?: string) => Promise<number>; write: (value: number) => void; finish: (failure?: Error) => void; reads: () => number } {
  let value = 0;
  let reads = 0;
  const open: ((failure?: Error) => void)[] = [];
  const together = new AskedTogether<number>();
  const read = (): Promise<number> => {
    const seen = value;
    reads++;
    return new Promise((resolve, reject) => open.push((failure) => (failure ? reject(failure) : resolve(seen))));
  };
  return {
    together,
    ask: (key = 'all') => together.ask(key, read),
    write: (next) => (value = next),
    finish: (failure) => {
      const first = open.shift();
      if (!first) throw new Error('Nothing is being read.');
      first(failure);
    },
    reads: () => reads,
  };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('AskedTogether', () => {
  it('reads once for all who ask while another read runs', async () => {
    const table = slowTable();
    const first = table.ask();
    const others = [table.ask(), table.ask(), table.ask()];
    table.finish();
    await first;
    await turn();
    table.finish();
    expect(await Promise.all(others)).toEqual([0, 0, 0]);
    expect(table.reads()).toBe(2);
  });

  it('never answers with less than what stood when somebody asked', async () => {
    const table = slowTable();
    const before = table.ask();
    table.write(1);
    const after = table.ask();
    table.finish();
    await turn();
    table.finish();
    expect(await before).toBe(0);
    expect(await after).toBe(1);
  });

  it('keeps different questions apart, and keeps nothing once answered', async () => {
    const table = slowTable();
    const [all, mine] = [table.ask('all'), table.ask('mine')];
    expect(table.reads()).toBe(2);
    table.finish();
    table.finish();
    await Promise.all([all, mine]);
    await turn();
    table.write(2);
    const again = table.ask('all');
    table.finish();
    expect(await again).toBe(2);
    expect(table.reads()).toBe(3);
  });

  it('reads again for those who waited when the read before failed', async () => {
    const table = slowTable();
    const failing = table.ask();
    const waiting = table.ask();
    table.finish(new Error('gone'));
    await expect(failing).rejects.toThrow('gone');
    await turn();
    table.finish();
    expect(await waiting).toBe(0);
  });
});

import { describe, expect, it } from '@jest/globals';
import { WrittenTogether } from './written-together.js';

/** A store whose writes end when the test says so. */
function store(): { writes: string[][]; together: WrittenTogether<string>; finish: (failure?: Error) => void } {
  const writes: string[][] = [];
  const open: { resolve: () => void; reject: (failure: Error) => void }[] = [];
  const together = new WrittenTogether<string>((items) => {
    writes.push(items);
    return new Promise<void>((resolve, reject) => open.push({ resolve, reject }));
  });
  return {
    writes,
    together,
    finish: (failure) => {
      const first = open.shift();
      if (!first) throw new Error('Nothing is being written.');
      if (failure) first.reject(failure);
      else first.resolve();
    },
  };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('WrittenTogether', () => {
  it('writes one alone at once, and what comes meanwhile together after it', async () => {
    const { writes, together, finish } = store();
    const told: string[] = [];
    const waiting = ['a', 'b', 'c'].map((item) => together.add(item).then(() => told.push(item)));
    expect(writes).toEqual([['a']]);
    finish();
    await turn();
    expect(told).toEqual(['a']);
    expect(writes).toEqual([['a'], ['b', 'c']]);
    finish();
    await Promise.all(waiting);
    expect(told).toEqual(['a', 'b', 'c']);
  });

  it('tells nobody before their own is stored', async () => {
    const { together, finish } = store();
    let told = false;
    const first = together.add('a');
    const second = together.add('b').then(() => (told = true));
    finish();
    await first;
    await turn();
    expect(told).toBe(false);
    finish();
    await second;
  });

  it('stores each by itself when they fail together, so that one does not harm the others', async () => {
    const { writes, together, finish } = store();
    const first = together.add('a');
    const rest = Promise.allSettled([together.add('bad'), together.add('good')]);
    finish();
    await first;
    await turn();
    finish(new Error('together'));
    await turn();
    finish(new Error('bad'));
    await turn();
    finish();
    expect((await rest).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(writes).toEqual([['a'], ['bad', 'good'], ['bad'], ['good']]);
  });

  it('writes again after a failure', async () => {
    const { together, finish } = store();
    const failing = together.add('a');
    finish(new Error('no'));
    await expect(failing).rejects.toThrow('no');
    const next = together.add('b');
    finish();
    await expect(next).resolves.toBeUndefined();
  });
});

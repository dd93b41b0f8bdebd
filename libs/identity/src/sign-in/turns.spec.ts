import { describe, expect, it } from '@jest/globals';
import { Turns } from './turns.js';

const full = (): Error => new Error('full');

describe('work on the same account', () => {
  it('takes turns, and one that fails does not hold up the next', async () => {
    const turns = new Turns(10);
    const log: string[] = [];
    const work = (name: string, fails = false) => async () => {
      log.push(`${name} starts`);
      await Promise.resolve();
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    };
    const outcomes = await Promise.allSettled([turns.run('a', work('first', true), full), turns.run('a', work('second'), full), turns.run('a', work('third'), full)]);
    expect(log).toEqual(['first starts', 'first ends', 'second starts', 'second ends', 'third starts', 'third ends']);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  });

  it('does not wait for other accounts', async () => {
    const turns = new Turns(10);
    let open: () => void = () => undefined;
    const slow = turns.run('a', () => new Promise<string>((resolve) => (open = () => resolve('slow'))), full);
    expect(await turns.run('b', async () => 'quick', full)).toBe('quick');
    open();
    expect(await slow).toBe('slow');
  });

  it('sends away more than may wait, and lets others in once there is room', async () => {
    const turns = new Turns(2);
    const first = turns.run('a', async () => 1, full);
    const second = turns.run('a', async () => 2, full);
    await expect(turns.run('a', async () => 3, full)).rejects.toThrow('full');
    expect(await Promise.all([first, second])).toEqual([1, 2]);
    expect(await turns.run('a', async () => 4, full)).toBe(4);
  });
});

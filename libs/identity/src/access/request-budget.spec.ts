import { describe, expect, it } from '@jest/globals';
import { RequestBudget, askerAddress } from './request-budget.js';

describe('the budget of requests', () => {
  it('is so many within ten seconds and comes back evenly, for each asker alone', () => {
    let now = 0;
    const budget = new RequestBudget(10, () => now);
    expect(Array.from({ length: 12 }, () => budget.take('a'))).toEqual([...Array<number>(10).fill(0), 1, 1]);
    expect(budget.take('b')).toBe(0);
    now = 1000;
    expect([budget.take('a'), budget.take('a')]).toEqual([0, 1]);
    now = 3_600_000;
    expect(Array.from({ length: 11 }, () => budget.take('a'))).toEqual([...Array<number>(10).fill(0), 1]);
  });

  it('does not grow with the number of askers', () => {
    let now = 0;
    const budget = new RequestBudget(1, () => now);
    for (let i = 0; i < 100_000; i++) {
      now += 1;
      budget.take(`asker ${i}`);
    }
    expect(budget.size).toBeLessThanOrEqual(20_000);
  });
});

describe('an address', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:0db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s asks as %s', (address, asker) => {
    expect(askerAddress(address)).toBe(asker);
  });
});

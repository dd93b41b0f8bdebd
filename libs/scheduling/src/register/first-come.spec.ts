import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { firstCome, type Claim } from './first-come.js';

const claim = (row: number, id: string, start: number, end: number): Claim => ({ row, kind: 'client', id, startsAt: new Date(start), endsAt: new Date(end) });

describe('claims of the rows of one file', () => {
  it('go to whoever comes first; touching ends do not meet', () => {
    expect(firstCome([claim(0, 'a', 0, 10), claim(1, 'a', 10, 20), claim(2, 'a', 5, 15), claim(3, 'b', 5, 15)])).toEqual([{ row: 2, kind: 'client', id: 'a', heldBy: 0 }]);
  });

  it('a refused row holds nothing, not even what was free', () => {
    const clashes = firstCome([claim(0, 'a', 0, 10), claim(1, 'a', 5, 15), claim(1, 'b', 5, 15), claim(2, 'b', 5, 15), claim(3, 'a', 12, 20)]);
    expect(clashes.map((one) => [one.row, one.heldBy])).toEqual([[1, 0]]);
  });

  it('come out as a slow, plain reading would have it', () => {
    const row = fc.record({ id: fc.constantFrom('a', 'b', 'c'), start: fc.integer({ min: 0, max: 60 }), length: fc.integer({ min: 1, max: 12 }), second: fc.option(fc.constantFrom('a', 'b', 'c')) });
    fc.assert(fc.property(fc.array(row, { maxLength: 60 }), (rows) => {
      const claims = rows.flatMap(({ id, start, length, second }, index) => [...new Set([id, ...(second ? [second] : [])])].map((one) => claim(index, one, start, start + length)));
      const held: Claim[] = [];
      const refused: number[] = [];
      rows.forEach((_, index) => {
        const own = claims.filter((one) => one.row === index);
        if (own.some((one) => held.some((other) => other.id === one.id && one.startsAt < other.endsAt && one.endsAt > other.startsAt))) refused.push(index);
        else held.push(...own);
      });
      expect(firstCome(claims).map((one) => one.row)).toEqual(refused);
    }));
  });
});

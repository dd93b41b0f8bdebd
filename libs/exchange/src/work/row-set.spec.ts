import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RowSet } from './row-set.js';

describe('the rows refused', () => {
  it('are counted once each, however often and in whatever order something is wrong with them', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 100_000 })), (rows) => {
        const refused = new RowSet();
        for (const row of rows) refused.add(row);
        expect(refused.size).toBe(new Set(rows).size);
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Authorization } from '../api/authorizations';
import { barOf, isExceeded, nextTerms, sayLeft, sayUse } from './authorization';

const of = (more: Partial<Authorization>) => ({ id: 'a', episodeId: 'e', payer: 'Northwind', startsOn: '2026-03-02', endsOn: '2026-03-15', status: 'in_force', unit: 'day', granted: 12, used: 7, booked: 3, left: 2, ...more }) as Authorization;

describe('an authorization', () => {
  it.each([
    [{}, '7 of 12 days used, 3 more booked', '2 days left'],
    [{ booked: 0, left: 5 }, '7 of 12 days used', '5 days left'],
    [{ used: 9, left: 0 }, '9 of 12 days used, 3 more booked', 'Nothing left'],
    [{ used: 10, left: -1 }, '10 of 12 days used, 3 more booked', '1 day more than granted'],
    [{ status: 'ended', booked: 0, left: 5 } as const, '7 of 12 days used', '5 days not used'],
    [{ status: 'withdrawn', booked: 0, left: 5 } as const, '7 of 12 days used', ''],
    [{ unit: 'minute', granted: 1800, used: 615, booked: 90, left: 1095 } as const, '10 h 15 min of 30 h used, 1 h 30 min more booked', '18 h 15 min left'],
  ])('is said in words: %j', (more, use, left) => {
    expect([sayUse(of(more)), sayLeft(of(more))]).toEqual([use, left]);
  });

  it('is a bar that never passes its end: what goes beyond the grant is marked', () => {
    expect(barOf(of({ granted: 10, used: 5, booked: 2 }))).toEqual({ used: 50, booked: 20, end: null });
    expect(barOf(of({ granted: 10, used: 12, booked: 8 }))).toEqual({ used: 60, booked: 40, end: 50 });
    expect([isExceeded(of({ left: -1 })), isExceeded(of({ left: 0 })), isExceeded(of({ left: -1, status: 'withdrawn' }))]).toEqual([true, false, false]);
  });

  it('is followed by one like it; after a long time without, from today; the first from the admission', () => {
    const stay = { id: 'e', admittedOn: '2026-02-01' };
    expect(nextTerms([of({})], stay, '2026-03-10')).toEqual({ payer: 'Northwind', startsOn: '2026-03-16', endsOn: '2026-03-29', unit: 'day', granted: 12 });
    expect(nextTerms([of({})], stay, '2026-06-01').startsOn).toBe('2026-06-01');
    expect(nextTerms([of({ status: 'withdrawn' }), of({ episodeId: 'other' })], stay, '2026-03-10')).toMatchObject({ payer: '', startsOn: '2026-02-01', endsOn: null });
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Schema } from './api/http';
import { figuresOf } from './week-figures';

type WeekPlace = Schema<'WeekPlaceDto'>;
const place = (status: WeekPlace['status'], offeredMinutes: number, creditedMinutes = 0, makeUp = false): WeekPlace => ({
  participationId: `${status} ${offeredMinutes}`, sessionId: 's', sessionTitle: 'Group', startsAt: '2026-03-02T22:30:00Z', endsAt: '2026-03-03T01:30:00Z', day: '2026-03-02', status, offeredMinutes, creditedMinutes, makeUp, reason: null,
});

describe('the figures of a week', () => {
  it('take every figure apart into the places it is the sum of', () => {
    const figures = figuresOf([place('attended', 180, 180), place('late', 180, 160, true), place('no_show', 180), place('excused', 90), place('booked', 120)]);
    expect(figures.map((figure) => [figure.key, figure.minutes, figure.places.length])).toEqual([['attended', 340, 2], ['planned', 120, 1], ['missed', 200, 2], ['excused', 90, 1], ['madeUp', 160, 1]]);
  });
});

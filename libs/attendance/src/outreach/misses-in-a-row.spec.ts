import { describe, expect, it } from '@jest/globals';
import type { AttendanceStatus } from '../credited-minutes.js';
import { missesInARow } from './misses-in-a-row.js';

describe('contacts missed in a row', () => {
  it.each<[string, AttendanceStatus[], number, string | null]>([
    ['nobody has recorded anything', [], 0, null],
    ['the last time they came', ['attended', 'no_show', 'no_show'], 0, null],
    ['missed once', ['no_show', 'attended', 'no_show'], 1, '0'],
    ['missed three times since they came late', ['no_show', 'no_show', 'no_show', 'late', 'no_show'], 3, '2'],
    ['an excuse is a contact', ['no_show', 'excused', 'no_show', 'no_show'], 1, '0'],
    ['whoever left early was there', ['no_show', 'no_show', 'left_early'], 2, '1'],
    ['never came at all', ['no_show', 'no_show'], 2, '1'],
  ])('%s', (_, statuses, count, since) => {
    expect(missesInARow(statuses.map((status, at) => ({ participationId: String(at), status })))).toEqual({ count, since });
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Series } from '../api/calendar';
import { valuesOf } from './edit';
import { asksAnything, editBack, editOfSeries, ruleMoved, wishOfEdit, wishOfMove } from './series';
import type { SeriesScope } from './series';

const ZONE = 'America/New_York';
const session = {
  startsAt: '2026-03-10T14:00:00.000Z', endsAt: '2026-03-10T15:00:00.000Z', roomId: 'small', staff: [{ id: 'ada', name: 'Ada' }], title: 'Individual therapy', telehealth: false, telehealthUrl: null,
  capacity: 1, note: null, outsideHoursReason: null, groupId: null as string | null,
};
const values = valuesOf(session, ZONE);
const series = {
  rule: 'FREQ=WEEKLY;BYDAY=TU', startDay: '2026-03-03', startTime: '10:00', durationMinutes: 60, room: { id: 'small', name: 'Small room' }, staff: [{ id: 'ada', name: 'Ada' }], title: 'Individual therapy',
  telehealth: false, telehealthUrl: null, capacity: 1, version: 4,
} as Series;

describe('what an edited session asks of its series', () => {
  it.each<[string, Partial<typeof values>, string | null, object, string | null]>([
    ['nothing, unless something is different', {}, null, {}, null],
    ['another time and length', { time: '11:30', minutes: 90 }, null, { startTime: '11:30', durationMinutes: 90 }, null],
    ['another day', { day: '2026-03-12' }, null, {}, '2026-03-12'],
    ['somebody else in no room', { staffIds: ['ben', 'ada'], roomId: '' }, null, { staffIds: ['ben', 'ada'], roomId: null }, null],
    ['video instead of a room', { place: 'telehealth', telehealthUrl: 'https://meet.test' }, null, { roomId: null, telehealth: true, telehealthUrl: 'https://meet.test' }, null],
    ['another name and more seats', { title: ' Skills ', capacity: 2 }, null, { title: 'Skills', capacity: 2 }, null],
    ['of a group’s not its name, seats or link', { title: 'Skills', capacity: 2, place: 'telehealth', time: '11:00' }, 'group', { startTime: '11:00', roomId: null }, null],
    ['not its note', { note: 'Bring water' }, null, {}, null],
  ])('is %s', (_, change, groupId, changes, toDay) => {
    const wish = wishOfEdit({ ...session, groupId }, { ...values, ...change }, ZONE);
    expect(wish).toEqual({ changes, fromDay: '2026-03-10', toDay });
    expect(asksAnything(wish)).toBe(Object.keys(changes).length > 0 || toDay !== null);
  });
});

describe('what a session put elsewhere asks of its series', () => {
  it.each<[string, object, object, string | null]>([
    ['the time on the wall', { startsAt: '2026-03-10T16:00:00.000Z' }, { startTime: '12:00' }, null],
    ['its new length', { endsAt: '2026-03-10T15:45:00.000Z' }, { durationMinutes: 105 }, null],
    ['another day at the same time', { startsAt: '2026-03-12T14:00:00.000Z' }, {}, '2026-03-12'],
    ['another room, or none', { roomId: null }, { roomId: null }, null],
    ['somebody else', { staffIds: ['ben'] }, { staffIds: ['ben'] }, null],
  ])('is %s', (_, move, changes, toDay) => expect(wishOfMove(session, move, ZONE)).toEqual({ changes, fromDay: '2026-03-10', toDay }));

  it('keeps its length over the night the clock changes', () => {
    const saturday = { startsAt: '2026-03-07T15:00:00.000Z', endsAt: '2026-03-07T16:00:00.000Z' };
    expect(wishOfMove(saturday, { startsAt: '2026-03-08T14:00:00.000Z' }, ZONE)).toEqual({ changes: {}, fromDay: '2026-03-07', toDay: '2026-03-08' });
  });
});

describe('the rule of a series that moves to another weekday', () => {
  it.each<[string, string, string, SeriesScope, string | RegExp]>([
    ['FREQ=WEEKLY;BYDAY=TU', '2026-03-10', '2026-03-12', 'following', 'FREQ=WEEKLY;BYDAY=TH'],
    ['FREQ=WEEKLY', '2026-03-10', '2026-03-12', 'all', 'FREQ=WEEKLY;BYDAY=TH'],
    ['FREQ=WEEKLY;INTERVAL=2;UNTIL=20260630;BYDAY=TU,TH', '2026-03-10', '2026-03-13', 'all', 'FREQ=WEEKLY;INTERVAL=2;UNTIL=20260703;BYDAY=TH,FR'],
    ['FREQ=WEEKLY;UNTIL=20260331;BYDAY=TU', '2026-03-10', '2026-03-12', 'following', 'FREQ=WEEKLY;UNTIL=20260402;BYDAY=TH'],
    ['FREQ=WEEKLY;UNTIL=20260331;BYDAY=TU', '2026-03-10', '2026-03-09', 'all', 'FREQ=WEEKLY;UNTIL=20260330;BYDAY=MO'],
    ['FREQ=WEEKLY;UNTIL=20260402;BYDAY=TU,TH', '2026-03-10', '2026-03-09', 'all', 'FREQ=WEEKLY;UNTIL=20260402;BYDAY=MO,TH'],
    ['FREQ=WEEKLY;UNTIL=20260331T140000Z;BYDAY=TU', '2026-03-10', '2026-03-12', 'all', /by weekdays/],
    ['FREQ=WEEKLY;BYDAY=TU', '2026-03-10', '2026-03-09', 'all', 'FREQ=WEEKLY;BYDAY=MO'],
    ['FREQ=WEEKLY;BYDAY=TU', '2026-03-10', '2026-03-09', 'following', /earlier day/],
    ['FREQ=WEEKLY;BYDAY=TU,TH', '2026-03-10', '2026-03-12', 'all', /already/],
    ['FREQ=WEEKLY;BYDAY=TU', '2026-03-10', '2026-03-17', 'all', /within its week/],
    ['FREQ=WEEKLY;BYDAY=TU', '2026-03-11', '2026-03-12', 'all', /not on a day of its series/],
    ['FREQ=WEEKLY;COUNT=6;BYDAY=TU', '2026-03-10', '2026-03-12', 'all', /by weekdays/],
    ['FREQ=MONTHLY;BYDAY=2TU', '2026-03-10', '2026-03-12', 'all', /by weekdays/],
  ])('%s from %s to %s, %s', (rule, fromDay, toDay, scope, expected) => {
    const moved = ruleMoved({ rule, startDay: '2026-03-03' }, { fromDay, toDay }, scope);
    if (typeof expected === 'string') expect(moved).toEqual({ rule: expected });
    else expect(moved).toEqual({ why: expect.stringMatching(expected) });
  });
});

describe('a change of a series', () => {
  const wish = { changes: { startTime: '11:00', roomId: null }, fromDay: '2026-03-10', toDay: null };

  it('names the session it begins at, unless it is about all', () => {
    expect(editOfSeries(series, 'one', wish, 'following')).toEqual({ version: 4, scope: 'following', sessionId: 'one', startTime: '11:00', roomId: null });
    expect(editOfSeries(series, 'one', wish, 'all')).toEqual({ version: 4, scope: 'all', startTime: '11:00', roomId: null });
    expect(editOfSeries(series, 'one', { ...wish, toDay: '2026-03-12' }, 'following')).toMatchObject({ rule: 'FREQ=WEEKLY;BYDAY=TH', startTime: '11:00' });
    expect(editOfSeries(series, 'one', { ...wish, toDay: '2026-03-19' }, 'following')).toEqual({ why: expect.any(String) });
  });

  it('is taken back field by field, on the version it left', () => {
    const edit = { version: 4, scope: 'following' as const, sessionId: 'one', startTime: '11:00', roomId: null, staffIds: ['ben'], rule: 'FREQ=WEEKLY;BYDAY=TH' };
    expect(editBack(series, edit, { version: 1, added: ['2026-03-12'], kept: [{ day: '2026-03-17', sessionId: 'two', why: 'past' }] })).toEqual({ version: 1, scope: 'all', startTime: '10:00', roomId: 'small', staffIds: ['ada'], rule: 'FREQ=WEEKLY;BYDAY=TU' });
  });

  it('is taken back with the dates it made besides, and with those it left out', () => {
    const edit = { version: 4, scope: 'following' as const, sessionId: 'one', startTime: '11:00' };
    const kept = [{ day: '2026-03-17', sessionId: 'two', why: 'left_out' as const }, { day: '2026-03-24', sessionId: 'three', why: 'changed_by_hand' as const }];
    expect(editBack(series, edit, { version: 1, added: ['2026-03-31'], kept })).toEqual({ version: 1, scope: 'all', startTime: '10:00', follow: ['two'], exclude: ['2026-03-31'] });
  });
});

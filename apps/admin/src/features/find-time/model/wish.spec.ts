import { describe, expect, it } from '@jest/globals';
import { askedFor, bookingOf, missing, type Wish } from './wish';

const WISH: Wish = { serviceId: 's', staffIds: ['a'], clientIds: ['c'], where: 'any', roomId: null, minutes: 50, from: '2026-03-02', days: 14, part: 'any', weekdays: [] };

describe('what a time is looked for', () => {
  it.each<[string, Partial<Wish>, string | null]>([
    ['is enough with a service, somebody who leads and a length', {}, null],
    ['needs a service', { serviceId: null }, 'Choose what it is for.'],
    ['needs somebody who leads', { staffIds: [] }, 'Choose who leads it.'],
    ['needs the room where it is to be a certain one', { where: 'room' }, 'Choose the room.'],
    ['needs a length', { minutes: '' }, 'Say how long it takes.'],
  ])('%s', (_, change, expected) => {
    expect(missing({ ...WISH, ...change })).toBe(expected);
  });

  it('is asked for by days, part of the day and weekdays', () => {
    expect(askedFor({ ...WISH, days: 7, part: 'afternoon', weekdays: ['MO', 'WE'] })).toEqual({
      serviceId: 's', staffIds: ['a'], clientIds: ['c'], where: 'any', minutes: 50, from: '2026-03-02', to: '2026-03-08', earliest: '12:00', latest: '17:00', weekdays: ['MO', 'WE'],
    });
    expect(askedFor({ ...WISH, where: 'room', roomId: 'r' })).toMatchObject({ where: 'room', roomId: 'r' });
  });

  it('is booked as it was proposed', () => {
    const time = { day: '2026-03-02', startsAt: '2026-03-02T15:00:00Z', endsAt: '2026-03-02T15:50:00Z', room: { id: 'r', name: 'Office' }, score: 100, reasons: [] };
    expect(bookingOf(WISH, time)).toEqual({ serviceId: 's', staffIds: ['a'], clientIds: ['c'], startsAt: time.startsAt, endsAt: time.endsAt, roomId: 'r' });
    expect(bookingOf({ ...WISH, where: 'none' }, { ...time, room: null })).toMatchObject({ roomId: null, telehealth: true });
  });
});

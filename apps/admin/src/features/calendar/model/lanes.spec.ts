import { describe, expect, it } from '@jest/globals';
import type { Calendar, CalendarSession } from '../api/calendar';
import { daysWorthShowing, drawn, laneChange, mayGo, usualLanes } from './lanes';
import type { Lane } from './lanes';
import { wishOf } from './wish';

const NEW_YORK = 'America/New_York';
const ada = { id: 'ada', name: 'Ada Okafor' };
const ben = { id: 'ben', name: 'Ben Lindqvist' };

function session(more: Partial<CalendarSession>): CalendarSession {
  return {
    id: 's', kind: 'individual', title: 'Individual therapy', serviceId: 'v', serviceName: 'Individual therapy', programId: null, groupId: null, groupName: null, seriesId: null,
    startsAt: '2026-03-03T14:00:00Z', endsAt: '2026-03-03T15:00:00Z', clinicDay: '2026-03-03', roomId: 'room', roomName: 'Room 1', telehealth: false, capacity: 1, seatsTaken: 1,
    status: 'scheduled', version: 1, staff: [ada], clients: [], laneClientIds: [], outsideHours: false, ...more,
  };
}
function calendar(more: Partial<Calendar>): Calendar {
  return { sessions: [], truncated: false, timeOff: [], roomOutages: [], closures: [], openingHours: [], availability: [], clients: [], ...more };
}
const lane = (kind: Lane['kind'], id: string | null, day = '2026-03-03'): Lane => ({ key: `${kind} ${id} ${day}`, day, kind, id, label: 'Lane' });

describe('lanes', () => {
  it('hold the sessions of their clinician, room, group or client, and those that have none', () => {
    const sessions = [session({ id: '1', staff: [ada, ben] }), session({ id: '2', roomId: null, staff: [] }), session({ id: '3', groupId: 'g', laneClientIds: ['c'] })];
    const held = (kind: Lane['kind'], id: string | null) => drawn([lane(kind, id)], calendar({ sessions }), NEW_YORK).lanes[0]!.blocks.map((block) => block.session.id);
    expect(held(null, null)).toEqual(['1', '2', '3']);
    expect(held('staff', 'ben')).toEqual(['1']);
    expect(held('staff', null)).toEqual(['2']);
    expect(held('room', 'room')).toEqual(['1', '3']);
    expect(held('room', null)).toEqual(['2']);
    expect(held('group', 'g')).toEqual(['3']);
    expect(held('client', 'c')).toEqual(['3']);
  });

  it('are shaded where the clinic is closed, the room is, or the person does not work', () => {
    const open = [{ roomId: null, weekday: 2, opens: '08:00', closes: '20:00' }, { roomId: 'room', weekday: 2, opens: '09:00', closes: '17:00' }];
    const works = [{ staffId: 'ada', weekday: 2, starts: '12:00', ends: '18:00', from: '2026-01-01', to: null }, { staffId: 'ben', weekday: 2, starts: '08:00', ends: '09:00', from: '2026-01-01', to: '2026-02-01' }];
    const closed = (of: Lane) => drawn([of], calendar({ openingHours: open, availability: works }), NEW_YORK).lanes[0]!.closed;
    expect(closed(lane(null, null))).toEqual([{ start: 0, end: 480 }, { start: 1200, end: 1440 }]);
    expect(closed(lane('room', 'room'))).toEqual([{ start: 0, end: 540 }, { start: 1020, end: 1440 }]);
    expect(closed(lane('staff', 'ada'))).toEqual([{ start: 0, end: 720 }, { start: 1080, end: 1440 }]);
    expect(closed(lane('staff', 'ben'))).toEqual([{ start: 0, end: 480 }, { start: 1200, end: 1440 }]);
    expect(closed(lane('room', 'room', '2026-03-04'))).toEqual([{ start: 0, end: 1440 }]);
  });

  it('show time off of their person, across midnight, and why a day is closed', () => {
    const away = calendar({ timeOff: [{ staffId: 'ada', startsAt: '2026-03-03T23:00:00Z', endsAt: '2026-03-05T15:00:00Z' }], closures: [{ day: '2026-03-04', reason: 'Snow' }] });
    const { lanes } = drawn([lane('staff', 'ada'), lane('staff', 'ada', '2026-03-04'), lane('staff', 'ben', '2026-03-04')], away, NEW_YORK);
    expect(lanes.map((one) => one.away)).toEqual([[{ start: 1080, end: 1440 }], [{ start: 0, end: 1440 }], []]);
    expect(lanes.map((one) => one.closure)).toEqual([null, 'Snow', 'Snow']);
  });

  it('show when their room is closed for a time, and no other lane does', () => {
    const out = calendar({ roomOutages: [{ roomId: 'room', startsAt: '2026-03-03T15:00:00Z', endsAt: '2026-03-03T17:30:00Z' }] });
    expect(drawn([lane('room', 'room'), lane('room', 'other'), lane('room', null), lane(null, null), lane('staff', 'ada')], out, NEW_YORK).lanes.map((one) => one.away)).toEqual([[{ start: 600, end: 750 }], [], [], [], []]);
  });

  it('leave out a weekend that is closed and empty', () => {
    const week = ['2026-03-05', '2026-03-06', '2026-03-07', '2026-03-08'];
    const openingHours = [{ roomId: null, weekday: 4, opens: '08:00', closes: '20:00' }, { roomId: null, weekday: 5, opens: '08:00', closes: '20:00' }];
    expect(daysWorthShowing(week, calendar({ openingHours }), NEW_YORK)).toEqual(week.slice(0, 2));
    expect(daysWorthShowing(week, calendar({}), NEW_YORK)).toEqual(week);
    expect(daysWorthShowing(week, calendar({ openingHours, sessions: [session({ startsAt: '2026-03-07T15:00:00Z', endsAt: '2026-03-07T16:00:00Z' })] }), NEW_YORK)).toEqual(week.slice(0, 3));
  });

  it('nobody chose are those that work or are booked, every room, the groups that meet', () => {
    const day = calendar({ sessions: [session({ staff: [ben] }), session({ roomId: null, groupId: 'g', groupName: 'Skills' })], availability: [{ staffId: 'chi', weekday: 2, starts: '09:00', ends: '10:00', from: '2026-01-01', to: null }] });
    const workedBefore = { ...day, availability: day.availability.map((one) => ({ ...one, weekday: 1 })) };
    expect(usualLanes('staff', '2026-03-03', workedBefore, [{ id: 'chi', name: 'Chi Park' }, { id: 'dan', name: 'Dan Always' }]).map((one) => one.name)).toEqual(['Ben Lindqvist', 'Ada Okafor', 'Dan Always']);
    const names = (kind: 'staff' | 'room' | 'group' | 'client', known = [{ id: 'chi', name: 'Chi Park' }]) => usualLanes(kind, '2026-03-03', day, known).map((one) => one.name);
    expect(names('staff')).toEqual(['Ben Lindqvist', 'Ada Okafor', 'Chi Park']);
    expect(names('room', [{ id: 'room', name: 'Room 1' }, { id: 'hall', name: 'Hall' }])).toEqual(['Room 1', 'Hall', 'No room']);
    expect(names('group')).toEqual(['Skills', 'No group']);
    expect(names('client')).toEqual([]);
  });
});

describe('a session put down elsewhere', () => {
  it('changes who leads it, or where it is, when it changes lane', () => {
    const two = session({ staff: [ada, ben] });
    expect(laneChange(two, lane('staff', 'ada'), lane('staff', 'chi'))).toEqual({ staffIds: ['chi', 'ben'] });
    expect(laneChange(two, lane('staff', 'ben'), lane('staff', 'chi'))).toEqual({ staffIds: ['ada', 'chi'] });
    expect(laneChange(two, lane('staff', 'ada'), lane('staff', 'ben'))).toEqual({ staffIds: ['ben'] });
    expect(laneChange(two, lane('room', 'room'), lane('room', null))).toEqual({ roomId: null });
    expect(laneChange(two, lane(null, null), lane(null, null, '2026-03-04'))).toEqual({});
    expect([mayGo(lane('group', 'a'), lane('group', 'b')), mayGo(lane('client', 'a'), lane('client', 'b')), mayGo(lane('staff', 'a'), lane('staff', null)), mayGo(lane('group', 'a'), lane('group', 'a', '2026-03-04'))]).toEqual([false, false, false, true]);
  });

  const week = (zone: string, sessions: CalendarSession[], ...days: string[]) => drawn(days.map((day) => lane(null, null, day)), calendar({ sessions }), zone);

  it('keeps its wall time over a clock change, and its length is left to the server', () => {
    const saturday = session({ startsAt: '2026-03-07T22:30:00Z', endsAt: '2026-03-08T00:00:00Z' });
    const { axis, lanes: [from, to] } = week(NEW_YORK, [saturday], '2026-03-07', '2026-03-08');
    const block = from!.blocks[0]!;
    expect(wishOf(axis, { session: saturday, block, from: from!, to: to!, span: { start: block.start, end: block.end } })).toEqual({ startsAt: '2026-03-08T21:30:00.000Z' });
    expect(wishOf(axis, { session: saturday, block, from: from!, to: from!, span: { start: block.start, end: block.end + 30 } })).toEqual({ endsAt: '2026-03-08T00:30:00.000Z' });
    expect(wishOf(axis, { session: saturday, block, from: from!, to: from!, span: { start: block.start, end: block.end } })).toEqual({});
  });

  it('may go into the second of two equal hours', () => {
    const early = session({ startsAt: '2026-11-01T05:00:00Z', endsAt: '2026-11-01T05:45:00Z' });
    const { axis, lanes: [from] } = week(NEW_YORK, [early], '2026-11-01');
    expect(wishOf(axis, { session: early, block: from!.blocks[0]!, from: from!, to: from!, span: { start: 135, end: 180 } })).toEqual({ startsAt: '2026-11-01T06:15:00.000Z' });
  });

  it('takes along its beginning when the rest of it, after midnight, is moved', () => {
    const night = session({ startsAt: '2026-03-04T04:00:00Z', endsAt: '2026-03-04T06:00:00Z' });
    const { axis, lanes: [, rest] } = week(NEW_YORK, [night], '2026-03-03', '2026-03-04');
    const block = rest!.blocks[0]!;
    expect([block.began, block.goesOn, block.start, block.end]).toEqual([true, false, 0, 60]);
    expect(wishOf(axis, { session: night, block, from: rest!, to: rest!, span: { start: 30, end: 90 } })).toEqual({ startsAt: '2026-03-04T04:30:00.000Z' });
  });
});

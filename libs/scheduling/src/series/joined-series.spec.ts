import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, clinicDay, timeZone, wallTime } from '#platform';
import { editedSeries } from './edit-series-input.js';
import { daysOf, differences, joinedRule, type Difference } from './joined-series.js';
import type { StoredSeries } from './series-state.query.js';

const ZONE = timeZone('America/New_York');
const MONDAY = clinicDay('2026-02-23');
const series = (extra: Partial<StoredSeries> = {}): StoredSeries => ({
  id: 'earlier', groupId: null, rule: 'FREQ=WEEKLY;BYDAY=TU', startDay: clinicDay('2026-02-24'), startTime: wallTime('10:00'), durationMinutes: 60, kind: 'individual', title: 'Individual therapy',
  serviceId: 'service', programId: null, roomId: 'small', ownRoom: false, telehealth: false, telehealthUrl: null, capacity: 1, breaks: [], outsideHoursReason: null, generatedUntil: null,
  endedOn: clinicDay('2026-03-16'), continuesId: null, version: 2, staffIds: ['ada'], clientIds: ['chloe'], ...extra,
});

describe('the rule of two parts of a series together', () => {
  it.each<[string, string, string, string, string | null]>([
    ['goes on without an end', 'FREQ=WEEKLY;BYDAY=TU', 'FREQ=WEEKLY;BYDAY=TU', '2026-03-17', 'FREQ=WEEKLY;BYDAY=TU'],
    ['ends where the later ends, however far', 'FREQ=WEEKLY;UNTIL=20260331;BYDAY=TU', 'FREQ=WEEKLY;UNTIL=20260630;BYDAY=TU', '2026-03-17', 'FREQ=WEEKLY;UNTIL=20260630;BYDAY=TU'],
    ['has the dates of both', 'FREQ=WEEKLY;COUNT=6;BYDAY=TU', 'FREQ=WEEKLY;COUNT=5;BYDAY=TU', '2026-03-17', 'FREQ=WEEKLY;COUNT=8;BYDAY=TU'],
    ['has an end where the earlier had none', 'FREQ=WEEKLY;BYDAY=TU', 'FREQ=WEEKLY;COUNT=2;BYDAY=TU', '2026-03-17', 'FREQ=WEEKLY;COUNT=5;BYDAY=TU'],
    ['is not, on other weekdays', 'FREQ=WEEKLY;BYDAY=TU', 'FREQ=WEEKLY;BYDAY=TH', '2026-03-19', null],
    ['is not, in the other weeks', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', '2026-03-17', null],
    ['is, in the same weeks', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', '2026-03-24', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU'],
    ['is not, where dates between them are left out', 'FREQ=WEEKLY;BYDAY=TU', 'FREQ=WEEKLY;BYDAY=TU', '2026-03-24', null],
    ['is not, where it would have more dates than a series may', 'FREQ=DAILY;COUNT=1000', 'FREQ=DAILY;COUNT=1000', '2026-03-17', null],
  ])('%s', (_, earlier, later, startDay, expected) => {
    expect(joinedRule(series({ rule: earlier }), series({ rule: later, startDay: clinicDay(startDay), endedOn: null }), ZONE)).toBe(expected);
  });

  it('is not, while the earlier goes on', () => expect(joinedRule(series({ endedOn: null }), series({ startDay: clinicDay('2026-03-17') }), ZONE)).toBeNull());

  it('is the rule it was before the split, whatever the rule and wherever it was split', () => {
    const weekdays = fc.subarray(['MO', 'TU', 'WE', 'TH', 'FR', 'SU'], { minLength: 1, maxLength: 4 });
    const end = fc.oneof(fc.constant({}), fc.integer({ min: 2, max: 60 }).map((count) => ({ count })), fc.integer({ min: 40, max: 400 }).map((days) => ({ until: addDays(MONDAY, days) })));
    const parts = fc.oneof(
      fc.record({ days: weekdays, every: fc.integer({ min: 1, max: 3 }) }).map(({ days, every }) => `FREQ=WEEKLY;INTERVAL=${every};BYDAY=${days.join()}`),
      fc.integer({ min: 1, max: 10 }).map((every) => `FREQ=DAILY;INTERVAL=${every}`),
      fc.constantFrom('FREQ=MONTHLY;BYDAY=2TU', 'FREQ=MONTHLY;BYMONTHDAY=31', 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1'),
    );
    fc.assert(
      fc.property(parts, end, fc.nat(6), fc.nat(30), (text, ends, offset, at) => {
        const rule = `${text}${'count' in ends ? `;COUNT=${ends.count}` : 'until' in ends ? `;UNTIL=${ends.until.replaceAll('-', '')}` : ''}`;
        const whole = series({ rule, startDay: addDays(MONDAY, offset), endedOn: null });
        const dates = daysOf(whole, whole.startDay, addDays(MONDAY, 500), ZONE);
        const split = dates[at];
        if (split === undefined || at === 0) return;
        const carried = editedSeries(whole, {}, split, ZONE).input;
        const again = joinedRule({ ...whole, endedOn: addDays(split, -1) }, { ...whole, rule: carried.rule, startDay: carried.startDay }, ZONE);
        expect(again === null ? null : daysOf({ ...whole, rule: again }, whole.startDay, addDays(MONDAY, 900), ZONE)).toEqual(daysOf(whole, whole.startDay, addDays(MONDAY, 900), ZONE));
      }),
    );
  });
});

describe('what speaks against two parts being one', () => {
  it.each<[string, Partial<StoredSeries>, Difference[]]>([
    ['nothing, whatever their dates, versions and reasons', { id: 'later', rule: 'FREQ=DAILY', startDay: MONDAY, version: 9, outsideHoursReason: 'Moved back', generatedUntil: MONDAY, endedOn: null }, []],
    ['another service', { serviceId: 'other' }, ['service']],
    ['another program', { programId: 'evening' }, ['program']],
    ['another title', { title: 'Trauma work' }, ['title']],
    ['somebody else leading, or first', { staffIds: ['ben'] }, ['staff']],
    ['somebody else coming', { clientIds: ['chloe', 'dan'] }, ['clients']],
    ['another room or link', { roomId: null, telehealth: true }, ['place']],
    ['more seats', { capacity: 2 }, ['capacity']],
    ['another time, length and break', { startTime: wallTime('11:00'), durationMinutes: 90, breaks: [{ afterMinutes: 30, minutes: 10 }] }, ['start time', 'length', 'breaks']],
  ])('%s', (_, extra, expected) => expect(differences(series(), series(extra), null)).toEqual(expected));

  it.each<[string, Partial<StoredSeries>, Partial<StoredSeries>, Difference[]]>([
    ['of a group not what is the group’s', {}, { title: 'Renamed', capacity: 12, telehealth: true, roomId: 'elsewhere' }, []],
    ['of a group not the group’s own place and people said once more', { staffIds: [] }, { staffIds: ['ada', 'ben'], ownRoom: true, roomId: 'hall' }, []],
    ['of a group a room and staff of its own', {}, { ownRoom: true, roomId: 'small', staffIds: ['ben'] }, ['staff', 'place']],
  ])('%s', (_, one, other, expected) => {
    const base = { groupId: 'skills', staffIds: [] };
    expect(differences(series({ ...base, ...one }), series({ ...base, ...other }), { roomId: 'hall', staffIds: ['ada', 'ben'] })).toEqual(expected);
  });
});

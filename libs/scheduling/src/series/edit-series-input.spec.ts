import { describe, expect, it } from '@jest/globals';
import { clinicDay, timeZone, wallTime } from '#platform';
import { editedSeries } from './edit-series-input.js';
import { daysOf } from './joined-series.js';
import type { StoredSeries } from './series-state.query.js';

const ZONE = timeZone('America/New_York');
const series = (rule: string): StoredSeries => ({
  id: 'one', groupId: null, rule, startDay: clinicDay('2026-03-03'), startTime: wallTime('10:00'), durationMinutes: 60, kind: 'individual', title: 'Individual therapy',
  serviceId: 'service', programId: null, roomId: 'small', ownRoom: false, telehealth: false, telehealthUrl: null, capacity: 1, breaks: [], outsideHoursReason: null, generatedUntil: null,
  endedOn: null, continuesId: null, version: 1, staffIds: ['ada'], clientIds: ['chloe'],
});

describe('a series from a day on by a new rule', () => {
  it.each<[string, string, string, string, string[]]>([
    ['every second week goes on in its weeks, split between two of its dates', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', '2026-03-11', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH', ['2026-03-19', '2026-04-02', '2026-04-16']],
    ['and on an earlier day of its week', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', '2026-03-11', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', ['2026-03-16', '2026-03-30', '2026-04-13']],
    ['and in the week of the split, where one of its dates lies in it', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', '2026-03-17', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH', ['2026-03-19', '2026-04-02', '2026-04-16']],
    ['and never before the split', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', '2026-03-17', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', ['2026-03-30', '2026-04-13', '2026-04-27']],
    ['every week is in no rhythm to keep', 'FREQ=WEEKLY;BYDAY=TU', '2026-03-11', 'FREQ=WEEKLY;BYDAY=TH', ['2026-03-12', '2026-03-19', '2026-03-26']],
    ['another rhythm begins at the split', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', '2026-03-11', 'FREQ=WEEKLY;INTERVAL=3;BYDAY=TH', ['2026-03-12', '2026-04-02', '2026-04-23']],
    ['every second month goes on in its months', 'FREQ=MONTHLY;INTERVAL=2;BYDAY=1TU', '2026-04-10', 'FREQ=MONTHLY;INTERVAL=2;BYDAY=1TH', ['2026-05-07', '2026-07-02', '2026-09-03']],
    ['every third day on its days', 'FREQ=DAILY;INTERVAL=3', '2026-03-10', 'FREQ=DAILY;INTERVAL=3;COUNT=2', ['2026-03-12', '2026-03-15']],
  ])('%s', (_, rule, split, changed, days) => {
    const { input } = editedSeries(series(rule), { rule: changed }, clinicDay(split), ZONE);
    expect(daysOf({ ...series(input.rule), startDay: input.startDay }, clinicDay(split), clinicDay('2026-12-31'), ZONE).slice(0, 3)).toEqual(days);
  });

  it('begins where somebody says', () => {
    const { input } = editedSeries(series('FREQ=WEEKLY;INTERVAL=2;BYDAY=TU'), { rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH', startDay: clinicDay('2026-03-12') }, clinicDay('2026-03-11'), ZONE);
    expect(input).toMatchObject({ rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH', startDay: '2026-03-12' });
  });
});

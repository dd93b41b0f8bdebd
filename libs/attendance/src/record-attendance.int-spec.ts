import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RecordAttendance, type WantedMark } from '#attendance';
import { runInContext } from '#platform';
import { testApp, type TestApp } from '../../../test/support/app.js';
import { clinicWithPeople, sessionWith, type ClinicWithPeople, type Roster } from '../../../test/support/roster.js';

let house: TestApp;
beforeAll(async () => {
  house = await testApp();
});
afterAll(() => house.close());

const as = <T>(displayName: string, work: () => Promise<T>): Promise<T> =>
  runInContext({ requestId: 'test', actor: { kind: 'user', userId: null, displayName, sessionId: null } }, work);

describe('a roster of three on Monday evening', () => {
  let clinic: ClinicWithPeople;
  let roster: Roster;
  const record = (marks: Partial<WantedMark>[], options: { by?: string; mayCorrect?: boolean; force?: boolean } = {}) =>
    as(options.by ?? 'Ada Okafor', () =>
      house.get(RecordAttendance).run(clinic.clinicId, roster.sessionId, {
        marks: marks.map((mark, at) => ({ participationId: roster.participationIds[at] as string, status: 'attended', ...mark })),
        mayCorrect: options.mayCorrect ?? true,
        ...(options.force ? { force: true } : {}),
      }),
    );

  beforeEach(async () => {
    house.clock.set(new Date('2026-03-02T23:30:00Z'));
    clinic = await clinicWithPeople(house.database, 3);
    roster = await sessionWith(house.database, clinic, clinic.people, { startsAt: '2026-03-02T22:30:00Z', minutes: 180 });
  });

  it('marks all at once: places, history, ledger, weeks, audit and news in one transaction', async () => {
    const standing = await record([{}, { status: 'late', arrivedAt: new Date('2026-03-02T22:50:00Z') }, { status: 'no_show' }]);
    expect(standing.map((place) => [place.status, place.creditedMinutes, place.version])).toEqual([['attended', 180, 2], ['late', 160, 2], ['no_show', 0, 2]]);
    const weeks = await house.database.rows('select attended_minutes, planned_minutes, missed_minutes, prescribed_minutes from hours.client_week where clinic_id = $1 order by attended_minutes desc', [clinic.clinicId]);
    expect(weeks).toEqual([
      { attended_minutes: 180, planned_minutes: 0, missed_minutes: 0, prescribed_minutes: 540 },
      { attended_minutes: 160, planned_minutes: 0, missed_minutes: 20, prescribed_minutes: 540 },
      { attended_minutes: 0, planned_minutes: 0, missed_minutes: 180, prescribed_minutes: 540 },
    ]);
    expect(await house.database.rows('select minutes, kind, rule_version, author_name, service_day from hours.ledger_entry where clinic_id = $1 order by minutes', [clinic.clinicId])).toEqual([
      { minutes: 160, kind: 'credit', rule_version: 'credited-minutes/1', author_name: 'Ada Okafor', service_day: '2026-03-02' },
      { minutes: 180, kind: 'credit', rule_version: 'credited-minutes/1', author_name: 'Ada Okafor', service_day: '2026-03-02' },
    ]);
    expect(await house.database.rows('select action, subject_id, actor_name from platform.audit_entry where clinic_id = $1', [clinic.clinicId])).toEqual([
      { action: 'attendance.recorded', subject_id: roster.sessionId, actor_name: 'Ada Okafor' },
    ]);
    expect(await house.database.rows('select name from platform.outbox where clinic_id = $1', [clinic.clinicId])).toEqual([{ name: 'attendance.recorded' }]);
  });
});

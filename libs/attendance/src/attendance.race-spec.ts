import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RecordAttendance } from '#attendance';
import { DomainError, runInContext } from '#platform';
import { testApp, type TestApp } from '../../../test/support/app.js';
import { hoursDrift } from '../../../test/support/hours-drift.js';
import { clinicWithPeople, sessionWith, type ClinicWithPeople } from '../../../test/support/roster.js';

let house: TestApp;
beforeAll(async () => {
  house = await testApp({ now: new Date('2026-03-06T23:30:00Z') });
});
afterAll(() => house.close());

const as = <T>(displayName: string, work: () => Promise<T>): Promise<T> =>
  runInContext({ requestId: 'test', actor: { kind: 'user', userId: null, displayName, sessionId: null } }, work);

const DAYS = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06'];
const MONDAY = '2026-03-02' as Parameters<typeof hoursDrift>[2];

describe('two people who check in at once', () => {
  const mark = (clinic: ClinicWithPeople, sessionId: string, participationId: string, by: string, status: 'attended' | 'no_show' = 'attended') =>
    as(by, () => house.get(RecordAttendance).run(clinic.clinicId, sessionId, { marks: [{ participationId, status, version: 1 }], mayCorrect: true }));

  it('the same client in the same session: one mark stands, the other is told, nothing is credited twice', async () => {
    const clinic = await clinicWithPeople(house.database, 1, { admittedOn: '2026-03-02' });
    const roster = await sessionWith(house.database, clinic, clinic.people, { startsAt: '2026-03-06T22:30:00Z', minutes: 180 });
    const [place] = roster.participationIds as [string];
    const answers = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => mark(clinic, roster.sessionId, place, `Person ${n}`, n % 2 === 0 ? 'attended' : 'no_show')));
    const refused = answers.filter((answer): answer is PromiseRejectedResult => answer.status === 'rejected').map((answer) => answer.reason as DomainError);
    expect(refused.every((error) => error instanceof DomainError && error.code === 'marked-by-other' && error.title.startsWith('Person '))).toBe(true);
    const stands = await house.database.one<{ status: string; recorded_by_name: string; version: number }>('select status, recorded_by_name, version from scheduling.participation where id = $1', [place]);
    expect(stands.version).toBe(2);
    // Whoever wanted what stands already is told it stands, without a mark of their own.
    expect(answers.length - refused.length).toBe(10);
    expect(await house.database.one('select count(*) as n from attendance.mark where participation_id = $1', [place])).toEqual({ n: 1 });
    expect(await hoursDrift(house.database, clinic.clinicId, MONDAY)).toEqual([]);
  });

  it('the same clients in five sessions of one week, fifty saves at once: every minute is in the week and in the ledger', async () => {
    const clinic = await clinicWithPeople(house.database, 10, { admittedOn: '2026-03-02' });
    const rosters = await Promise.all(DAYS.map((day) => sessionWith(house.database, clinic, clinic.people, { startsAt: `${day}T15:00:00Z`, minutes: 120 })));
    const saves = rosters.flatMap((roster) => roster.participationIds.map((id) => () => mark(clinic, roster.sessionId, id, 'Ada Okafor')));
    // Interleaved, so that the saves of one client meet.
    const shuffled = saves.map((save, at) => ({ save, key: (at * 7919) % saves.length })).sort((a, b) => a.key - b.key);
    await Promise.all(shuffled.map(({ save }) => save()));
    const weeks = await house.database.rows('select attended_minutes, planned_minutes, days_attended from hours.client_week where clinic_id = $1 and week_start = $2', [clinic.clinicId, MONDAY]);
    expect(weeks).toEqual(Array.from({ length: 10 }, () => ({ attended_minutes: 600, planned_minutes: 0, days_attended: 5 })));
    expect(await house.database.one('select count(*) as n, sum(minutes) as minutes from hours.ledger_entry where clinic_id = $1', [clinic.clinicId])).toEqual({ n: 50, minutes: 6000 });
    expect(await hoursDrift(house.database, clinic.clinicId, MONDAY)).toEqual([]);
  });

  it('whole rosters of the same ten people, in opposite order, at once: no save is lost', async () => {
    const clinic = await clinicWithPeople(house.database, 10, { admittedOn: '2026-03-02' });
    const rosters = await Promise.all(DAYS.map((day) => sessionWith(house.database, clinic, clinic.people, { startsAt: `${day}T15:00:00Z`, minutes: 120 })));
    await Promise.all(
      rosters.map((roster, n) => {
        const ids = n % 2 === 0 ? roster.participationIds : [...roster.participationIds].reverse();
        return as('Ada Okafor', () => house.get(RecordAttendance).run(clinic.clinicId, roster.sessionId, { marks: ids.map((participationId) => ({ participationId, status: 'attended' as const })), mayCorrect: true }));
      }),
    );
    expect(await hoursDrift(house.database, clinic.clinicId, MONDAY)).toEqual([]);
    expect(await house.database.one('select sum(minutes) as minutes from hours.ledger_entry where clinic_id = $1', [clinic.clinicId])).toEqual({ minutes: 6000 });
  });
});

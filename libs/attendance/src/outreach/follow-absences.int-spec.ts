import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RecordAttendance } from '#attendance';
import { CloseTask } from '#episodes';
import { newId, runAsSystem, runInContext } from '#platform';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { clinicWithPeople, sessionWith, type ClinicWithPeople, type Roster } from '../../../../test/support/roster.js';
import { FollowAbsences } from './follow-absences.service.js';

let house: TestApp;
let clinic: ClinicWithPeople;
beforeAll(async () => {
  house = await testApp();
});
afterAll(() => house.close());

const as = <T>(work: () => Promise<T>): Promise<T> => runInContext({ requestId: 'test', actor: { kind: 'user', userId: newId(), displayName: 'Ada Okafor', sessionId: null } }, work);
const follow = () => runAsSystem('job', () => house.get(FollowAbsences).run());
const tasks = () =>
  house.database.rows<{ rule: string; occurrence: string; state: string; owner_staff_id: string | null; due_on: string; title: string; session_id: string | null; id: string; version: number }>(
    'select id, rule, occurrence, state, owner_staff_id, due_on, title, session_id, version from episodes.task where clinic_id = $1 order by rule, occurrence, opened_at', [clinic.clinicId],
  );
let version: Map<string, number>;
async function mark(roster: Roster, status: 'attended' | 'no_show' | 'booked' | 'excused', at = 0): Promise<void> {
  const participationId = roster.participationIds[at] as string;
  const reason = status === 'excused' ? 'Ill' : 'Wrong row';
  const [place] = await as(() => house.get(RecordAttendance).run(clinic.clinicId, roster.sessionId, { marks: [{ participationId, status, reason, ...(version.has(participationId) ? { version: version.get(participationId) as number } : {}) }], mayCorrect: true }));
  version.set(participationId, place?.version ?? 1);
}

beforeEach(async () => {
  version = new Map();
  house.clock.set(new Date('2026-03-06T23:30:00Z'));
  clinic = await clinicWithPeople(house.database, 2);
  await runAsSystem('test', () =>
    house.database.transaction(() =>
      house.database.rows(`insert into episodes.care_team_member (id, clinic_id, episode_id, staff_id, role, is_primary, from_day) values ($1, $2, $3, $4, 'therapist', true, '2026-01-05')`, [newId(), clinic.clinicId, clinic.people[0]?.episodeId, clinic.staffIds[0]]),
    ),
  );
});

describe('somebody who stays away', () => {
  it('is the primary’s to call by the next business day, once for a day, however often it is looked at', async () => {
    const morning = await sessionWith(house.database, clinic, clinic.people, { startsAt: '2026-03-06T15:00:00Z', minutes: 60 });
    const evening = await sessionWith(house.database, clinic, clinic.people, { startsAt: '2026-03-06T22:00:00Z', minutes: 60 });
    for (const roster of [evening, morning]) await mark(roster, 'no_show');
    await mark(morning, 'attended', 1);
    await Promise.all([follow(), follow(), follow()]);
    await follow();
    // A Friday; the clocks go forward on the Sunday.
    expect(await tasks()).toMatchObject([{ rule: 'outreach.no-show', occurrence: '2026-03-06', state: 'open', owner_staff_id: clinic.staffIds[0], due_on: '2026-03-09', session_id: morning.sessionId, title: 'Call after a missed session' }]);
    expect(await house.database.one(`select count(*) as n from platform.audit_entry where clinic_id = $1 and action = 'episodes.task-opened'`, [clinic.clinicId])).toEqual({ n: 1 });
  });

  it('is nobody’s to call once the mark is taken back, and somebody’s again when it is made again', async () => {
    const roster = await sessionWith(house.database, clinic, clinic.people, { startsAt: '2026-03-06T22:00:00Z', minutes: 60 });
    await mark(roster, 'no_show');
    await follow();
    await mark(roster, 'attended');
    await follow();
    expect((await tasks()).map((task) => task.state)).toEqual(['dropped']);
    await mark(roster, 'no_show');
    await follow();
    expect((await tasks()).map((task) => task.state)).toEqual(['dropped', 'open']);
  });

  it('is not asked for again when a person has dealt with it, done or dropped', async () => {
    const first = await sessionWith(house.database, clinic, clinic.people, { startsAt: '2026-03-05T22:00:00Z', minutes: 60 });
    const second = await sessionWith(house.database, clinic, clinic.people, { startsAt: '2026-03-06T22:00:00Z', minutes: 60 });
    for (const roster of [first, second]) await mark(roster, 'no_show');
    await follow();
    const [one, two] = await tasks();
    await as(() => house.get(CloseTask).run(clinic.clinicId, one?.id as string, { state: 'done', version: 1 }));
    await as(() => house.get(CloseTask).run(clinic.clinicId, two?.id as string, { state: 'dropped', reason: 'In hospital', version: 1 }));
    await follow();
    expect((await tasks()).map((task) => task.state)).toEqual(['done', 'dropped']);
  });

  it('without a word three times in a row is the team’s to look at, once; an excuse in between is a word', async () => {
    const days = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05'];
    const rosters = [];
    for (const day of days) rosters.push(await sessionWith(house.database, clinic, clinic.people, { startsAt: `${day}T22:00:00Z`, minutes: 60 }));
    for (const [at, roster] of rosters.entries()) {
      await mark(roster, 'no_show');
      await mark(roster, at === 2 ? 'excused' : 'no_show', 1);
      await follow();
    }
    const alerts = (await tasks()).filter((task) => task.rule === 'outreach.quiet-leave');
    expect(alerts).toMatchObject([{ occurrence: rosters[0]?.participationIds[0], due_on: '2026-03-09', title: 'Quiet leave: 3 missed in a row, for the team to look at', state: 'open' }]);
    expect(await house.database.one('select episode_id from episodes.task where id = $1', [alerts[0]?.id])).toEqual({ episode_id: clinic.people[0]?.episodeId });
  });

  it('twice in a row is told to whoever supervises the primary, once, as the policy says; where nobody does, nobody is told', async () => {
    const [primary, supervisor] = clinic.staffIds;
    const supervised = (by: string | null) => runAsSystem('test', () => house.database.transaction(() => house.database.rows('update team.staff set supervisor_id = $2 where id = $1', [primary, by])));
    const told = async () => (await tasks()).filter((task) => task.rule === 'outreach.supervisor');
    const rosters = [];
    for (const day of ['2026-03-03', '2026-03-04', '2026-03-05']) rosters.push(await sessionWith(house.database, clinic, clinic.people, { startsAt: `${day}T22:00:00Z`, minutes: 60 }));
    await supervised(supervisor);
    await mark(rosters[0]!, 'no_show');
    await follow();
    expect(await told()).toEqual([]);
    await supervised(null);
    await mark(rosters[1]!, 'no_show');
    await follow();
    expect(await told()).toEqual([]);
    await supervised(supervisor);
    await Promise.all([follow(), follow()]);
    await mark(rosters[2]!, 'no_show');
    await follow();
    expect(await told()).toMatchObject([{ occurrence: rosters[0]!.participationIds[0], owner_staff_id: supervisor, due_on: '2026-03-09', title: 'For the supervisor to know: 2 missed in a row', state: 'open' }]);
  });

  it('long ago, or in imported history, is nobody’s to call', async () => {
    const old = await sessionWith(house.database, clinic, clinic.people, { startsAt: '2026-02-20T22:00:00Z', minutes: 60 });
    await mark(old, 'no_show');
    await follow();
    expect(await tasks()).toEqual([]);
  });
});

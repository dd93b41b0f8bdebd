import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CloseTask, OpenTasks, type NewTask } from '#episodes';
import { DomainError, newId, runAsSystem, runInContext, type ClinicDay } from '#platform';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { clinicWithPeople, type ClinicWithPeople } from '../../../../test/support/roster.js';

let house: TestApp;
let clinic: ClinicWithPeople;
beforeAll(async () => {
  house = await testApp();
  clinic = await clinicWithPeople(house.database, 1);
});
afterAll(() => house.close());

const as = <T>(displayName: string, work: () => Promise<T>): Promise<T> => runInContext({ requestId: 'test', actor: { kind: 'user', userId: newId(), displayName, sessionId: null } }, work);
const about = () => ({ clientId: clinic.people[0]?.clientId as string, episodeId: clinic.people[0]?.episodeId as string, ownerStaffId: null, dueOn: '2026-03-03' as ClinicDay });

describe('two people at one task', () => {
  it('close it once: one is thanked, the others are told who was first', async () => {
    const [taskId] = await runAsSystem('test', () => house.get(OpenTasks).run(clinic.clinicId, [{ ...about(), source: 'person', title: 'Call' }]));
    const answers = await Promise.allSettled(Array.from({ length: 12 }, (_, n) => as(`Person ${n}`, () => house.get(CloseTask).run(clinic.clinicId, taskId as string, { state: n % 2 === 0 ? 'done' : 'dropped', reason: 'No need', version: 1 }))));
    const won = answers.filter((answer) => answer.status === 'fulfilled');
    const told = answers.filter((answer): answer is PromiseRejectedResult => answer.status === 'rejected').map((answer) => answer.reason as DomainError);
    expect(won.length).toBe(1);
    const winner = (won[0] as PromiseFulfilledResult<{ closedBy: string }>).value.closedBy;
    expect(told.every((error) => error.code === 'task-closed' && error.title.startsWith(winner))).toBe(true);
    expect(await house.database.one(`select count(*) as n from platform.audit_entry where subject_id = $1 and action <> 'episodes.task-opened'`, [taskId])).toEqual({ n: 1 });
  });

  it('open it once: a rule that asks twenty times at once asks for one task, of each subject and time', async () => {
    const asked: NewTask[] = ['2026-03-02', '2026-03-03'].map((occurrence) => ({ ...about(), source: 'rule', rule: 'outreach.no-show', occurrence, title: 'Call after a missed session' }));
    const answers = await Promise.all(Array.from({ length: 20 }, () => runAsSystem('job', () => house.get(OpenTasks).run(clinic.clinicId, asked))));
    expect(answers.flat().length).toBe(2);
    expect(await house.database.rows(`select occurrence from episodes.task where clinic_id = $1 and source = 'rule' order by occurrence`, [clinic.clinicId])).toEqual([{ occurrence: '2026-03-02' }, { occurrence: '2026-03-03' }]);
  });
});

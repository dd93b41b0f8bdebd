import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { clinicWithPeople, type ClinicWithPeople } from '../../../../test/support/roster.js';
import { personWith, problemOf, type Asker } from '../../../../test/support/sign-in.js';

let house: TestApp;
let clinic: ClinicWithPeople;
let desk: Asker;
let auditor: Asker;
let path: string;

beforeAll(async () => {
  house = await testApp();
  clinic = await clinicWithPeople(house.database, 2);
  desk = await personWith(house, clinic.clinicId, 'front_desk');
  auditor = await personWith(house, clinic.clinicId, 'auditor');
  path = `/clinics/${clinic.clinicId}/tasks`;
});
afterAll(() => house.close());

const opened = async (more: object = {}): Promise<{ id: string; version: number }> => {
  const answer = await desk.ask('POST', path, { title: 'Call the school', dueOn: '2026-03-06', ownerStaffId: clinic.staffIds[0], clientId: clinic.people[0]?.clientId, ...more });
  expect(answer.statusCode).toBe(201);
  return answer.json();
};
const trail = (id: string) => house.database.rows('select action, changes, reason, client_id from platform.audit_entry where subject_id = $1 order by id', [id]);

describe('a task', () => {
  it('is opened by a person for somebody, about a client, and written down without its words', async () => {
    const task = await opened({ episodeId: clinic.people[0]?.episodeId, note: 'Ask for Mr. Hill' });
    expect(task).toMatchObject({ source: 'person', rule: null, state: 'open', ownerStaffId: clinic.staffIds[0], openedBy: 'Robin Hale', version: 1, note: 'Ask for Mr. Hill' });
    const [entry] = await trail(task.id);
    expect(entry).toMatchObject({ action: 'episodes.task-opened', client_id: clinic.people[0]?.clientId });
    expect(JSON.stringify(entry)).not.toMatch(/school|Hill/);
    expect(await house.database.one(`select count(*) as n from platform.outbox where name = 'episodes.tasks-changed' and payload->'taskIds' ? $1`, [task.id])).toEqual({ n: 1 });
  });

  it('is reworded, moved and given to somebody else by whoever saw it last', async () => {
    const { id } = await opened();
    const moved = await desk.ask('PATCH', `${path}/${id}`, { dueOn: '2026-03-09', ownerStaffId: clinic.staffIds[1], version: 1 });
    expect(moved.json()).toMatchObject({ dueOn: '2026-03-09', ownerStaffId: clinic.staffIds[1], title: 'Call the school', version: 2 });
    expect(problemOf(await desk.ask('PATCH', `${path}/${id}`, { title: 'Write to the school', version: 1 }))).toBe('stale-edit');
    expect((await desk.ask('PATCH', `${path}/${id}`, { ownerStaffId: null, version: 2 })).json()).toMatchObject({ ownerStaffId: null });
    expect((await trail(id)).map((entry) => (entry as { action: string }).action)).toEqual(['episodes.task-opened', 'episodes.task-reassigned', 'episodes.task-reassigned']);
  });

  it('is dropped for a reason only, and whoever comes second is told by whom', async () => {
    const { id } = await opened();
    expect(problemOf(await desk.ask('POST', `${path}/${id}/close`, { state: 'dropped', version: 1 }))).toBe('invalid-input');
    expect((await desk.ask('POST', `${path}/${id}/close`, { state: 'dropped', reason: 'Moved away', version: 1 })).json()).toMatchObject({ state: 'dropped', closeReason: 'Moved away' });
    const second = await desk.ask('POST', `${path}/${id}/close`, { state: 'done', version: 1 });
    expect([second.statusCode, second.json()]).toMatchObject([409, { type: 'urn:stepwell:problem:task-closed', title: 'Robin Hale dropped this.', state: 'dropped' }]);
    expect(problemOf(await desk.ask('PATCH', `${path}/${id}`, { title: 'Again', version: 2 }))).toBe('task-closed');
    expect((await trail(id)).at(-1)).toMatchObject({ action: 'episodes.task-dropped', reason: 'Moved away' });
  });

  it('names nobody and nothing of another clinic, and nobody who left', async () => {
    const other = await clinicWithPeople(house.database, 1);
    const body = { title: 'Call', dueOn: '2026-03-06' };
    expect((await desk.ask('POST', path, { ...body, clientId: other.people[0]?.clientId })).statusCode).toBe(404);
    expect((await desk.ask('POST', path, { ...body, ownerStaffId: other.staffIds[0] })).statusCode).toBe(404);
    expect((await desk.ask('POST', path, { ...body, clientId: clinic.people[0]?.clientId, episodeId: clinic.people[1]?.episodeId })).statusCode).toBe(404);
    expect((await desk.ask('GET', `${path}/${newId()}`)).statusCode).toBe(404);
    expect((await auditor.ask('POST', path, body)).statusCode).toBe(403);
  });

  it('stands with the others ever asked for about a client, page by page', async () => {
    for (let n = 0; n < 3; n++) await opened({ clientId: clinic.people[1]?.clientId });
    const first = (await auditor.ask('GET', `${path}?clientId=${clinic.people[1]?.clientId}&limit=2`)).json<{ items: { id: string }[]; nextCursor: string }>();
    const second = (await auditor.ask('GET', `${path}?clientId=${clinic.people[1]?.clientId}&limit=2&cursor=${first.nextCursor}`)).json<{ items: { id: string }[]; nextCursor: null }>();
    expect(new Set([...first.items, ...second.items].map((task) => task.id)).size).toBe(3);
    expect(second.nextCursor).toBe(null);
  });
});

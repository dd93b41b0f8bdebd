import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, runAsSystem } from '#platform';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { clinicWithPeople, sessionWith, type ClinicWithPeople } from '../../../../test/support/roster.js';
import { personWith, type Asker } from '../../../../test/support/sign-in.js';
import { MakePaper } from './make-paper.service.js';

let house: TestApp;
let clinic: ClinicWithPeople;
let west: ClinicWithPeople;
let desk: Asker;
let path: string;

const write = (sql: string, params: unknown[]) => runAsSystem('test', () => house.database.transaction(() => house.database.rows(sql, params)));
const sweep = () => runAsSystem('job', () => house.get(MakePaper).sweep());
const papers = () =>
  house.database.rows<{ clinic_id: string; clinic_day: string; sessions: number; places: number; page: string }>('select clinic_id, clinic_day, sessions, places, page from attendance.paper_roster where clinic_id = any($1::uuid[]) order by clinic_day, clinic_id', [[clinic.clinicId, west.clinicId]]);

beforeAll(async () => {
  house = await testApp({ now: new Date('2026-03-06T23:00:00Z') });
  clinic = await clinicWithPeople(house.database, 3);
  west = await clinicWithPeople(house.database, 0, { timeZone: 'America/Los_Angeles' });
  desk = await personWith(house, clinic.clinicId, 'front_desk');
  path = `/clinics/${clinic.clinicId}/attendance/paper`;
  await write(`update clients.client set given_name = '<b>Ada</b>', family_name = 'Quine' where id = $1`, [clinic.people[0]?.clientId]);
  const roster = await sessionWith(house.database, clinic, clinic.people, { startsAt: '2026-03-07T15:00:00Z', minutes: 90, capacity: 4 });
  const cancelled = await sessionWith(house.database, clinic, [], { startsAt: '2026-03-07T18:00:00Z', minutes: 90 });
  const room = newId();
  await write(`insert into clinics.room (id, clinic_id, name, capacity) values ($1, $2, 'Room "A" & B', 12)`, [room, clinic.clinicId]);
  await write(`update scheduling.session set room_id = $2, room_shareable = false, title = 'Trauma group' where id = $1`, [roster.sessionId, room]);
  await write(`update scheduling.session set status = 'cancelled', cancel_reason = 'Snow' where id = $1`, [cancelled.sessionId]);
});
afterAll(() => house.close());

describe('rosters on paper', () => {
  it('are made in each clinic’s own evening, once, whoever else sweeps; by day what is missing of today is made', async () => {
    // 18:00 in New York: its day is still today.
    await sweep();
    expect((await papers()).map((paper) => [paper.clinic_id, paper.clinic_day])).toEqual(expect.arrayContaining([[clinic.clinicId, '2026-03-06'], [west.clinicId, '2026-03-06']]));
    house.clock.set(new Date('2026-03-07T02:05:00Z'));
    await Promise.all([sweep(), sweep()]);
    await sweep();
    expect((await papers()).filter((paper) => paper.clinic_day === '2026-03-07').map((paper) => [paper.clinic_id, paper.sessions, paper.places])).toEqual([[clinic.clinicId, 1, 3]]);
    house.clock.set(new Date('2026-03-07T05:10:00Z'));
    await sweep();
    expect((await papers()).filter((paper) => paper.clinic_day === '2026-03-07').length).toBe(2);
  });

  it('say initials, times and rooms and nothing of what is treated; what people typed cannot break the page', async () => {
    const [paper] = (await papers()).filter((one) => one.clinic_day === '2026-03-07' && one.clinic_id === clinic.clinicId);
    expect(paper?.page).toContain('10:00 AM – 11:30 AM');
    expect(paper?.page).toContain('Room &quot;A&quot; &amp; B');
    expect(paper?.page).toContain('&lt;. Q.');
    expect(paper?.page).toContain('Saturday, March 7, 2026');
    for (const secret of ['Trauma', 'Number 1', 'Quine', '<b>', 'Process']) expect(paper?.page).not.toContain(secret);
  });

  it('are taken as a file, each taking written down, made anew on request, and another clinic’s are not there', async () => {
    desk = await personWith(house, clinic.clinicId, 'front_desk');
    const list = (await desk.ask('GET', path)).json<{ items: { day: string; sessions: number }[] }>();
    expect(list.items.map((one) => one.day)).toEqual(['2026-03-07', '2026-03-06']);
    const page = await desk.ask('GET', `${path}/2026-03-07`);
    expect([page.statusCode, page.headers['content-type'], page.headers['content-disposition']]).toEqual([200, 'text/html; charset=utf-8', 'attachment; filename="rosters-2026-03-07.html"']);
    await sessionWith(house.database, clinic, clinic.people.slice(0, 1), { startsAt: '2026-03-07T20:00:00Z', minutes: 60 });
    expect((await desk.ask('POST', `${path}/2026-03-07`)).json()).toMatchObject({ items: [{ day: '2026-03-07', sessions: 2, madeBy: 'Robin Hale' }, {}] });
    expect((await house.database.rows('select action from platform.audit_entry where clinic_id = $1 and actor_user_id = $2 order by id', [clinic.clinicId, desk.userId])).map((row) => (row as { action: string }).action).filter((action) => action.startsWith('attendance.'))).toEqual(['attendance.paper-taken', 'attendance.paper-made']);
    for (const day of ['2026-03-05', '2026-04-01', 'yesterday', '2026-02-30']) expect((await desk.ask('POST', `${path}/${day}`)).statusCode).toBe(404);
    expect((await desk.ask('GET', `/clinics/${west.clinicId}/attendance/paper/2026-03-07`)).statusCode).toBe(404);
    const auditor = await personWith(house, clinic.clinicId, 'auditor');
    expect((await auditor.ask('POST', `${path}/2026-03-07`)).statusCode).toBe(403);
  });

  it('gives the sheets of a day, or of some of its sessions', async () => {
    const sheets = (await desk.ask('GET', `/clinics/${clinic.clinicId}/attendance/sign-in-sheets?day=2026-03-07`)).json<{ items: { sessionId: string; people: string[]; free: number }[] }>();
    expect(sheets.items).toMatchObject([{ people: ['N. P. -1', 'N. P. -2', '<. Q.'], free: 1 }, { people: ['<. Q.'] }]);
    const one = await desk.ask('GET', `/clinics/${clinic.clinicId}/attendance/sign-in-sheets?day=2026-03-07&sessionIds=${sheets.items[1]?.sessionId}`);
    expect(one.json<{ items: unknown[] }>().items.length).toBe(1);
  });

  it('are forgotten after fourteen days', async () => {
    house.clock.set(new Date('2026-03-22T15:00:00Z'));
    await sweep();
    expect((await papers()).map((paper) => paper.clinic_day)).toEqual(['2026-03-22', '2026-03-22']);
  });
});

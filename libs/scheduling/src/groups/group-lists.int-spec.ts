import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from '@jest/globals';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { bookableClinic, written, type BookableClinic } from '../../../../test/support/schedule.js';
import { personWith, problemOf, type Asker } from '../../../../test/support/sign-in.js';

let house: TestApp;
let clinic: BookableClinic;
let director: Asker;
const MONDAY = '2026-03-02T14:00:00Z';
beforeAll(async () => {
  house = await testApp();
});
afterAll(() => house.close());
beforeEach(async () => {
  clinic = await bookableClinic(house.database, 4);
  director = await personWith(house, clinic.clinicId, 'director');
});
afterEach(() => house.clock.set(new Date(MONDAY)));

const ask = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) => director.ask(method, `/clinics/${clinic.clinicId}${path}`, body);
const get = async <T>(path: string): Promise<T> => (await ask('GET', path)).json() as T;
const person = (n: number) => clinic.people[n]!;
const onDay = async (instant: string) => {
  house.clock.set(new Date(instant));
  director = await personWith(house, clinic.clinicId, 'director');
};
async function group(extra: object = {}): Promise<string> {
  const answer = await ask('POST', '/groups', {
    name: 'Skills', serviceId: clinic.groupServiceId, programId: clinic.programId, roomId: clinic.rooms.small, staffIds: [clinic.therapists[0]], curriculum: [{ title: 'One' }, { title: 'Two' }],
    series: { rule: 'FREQ=WEEKLY;BYDAY=MO,WE;COUNT=6', startDay: '2026-03-04', startTime: '17:30', durationMinutes: 90 }, ...extra,
  });
  expect([answer.statusCode, answer.json()]).toEqual([201, expect.anything()]);
  return (answer.json() as { id: string }).id;
}
const enrol = async (id: string, n: number, extra: object = {}) => (await ask('POST', `/groups/${id}/members`, { episodeId: person(n).episodeId, joinedOn: '2026-03-02', ...extra })).json() as { memberId: string };
interface Candidates {
  items: { client: { id: string }; member: boolean; busy: number }[];
  ahead: number;
  full: number;
}
interface Sessions {
  items: { id: string; clinicDay: string; topic: string | null }[];
  nextCursor: string | null;
}

describe('the list of groups', () => {
  it('finds those that meet on a weekday, and the open or the closed ones', async () => {
    await group();
    await group({ name: 'Fridays', enrollment: 'closed', staffIds: [clinic.therapists[1]], series: { rule: 'FREQ=WEEKLY;BYDAY=FR;COUNT=2', startDay: '2026-03-06', startTime: '17:30' } });
    const names = async (query: string) => (await get<{ items: { name: string }[] }>(`/groups?${query}`)).items.map((one) => one.name);
    expect(await names('weekday=3')).toEqual(['Skills']);
    expect(await names('weekday=5')).toEqual(['Fridays']);
    expect(await names('weekday=2')).toEqual([]);
    expect(await names('enrollment=closed')).toEqual(['Fridays']);
    expect(await names(`enrollment=open&weekday=1&staffId=${clinic.therapists[0]}`)).toEqual(['Skills']);
    expect((await ask('GET', '/groups?weekday=8')).statusCode).toBe(400);
  });
});

describe('the sessions of a group', () => {
  it('run forward from now and back from now, in pages, each with the topic whose turn it was', async () => {
    const id = await group();
    await written(house.database, `update scheduling.session set status = 'cancelled', cancel_reason = 'Snow' where group_id = $1 and clinic_day = '2026-03-09'`, [id]);
    await onDay('2026-03-17T14:00:00Z');
    const walk = async (when: string) => {
      const seen: Sessions['items'] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page: Sessions = await get(`/groups/${id}/sessions?when=${when}&limit=2${cursor ? `&cursor=${cursor}` : ''}`);
        expect(page.items.length).toBeLessThanOrEqual(2);
        seen.push(...page.items);
        cursor = page.nextCursor;
      }
      return seen.map((one) => [one.clinicDay, one.topic]);
    };
    expect(await walk('coming')).toEqual([['2026-03-18', 'Two'], ['2026-03-23', 'One']]);
    expect(await walk('past')).toEqual([['2026-03-16', 'One'], ['2026-03-11', 'Two'], ['2026-03-09', null], ['2026-03-04', 'One']]);
    expect((await ask('GET', `/groups/${person(0).clientId}/sessions`)).statusCode).toBe(404);
  });
});

describe('who could join', () => {
  it('says at how many of the group’s times somebody is elsewhere, how many are full, and names members when they are searched for', async () => {
    const id = await group({ capacity: 2, minimum: 1 });
    const other = await group({ name: 'Other', roomId: clinic.rooms.large, staffIds: [clinic.therapists[1]], series: { rule: 'FREQ=WEEKLY;BYDAY=WE;COUNT=2', startDay: '2026-03-04', startTime: '18:00' } });
    await enrol(other, 0);
    await enrol(id, 1);
    await enrol(id, 2, { joinedOn: '2026-03-16' });
    const all = await get<Candidates>(`/groups/${id}/candidates`);
    expect(all).toMatchObject({ ahead: 6, full: 3 });
    expect(all.items.map((one) => [one.client.id, one.member, one.busy])).toEqual([[person(0).clientId, false, 2], [person(3).clientId, false, 0]]);
    const found = await get<Candidates>(`/groups/${id}/candidates?search=number%201`);
    expect(found.items.map((one) => [one.client.id, one.member])).toEqual([[person(1).clientId, true]]);
  });

  it('of a whole track: everybody in a stay, with the groups they belong to', async () => {
    const id = await group();
    await enrol(id, 0);
    const { items } = await get<{ items: { episodeId: string; groupIds: string[] }[] }>(`/enrolments/candidates?search=person`);
    expect(items).toHaveLength(4);
    expect(items.find((one) => one.episodeId === person(0).episodeId)?.groupIds).toEqual([id]);
    expect((await get<{ items: { episodeId: string }[] }>(`/enrolments/candidates?episodeId=${person(2).episodeId}`)).items.map((one) => one.episodeId)).toEqual([person(2).episodeId]);
  });

  it('and a refused track says which group it was', async () => {
    const a = await group();
    const clash = await group({ name: 'Clash', roomId: clinic.rooms.large, staffIds: [clinic.therapists[1]], series: { rule: 'FREQ=WEEKLY;BYDAY=WE;COUNT=2', startDay: '2026-03-04', startTime: '18:00' } });
    const refused = await ask('POST', '/enrolments', { episodeId: person(0).episodeId, joinedOn: '2026-03-02', groupIds: [a, clash] });
    expect([problemOf(refused), [a, clash].includes((refused.json() as { groupId: string }).groupId)]).toEqual(['enrolment-conflicts', true]);
  });
});

describe('an enrolment entered by mistake', () => {
  it('is taken back whole while nothing of it has begun', async () => {
    const id = await group();
    const { memberId } = await enrol(id, 0);
    expect((await ask('DELETE', `/groups/${id}/members/${memberId}?version=2`)).statusCode).toBe(409);
    expect((await ask('DELETE', `/groups/${id}/members/${memberId}?version=1`)).statusCode).toBe(204);
    expect(await house.database.rows(`select count(*) filter (where status = 'booked') as booked from scheduling.participation where client_id = $1`, [person(0).clientId])).toEqual([{ booked: 0 }]);
    expect((await get<{ roster: [] }>(`/groups/${id}`)).roster).toEqual([]);
    expect((await ask('DELETE', `/groups/${id}/members/${memberId}?version=1`)).statusCode).toBe(404);
    expect(await house.database.rows(`select count(*) as n from platform.audit_entry where clinic_id = $1 and action = 'scheduling.enrolment-undone'`, [clinic.clinicId])).toEqual([{ n: 1 }]);
  });

  it('ends on a day instead once a session has begun', async () => {
    const id = await group();
    const { memberId } = await enrol(id, 0);
    await onDay('2026-03-05T14:00:00Z');
    expect(problemOf(await ask('DELETE', `/groups/${id}/members/${memberId}?version=1`))).toBe('membership-begun');
  });
});

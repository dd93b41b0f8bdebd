import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EPISODES_CHANGED } from '#episodes';
import { DomainEvents, newId } from '#platform';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { atTheDesk, bookableClinic, written, type BookableClinic } from '../../../../test/support/schedule.js';
import { personWith, problemOf, type Asker } from '../../../../test/support/sign-in.js';

let house: TestApp;
let clinic: BookableClinic;
let director: Asker;
beforeAll(async () => {
  house = await testApp();
});
afterAll(() => house.close());
beforeEach(async () => {
  clinic = await bookableClinic(house.database, 6);
  director = await personWith(house, clinic.clinicId, 'director');
});

/** Another day; whoever was signed in signs in again. */
async function onDay(instant: string): Promise<void> {
  house.clock.set(new Date(instant));
  director = await personWith(house, clinic.clinicId, 'director');
}
const MONDAY = '2026-03-02T14:00:00Z';
afterEach(() => house.clock.set(new Date(MONDAY)));

const ask = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) => director.ask(method, `/clinics/${clinic.clinicId}${path}`, body);
const person = (n: number) => clinic.people[n]!;

async function group(extra: object = {}): Promise<string> {
  const answer = await ask('POST', '/groups', {
    name: 'Skills', serviceId: clinic.groupServiceId, programId: clinic.programId, roomId: clinic.rooms.small, staffIds: [clinic.therapists[0], clinic.therapists[1]],
    curriculum: [{ title: 'Mindfulness' }, { title: 'Distress tolerance' }, { title: 'Emotion regulation' }],
    series: { rule: 'FREQ=WEEKLY;BYDAY=MO,WE;COUNT=6', startDay: '2026-03-04', startTime: '17:30', durationMinutes: 90 }, ...extra,
  });
  expect([answer.statusCode, answer.json()]).toEqual([201, expect.anything()]);
  return (answer.json() as { id: string }).id;
}
const read = async (id: string) =>
  (await ask('GET', `/groups/${id}`)).json() as { version: number; capacity: number; members: number; roster: { id: string; version: number; ahead: number; leftOn: string | null; client: { id: string } }[]; sessions: { id: string; clinicDay: string; seatsTaken: number; topic: string | null }[]; series: { words: string }[] };
const enrol = (id: string, n: number, extra: object = {}) => ask('POST', `/groups/${id}/members`, { episodeId: person(n).episodeId, joinedOn: '2026-03-02', ...extra });

/** Another policy in the place of the program's first. */
async function policyWith(changes: object): Promise<void> {
  const { version } = await house.database.one<{ version: object }>('select to_jsonb(v) as version from programs.policy_version v where program_id = $1', [clinic.programId]);
  await written(house.database, 'update programs.policy_version set superseded_at = now() where program_id = $1', [clinic.programId]);
  await written(house.database, 'insert into programs.policy_version select * from jsonb_populate_record(null::programs.policy_version, $1)', [JSON.stringify({ ...version, id: newId(), number: 2, ...changes })]);
}

describe('a group', () => {
  it('begins with its series, its seats the fewest of service, room and policy, and its topics in turn', async () => {
    const seen = await read(await group());
    expect(seen).toMatchObject({ capacity: 8, members: 0, series: [{ words: 'Every Monday and Wednesday, 6 times' }] });
    expect(seen.sessions.map((one) => [one.clinicDay, one.topic])).toEqual([
      ['2026-03-04', 'Mindfulness'], ['2026-03-09', 'Distress tolerance'], ['2026-03-11', 'Emotion regulation'],
      ['2026-03-16', 'Mindfulness'], ['2026-03-18', 'Distress tolerance'], ['2026-03-23', 'Emotion regulation'],
    ]);
    const list = (await ask('GET', '/groups?search=skil&free=true')).json() as { items: { name: string; facilitators: { name: string }[] }[] };
    expect(list.items).toMatchObject([{ name: 'Skills', facilitators: [{ name: 'Therapist Number 0' }, { name: 'Therapist Number 1' }] }]);
  });

  it('is not begun at all when its series cannot be', async () => {
    await ask('POST', '/sessions', { serviceId: clinic.individualServiceId, startsAt: '2026-03-09T21:30:00Z', staffIds: [clinic.therapists[1]], clientIds: [person(0).clientId] });
    const refused = await ask('POST', '/groups', { name: 'Skills', serviceId: clinic.groupServiceId, staffIds: [clinic.therapists[1]], series: { rule: 'FREQ=WEEKLY;BYDAY=MO;COUNT=2', startDay: '2026-03-09', startTime: '17:30' } });
    expect([refused.statusCode, problemOf(refused)]).toEqual([409, 'series-conflicts']);
    expect(((await ask('GET', '/groups')).json() as { items: [] }).items).toEqual([]);
  });

  it('has one name, services for groups and facilitators who may lead', async () => {
    await group();
    expect(problemOf(await ask('POST', '/groups', { name: 'Skills', serviceId: clinic.groupServiceId, staffIds: [clinic.therapists[2]] }))).toBe('group-name-taken');
    expect((await ask('POST', '/groups', { name: 'Other', serviceId: clinic.individualServiceId, staffIds: [clinic.therapists[2]] })).json()).toMatchObject({ errors: [{ pointer: '/serviceId' }] });
    await written(house.database, 'delete from team.credential where staff_id = $1', [clinic.staffIds[0]]);
    expect(problemOf(await ask('POST', '/groups', { name: 'Other', serviceId: clinic.groupServiceId, staffIds: [clinic.staffIds[0]] }))).toBe('needs-reason');
    expect((await ask('POST', '/groups', { name: 'Other', serviceId: clinic.groupServiceId, staffIds: [clinic.staffIds[0]], outsideHoursReason: 'Licence renewal is on its way' })).statusCode).toBe(201);
  });

  it('is no larger than the program’s policy says on that day, nor is one of its sessions', async () => {
    const tooMany = { status: 400, errors: [{ pointer: '/capacity', detail: 'must be at most 10, the size of a group by the program’s policy' }] };
    const parts = { name: 'Process', serviceId: clinic.groupServiceId, programId: clinic.programId, staffIds: [clinic.therapists[0]] };
    expect((await ask('POST', '/groups', { ...parts, capacity: 11 })).json()).toMatchObject(tooMany);
    expect((await ask('POST', '/groups', { ...parts, programId: null, name: 'Alumni', capacity: 11 })).statusCode).toBe(201);
    const id = await group({ roomId: clinic.rooms.large, capacity: 10 });
    expect((await ask('PATCH', `/groups/${id}`, { version: 1, capacity: 11 })).json()).toMatchObject(tooMany);
    const [session] = (await read(id)).sessions;
    expect((await ask('PATCH', `/sessions/${session?.id}`, { version: 1, capacity: 11 })).json()).toMatchObject(tooMany);
    const alone = { serviceId: clinic.groupServiceId, programId: clinic.programId, startsAt: '2026-03-05T15:00:00Z', staffIds: [clinic.therapists[2]], clientIds: [] };
    expect((await ask('POST', '/sessions', { ...alone, capacity: 11 })).json()).toMatchObject(tooMany);
    expect((await ask('POST', '/sessions', alone)).json()).toMatchObject({ capacity: 10 });
    const series = { rule: 'FREQ=WEEKLY;COUNT=2', startDay: '2026-03-12', startTime: '09:00', ...alone };
    expect((await ask('POST', '/series', { ...series, startsAt: undefined, capacity: 11 })).json()).toMatchObject(tooMany);

    // A policy that asks for fewer since stands in the way of more seats only.
    await policyWith({ group_capacity: 6 });
    expect((await ask('PATCH', `/groups/${id}`, { version: 1, name: 'Skills in the evening' })).statusCode).toBe(200);
    expect((await ask('PATCH', `/groups/${id}`, { version: 2, capacity: 9 })).statusCode).toBe(200);
    expect((await ask('PATCH', `/groups/${id}`, { version: 3, capacity: 10 })).json()).toMatchObject({ errors: [{ pointer: '/capacity', detail: expect.stringContaining('at most 6') }] });
  });

  it('may be larger where it teaches', async () => {
    await written(house.database, `update programs.service set category = 'psychoeducation', capacity = 40 where id = $1`, [clinic.groupServiceId]);
    await policyWith({ parameters: { 'group.education_capacity': { value: 35 } } });
    const parts = { serviceId: clinic.groupServiceId, programId: clinic.programId, staffIds: [clinic.therapists[0]] };
    const begun = (await ask('POST', '/groups', { ...parts, name: 'Sleep' })).json() as { id: string };
    expect((await read(begun.id)).capacity).toBe(35);
    expect((await ask('POST', '/groups', { ...parts, name: 'Family evening', capacity: 36 })).json()).toMatchObject({ errors: [{ pointer: '/capacity', detail: expect.stringContaining('at most 35') }] });
  });

  it('gives sessions to come its new name and seats, never fewer than are taken', async () => {
    const id = await group();
    await enrol(id, 0);
    await enrol(id, 1);
    expect(problemOf(await ask('PATCH', `/groups/${id}`, { version: 1, capacity: 1, minimum: 1 }))).toBe('group-full');
    expect((await ask('PATCH', `/groups/${id}`, { version: 1, capacity: 4, name: 'DBT skills' })).statusCode).toBe(200);
    expect(await house.database.rows('select distinct title, capacity from scheduling.session where group_id = $1', [id])).toEqual([{ title: 'DBT skills', capacity: 4 }]);
    expect(problemOf(await ask('PATCH', `/groups/${id}`, { version: 1, capacity: 5 }))).toBe('stale-edit');
  });
});

describe('joining and leaving a group', () => {
  it('books every session to come from the day on, and frees those after the last day', async () => {
    const id = await group();
    expect((await enrol(id, 0, { joinedOn: '2026-03-09' })).json()).toMatchObject({ booked: 5 });
    expect((await enrol(id, 1)).json()).toMatchObject({ booked: 6 });
    expect((await read(id)).sessions.map((one) => one.seatsTaken)).toEqual([1, 2, 2, 2, 2, 2]);
    const [member] = (await read(id)).roster.filter((one) => one.client.id === person(0).clientId);
    expect((await ask('PATCH', `/groups/${id}/members/${member!.id}`, { version: 1, leftOn: '2026-03-11', reason: 'Works evenings now' })).json()).toEqual({ version: 2, booked: 0, freed: 3 });
    expect((await read(id)).sessions.map((one) => one.seatsTaken)).toEqual([1, 2, 2, 1, 1, 1]);
    expect((await ask('PATCH', `/groups/${id}/members/${member!.id}`, { version: 2, leftOn: null })).json()).toEqual({ version: 3, booked: 3, freed: 0 });
    expect(problemOf(await enrol(id, 0))).toBe('already-member');
  });

  it('offers who could join, those of its program first, members never', async () => {
    const id = await group();
    await enrol(id, 0);
    const offered = async (search = '') => ((await ask('GET', `/groups/${id}/candidates${search}`)).json() as { items: { episodeId: string; sameProgram: boolean }[] }).items;
    expect((await offered()).map((one) => [one.episodeId, one.sameProgram])).toEqual([1, 2, 3, 4, 5].map((n) => [person(n).episodeId, true]));
    expect((await offered('?search=NUMBER%203')).map((one) => one.episodeId)).toEqual([person(3).episodeId]);
    expect(await offered('?search=%25')).toEqual([]);
  });

  it('never changes a session that has begun', async () => {
    const id = await group();
    await enrol(id, 0);
    await onDay('2026-03-12T14:00:00Z');
    const [member] = (await read(id)).roster;
    expect((await ask('PATCH', `/groups/${id}/members/${member!.id}`, { version: 1, leftOn: '2026-03-05' })).json()).toMatchObject({ freed: 3 });
    expect(await house.database.rows(`select s.clinic_day as day, p.status from scheduling.participation p join scheduling.session s on s.id = p.session_id where s.group_id = $1 order by 1`, [id])).toEqual([
      { day: '2026-03-04', status: 'booked' }, { day: '2026-03-09', status: 'booked' }, { day: '2026-03-11', status: 'booked' },
      { day: '2026-03-16', status: 'cancelled' }, { day: '2026-03-18', status: 'cancelled' }, { day: '2026-03-23', status: 'cancelled' },
    ]);
  });

  it('is refused with the dates when a session to come is full, or the client is elsewhere', async () => {
    const id = await group({ capacity: 2, minimum: 1 });
    await enrol(id, 0);
    await enrol(id, 1, { joinedOn: '2026-03-16' });
    const full = await enrol(id, 2);
    expect([full.statusCode, problemOf(full)]).toEqual([409, 'group-full']);
    expect((full.json() as { days: { day: string }[] }).days.map((one) => one.day)).toEqual(['2026-03-16', '2026-03-18', '2026-03-23']);

    const other = await group({ name: 'Other', roomId: clinic.rooms.large, staffIds: [clinic.therapists[2]], series: { rule: 'FREQ=WEEKLY;BYDAY=WE;COUNT=2', startDay: '2026-03-04', startTime: '18:00' } });
    const busy = await enrol(other, 0);
    expect([busy.statusCode, problemOf(busy)]).toEqual([409, 'enrolment-conflicts']);
    const { sessions } = busy.json() as { sessions: { sessionId: string; day: string; conflicts: { kind: string }[] }[] };
    expect(sessions.map((one) => [one.day, one.conflicts.map((conflict) => conflict.kind)])).toEqual([['2026-03-04', ['client']], ['2026-03-11', ['client']]]);
    expect((await enrol(other, 0, { leaveOut: [sessions[0]!.sessionId, sessions[1]!.sessionId] })).json()).toMatchObject({ booked: 0 });
  });

  it('of a closed group that has begun needs a reason, and only within the stay', async () => {
    const id = await group({ enrollment: 'closed' });
    await enrol(id, 0);
    await onDay('2026-03-05T14:00:00Z');
    expect(problemOf(await enrol(id, 1))).toBe('group-closed');
    expect((await enrol(id, 1, { reason: 'Returns after a hospital stay' })).statusCode).toBe(201);
    expect((await enrol(id, 2, { joinedOn: '2025-12-01', reason: 'x' })).json()).toMatchObject({ errors: [{ pointer: '/joinedOn' }] });
  });

  it('of a whole track is one action: all its groups or none', async () => {
    const a = await group();
    const b = await group({ name: 'Process', roomId: clinic.rooms.large, staffIds: [clinic.therapists[2]], series: { rule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=4', startDay: '2026-03-03', startTime: '17:30' } });
    const clash = await group({ name: 'Clash', roomId: null, staffIds: [clinic.therapists[2]], series: { rule: 'FREQ=WEEKLY;BYDAY=WE;COUNT=2', startDay: '2026-03-04', startTime: '18:00' } });
    const track = (groupIds: string[]) => ask('POST', '/enrolments', { episodeId: person(0).episodeId, joinedOn: '2026-03-02', groupIds });
    expect((await track([a, b, clash])).statusCode).toBe(409);
    expect(await house.database.rows('select count(*) as n from scheduling.group_member where clinic_id = $1', [clinic.clinicId])).toEqual([{ n: 0 }]);
    expect(((await track([a, b])).json() as { items: { booked: number }[] }).items.map((one) => one.booked).sort()).toEqual([4, 6]);
  });
});

/** Changes a stay and says so, as episodes does. */
const episodeChanged = (sql: string, params: unknown[], episodeId: string) =>
  atTheDesk(() => house.database.transaction(async () => {
    await house.database.rows(sql, params);
    await house.get(DomainEvents).publish({ name: EPISODES_CHANGED, clinicId: clinic.clinicId, payload: { episodeIds: [episodeId] } });
  }));

describe('the end of a stay', () => {
  it('cancels what lay ahead, leaves the groups, and frees the clinician of sessions for that client alone', async () => {
    const id = await group();
    await enrol(id, 0);
    await enrol(id, 1);
    const alone = (await ask('POST', '/sessions', { serviceId: clinic.individualServiceId, startsAt: '2026-03-12T15:00:00Z', staffIds: [clinic.therapists[2]], clientIds: [person(0).clientId] })).json() as { id: string };
    await episodeChanged(`update episodes.episode set discharged_on = '2026-03-10', disposition = 'completed' where id = $1`, [person(0).episodeId], person(0).episodeId);
    expect(await house.database.rows('select status, cancel_reason from scheduling.session where id = $1', [alone.id])).toEqual([{ status: 'cancelled', cancel_reason: 'discharged' }]);
    expect((await read(id)).sessions.map((one) => one.seatsTaken)).toEqual([2, 2, 1, 1, 1, 1]);
    expect((await read(id)).roster.find((one) => one.client.id === person(0).clientId)?.leftOn).toBe('2026-03-10');
  });

  it('an admission takes in what was booked for the client before it', async () => {
    await written(house.database, `update episodes.episode set discharged_on = '2026-02-01', disposition = 'completed' where id = $1`, [person(0).episodeId]);
    const session = (await ask('POST', '/sessions', { serviceId: clinic.individualServiceId, startsAt: '2026-03-12T15:00:00Z', staffIds: [clinic.therapists[2]], clientIds: [person(0).clientId] })).json() as { id: string };
    const place = () => house.database.rows('select episode_id from scheduling.participation where session_id = $1', [session.id]);
    expect(await place()).toEqual([{ episode_id: null }]);
    const episodeId = newId();
    await episodeChanged(`insert into episodes.episode (id, clinic_id, client_id, program_id, admitted_on) values ($1, $2, $3, $4, '2026-03-02')`, [episodeId, clinic.clinicId, person(0).clientId, clinic.programId], episodeId);
    expect(await place()).toEqual([{ episode_id: episodeId }]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AddParticipants, EnrolInGroup, KeepApart, RegisterSessions } from '#scheduling';
import { clinicDay, type DomainError } from '#platform';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { atTheDesk, bookableClinic, written, type BookableClinic } from '../../../../test/support/schedule.js';
import { personWith, problemOf, type Asker } from '../../../../test/support/sign-in.js';
import { ExtendSeries } from '../series/extend-series.service.js';

let house: TestApp;
let clinic: BookableClinic;
let director: Asker;
let therapist: Asker;
let desk: Asker;
beforeAll(async () => {
  house = await testApp();
});
afterAll(() => house.close());
beforeEach(async () => {
  house.clock.set(new Date('2026-03-02T14:00:00Z'));
  clinic = await bookableClinic(house.database, 6);
  director = await personWith(house, clinic.clinicId, 'director');
  therapist = await personWith(house, clinic.clinicId, 'therapist');
  await caresForAll(therapist);
  desk = await personWith(house, clinic.clinicId, 'front_desk');
});

/** A chart is its care team's. */
async function caresForAll({ userId }: Asker): Promise<void> {
  await written(house.database, 'update team.staff set user_id = $2 where id = $1', [clinic.therapists[2], userId]);
  await written(house.database, `insert into episodes.care_team_member (id, clinic_id, episode_id, staff_id, role, is_primary, from_day) select gen_random_uuid(), clinic_id, id, $2, 'therapist', false, admitted_on from episodes.episode where clinic_id = $1`, [clinic.clinicId, clinic.therapists[2]]);
}
const ask = (who: Asker, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) => who.ask(method, `/clinics/${clinic.clinicId}${path}`, body);
const person = (n: number) => clinic.people[n]!;
const REASON = 'A protective order between the two';

async function group(extra: object = {}): Promise<string> {
  const answer = await ask(director, 'POST', '/groups', {
    name: 'Skills', serviceId: clinic.groupServiceId, programId: clinic.programId, roomId: clinic.rooms.small, staffIds: [clinic.therapists[0]], minimum: 1,
    series: { rule: 'FREQ=WEEKLY;BYDAY=MO,WE;COUNT=6', startDay: '2026-03-04', startTime: '17:30', durationMinutes: 90 }, ...extra,
  });
  expect([answer.statusCode, answer.json()]).toEqual([201, expect.anything()]);
  return (answer.json() as { id: string }).id;
}
const enrol = (id: string, n: number, extra: object = {}) => ask(desk, 'POST', `/groups/${id}/members`, { episodeId: person(n).episodeId, joinedOn: '2026-03-02', ...extra });
const keep = (one: number, other: number, who = therapist) => ask(who, 'POST', `/clients/${person(one).clientId}/keep-apart`, { otherClientId: person(other).clientId, reason: REASON });
const pairsOf = async (n: number) => (await ask(therapist, 'GET', `/clients/${person(n).clientId}/keep-apart`)).json() as { items: { id: string; client: { id: string }; reason: string; groups: string[]; sessions: number; version: number }[] };
const againstOf = async (id: string, n: number) =>
  ((await ask(desk, 'GET', `/groups/${id}/candidates`)).json() as { items: { episodeId: string; against: string[] }[] }).items.find((one) => one.episodeId === person(n).episodeId)?.against;
const sessionsOf = (groupId: string) => house.database.rows<{ id: string }>('select id from scheduling.session where group_id = $1 order by starts_at', [groupId]).then((rows) => rows.map((row) => row.id));
const placesOf = (n: number) => house.database.rows(`select from scheduling.participation where client_id = $1 and status <> 'cancelled'`, [person(n).clientId]).then((rows) => rows.length);

describe('two clients who are kept apart', () => {
  it('are never members of one group: whoever enrols is told that it cannot be, not with whom nor why', async () => {
    const id = await group();
    const other = await group({ name: 'Art', series: { rule: 'FREQ=WEEKLY;BYDAY=FR;COUNT=2', startDay: '2026-03-06', startTime: '10:00', durationMinutes: 60 } });
    expect((await keep(0, 1)).statusCode).toBe(201);
    expect((await enrol(id, 0)).statusCode).toBe(201);
    const refused = await enrol(id, 1);
    expect([refused.statusCode, problemOf(refused)]).toEqual([409, 'kept-apart']);
    for (const secret of [person(0).clientId, REASON]) expect(refused.body).not.toContain(secret);
    expect([await againstOf(id, 1), await againstOf(id, 2), await againstOf(other, 1)]).toEqual([['kept-apart'], [], []]);
    const track = await ask(desk, 'POST', '/enrolments', { groupIds: [other, id], episodeId: person(1).episodeId, joinedOn: '2026-03-02' });
    expect([problemOf(track), (track.json() as { groupId: string }).groupId, await placesOf(1)]).toEqual(['kept-apart', id, 0]);
    // No reason overrules it; once the first has left, the other may come.
    expect(problemOf(await enrol(id, 1, { reason: 'As agreed' }))).toBe('kept-apart');
    const [member] = ((await ask(desk, 'GET', `/groups/${id}`)).json() as { roster: { id: string }[] }).roster;
    expect((await ask(desk, 'PATCH', `/groups/${id}/members/${member!.id}`, { version: 1, leftOn: '2026-03-11' })).statusCode).toBe(200);
    expect((await enrol(id, 1, { joinedOn: '2026-03-12' })).statusCode).toBe(201);
    const back = await ask(desk, 'PATCH', `/groups/${id}/members/${member!.id}`, { version: 2, leftOn: null });
    expect([back.statusCode, problemOf(back)]).toEqual([409, 'kept-apart']);
  });

  it('are not brought together in a single session either: not booked, not added, not as a walk-in, not restored', async () => {
    const id = await group();
    const [first] = await sessionsOf(id);
    await enrol(id, 0);
    await keep(1, 0);
    expect(problemOf(await ask(desk, 'POST', `/sessions/${first}/participants`, { clientIds: [person(1).clientId] }))).toBe('kept-apart');
    const together = await ask(desk, 'POST', '/sessions', { serviceId: clinic.groupServiceId, startsAt: '2026-03-03T15:00:00Z', staffIds: [clinic.therapists[1]], clientIds: [person(0).clientId, person(1).clientId] });
    expect([together.statusCode, problemOf(together), await placesOf(1)]).toEqual([409, 'kept-apart', 0]);
    // Cancelled before the two were kept apart, and not restored with both of them in it.
    const before = (await ask(desk, 'POST', '/sessions', { serviceId: clinic.groupServiceId, startsAt: '2026-03-03T17:00:00Z', staffIds: [clinic.therapists[1]], clientIds: [person(2).clientId, person(3).clientId] })).json() as { id: string };
    expect((await ask(desk, 'POST', `/sessions/${before.id}/cancel`, { reason: 'Snow' })).statusCode).toBe(200);
    await keep(2, 3);
    const restored = await ask(desk, 'POST', `/sessions/${before.id}/restore`, {});
    expect([restored.statusCode, problemOf(restored)]).toEqual([409, 'kept-apart']);
    house.clock.set(new Date('2026-03-04T22:30:00Z'));
    desk = await personWith(house, clinic.clinicId, 'front_desk');
    expect(problemOf(await ask(desk, 'POST', `/sessions/${first}/walk-ins`, { clientId: person(1).clientId }))).toBe('kept-apart');
  });

  it('do not wait for a seat in each other’s group, and one that is free goes past them to the next', async () => {
    const id = await group({ capacity: 2 });
    await enrol(id, 0);
    const leaving = (await enrol(id, 1)).json() as { memberId: string };
    const wait = (n: number) => ask(desk, 'POST', `/groups/${id}/waitlist`, { episodeId: person(n).episodeId });
    expect([(await wait(2)).statusCode, (await wait(3)).statusCode]).toEqual([201, 201]);
    await keep(2, 0);
    await keep(4, 0);
    expect(problemOf(await wait(4))).toBe('kept-apart');
    await ask(desk, 'PATCH', `/groups/${id}/members/${leaving.memberId}`, { version: 1, leftOn: '2026-03-03' });
    expect(await house.database.rows(`select client_id, state from scheduling.waitlist_entry where group_id = $1 order by position`, [id])).toEqual([
      { client_id: person(2).clientId, state: 'waiting' }, { client_id: person(3).clientId, state: 'offered' },
    ]);
    const [first, second] = await house.database.rows<{ id: string; version: number }>('select id, version from scheduling.waitlist_entry where group_id = $1 order by position', [id]);
    expect((await ask(desk, 'DELETE', `/groups/${id}/waitlist/${second!.id}?version=${second!.version}`)).statusCode).toBe(204);
    expect(problemOf(await ask(desk, 'POST', `/groups/${id}/waitlist/${first!.id}/offer`, { version: first!.version }))).toBe('kept-apart');
    expect(await house.database.rows(`select from scheduling.seat_offer where group_id = $1 and state = 'open'`, [id])).toEqual([]);
  });

  it('who meet already are not driven out: their chart says where, the series is carried on, and nothing new is added to it', async () => {
    const id = await group({ series: { rule: 'FREQ=WEEKLY;BYDAY=WE', startDay: '2026-03-04', startTime: '17:30', durationMinutes: 90 } });
    await enrol(id, 0);
    await enrol(id, 1);
    const before = await placesOf(0);
    await keep(0, 1);
    expect((await pairsOf(0)).items).toMatchObject([{ client: { id: person(1).clientId }, reason: REASON, groups: ['Skills'], sessions: before }]);
    expect((await pairsOf(1)).items).toMatchObject([{ client: { id: person(0).clientId }, groups: ['Skills'] }]);
    house.clock.set(new Date('2026-03-16T14:00:00Z'));
    const [series] = await house.database.rows<{ id: string }>('select id from scheduling.series where group_id = $1', [id]);
    const carried = await atTheDesk(() => house.get(ExtendSeries).run(clinic.clinicId, series!.id));
    expect(carried.sessions).toBeGreaterThan(0);
    expect(await placesOf(1)).toBe(before + carried.sessions);
  });

  it('are not put into one series; one in which they met before can still be changed', async () => {
    const series = (people: number[], extra: object = {}) =>
      ask(desk, 'POST', '/series', {
        serviceId: clinic.groupServiceId, staffIds: [clinic.therapists[0]], clientIds: people.map((n) => person(n).clientId), roomId: clinic.rooms.small, rule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=4', startDay: '2026-03-03', startTime: '10:00', ...extra,
      });
    const before = (await series([0, 1])).json() as { id: string; sessions: { id: string }[] };
    await keep(0, 1);
    const wish = { serviceId: clinic.groupServiceId, staffIds: [clinic.therapists[0]], clientIds: [1, 0].map((n) => person(n).clientId), rule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=4', startDay: '2026-03-03', startTime: '13:00' };
    const seen = await ask(desk, 'POST', '/series/preview', wish);
    expect((seen.json() as { occurrences: { state: string; conflicts: unknown[] }[] }).occurrences.map((one) => [one.state, one.conflicts])).toEqual(Array.from({ length: 4 }, () => ['apart', []]));
    expect(seen.body).not.toContain(REASON);
    const refused = await series([1, 0], { startTime: '13:00' });
    expect([refused.statusCode, problemOf(refused), refused.json()]).toEqual([409, 'kept-apart', expect.objectContaining({ title: expect.stringContaining('Ask their care team'), occurrences: expect.arrayContaining([expect.objectContaining({ day: '2026-03-03' })]) })]);
    for (const secret of [person(0).clientId, person(1).clientId, REASON]) expect(refused.body).not.toContain(secret);
    expect(await house.database.rows('select count(*)::int as n from scheduling.series where clinic_id = $1', [clinic.clinicId])).toEqual([{ n: 1 }]);
    const edit = (body: object) => ask(desk, 'POST', `/series/${before.id}/edit`, { version: 1, ...body });
    const added = await series([2, 1], { startTime: '13:00', staffIds: [clinic.therapists[1]], roomId: clinic.rooms.large });
    await keep(1, 3);
    expect(problemOf(await ask(desk, 'POST', `/series/${(added.json() as { id: string }).id}/edit`, { version: 1, scope: 'all', clientIds: [1, 2, 3].map((n) => person(n).clientId) }))).toBe('kept-apart');
    const joining = await ask(desk, 'POST', `/series/${(added.json() as { id: string }).id}/edit/preview`, { version: 1, scope: 'all', clientIds: [1, 2, 3].map((n) => person(n).clientId) });
    expect((joining.json() as { dates: { state: string }[] }).dates.map((one) => one.state)).toEqual(['apart', 'apart', 'apart', 'apart']);
    const following = { scope: 'following', sessionId: before.sessions[2]!.id, startTime: '09:30' };
    const as = (await ask(desk, 'POST', `/series/${before.id}/edit/preview`, { version: 1, ...following })).json() as { dates: { state: string }[] };
    expect(as.dates.map((one) => one.state)).toEqual(['free', 'free']);
    const later = await edit({ scope: 'following', sessionId: before.sessions[2]!.id, startTime: '09:30' });
    expect([later.statusCode, later.json()]).toEqual([200, expect.objectContaining({ continuesId: before.id })]);
  });

  it('keep one date of a series where it is, if both only came to that one: the preview says so, the others are saved', async () => {
    const made = (await ask(desk, 'POST', '/series', {
      serviceId: clinic.groupServiceId, staffIds: [clinic.therapists[0]], clientIds: [person(2).clientId], rule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=4', startDay: '2026-03-03', startTime: '10:00',
    })).json() as { id: string; sessions: { id: string }[] };
    expect((await ask(desk, 'POST', `/sessions/${made.sessions[1]!.id}/participants`, { clientIds: [person(0).clientId, person(1).clientId] })).statusCode).toBe(201);
    await keep(0, 1);
    const change = { version: 1, scope: 'all', startTime: '14:00' };
    const seen = await ask(desk, 'POST', `/series/${made.id}/edit/preview`, change);
    expect((seen.json() as { dates: { day: string; state: string }[] }).dates.map((one) => [one.day, one.state])).toEqual([['2026-03-03', 'free'], ['2026-03-10', 'apart'], ['2026-03-17', 'free'], ['2026-03-24', 'free']]);
    for (const secret of [person(0).clientId, person(1).clientId, REASON]) expect(seen.body).not.toContain(secret);
    const refused = await ask(desk, 'POST', `/series/${made.id}/edit`, change);
    expect([refused.statusCode, problemOf(refused), (refused.json() as { occurrences: { day: string }[] }).occurrences.map((one) => one.day)]).toEqual([409, 'kept-apart', ['2026-03-10']]);
    expect((await ask(desk, 'POST', `/series/${made.id}/edit`, { ...change, days: ['2026-03-10', '2026-03-17'] })).statusCode).toBe(409);
    const saved = await ask(desk, 'POST', `/series/${made.id}/edit`, { ...change, days: ['2026-03-03', '2026-03-17', '2026-03-24'] });
    expect([saved.statusCode, saved.json()]).toEqual([200, expect.objectContaining({ changed: ['2026-03-03', '2026-03-17', '2026-03-24'], kept: [expect.objectContaining({ day: '2026-03-10', why: 'left_out' })] })]);
    // A new name moves nobody, so nobody is brought together by it.
    const named = (await ask(desk, 'POST', `/series/${made.id}/edit/preview`, { version: 2, scope: 'all', title: 'Skills', exceptions: 'overwrite', durationMinutes: 60 })).json() as { dates: { state: string }[] };
    expect(named.dates.filter((one) => one.state === 'apart')).toHaveLength(1);
    expect((await ask(desk, 'POST', `/series/${made.id}/edit`, { version: 2, scope: 'following', sessionId: made.sessions[2]!.id, title: 'Skills' })).statusCode).toBe(200);
  });

  it('may meet again once somebody says so', async () => {
    const id = await group();
    await enrol(id, 0);
    await keep(0, 1);
    expect([problemOf(await keep(1, 0)), problemOf(await keep(1, 1))]).toEqual(['kept-apart-already', 'invalid-input']);
    const [pair] = (await pairsOf(1)).items;
    const end = (version: number) => ask(therapist, 'DELETE', `/clients/${person(1).clientId}/keep-apart/${pair!.id}?version=${version}`);
    expect([problemOf(await end(9)), (await end(1)).statusCode, (await end(2)).statusCode]).toEqual(['stale-edit', 204, 404]);
    expect([(await pairsOf(0)).items, (await enrol(id, 1)).statusCode]).toEqual([[], 201]);
  });

  it('are private: read and decided by those who care for clients, in the trail of both without the words', async () => {
    expect([(await keep(0, 1, desk)).statusCode, (await ask(desk, 'GET', `/clients/${person(0).clientId}/keep-apart`)).statusCode]).toEqual([403, 403]);
    const outsider = await personWith(house, clinic.clinicId, 'therapist');
    expect([problemOf(await keep(0, 1, outsider)), problemOf(await ask(outsider, 'GET', `/clients/${person(0).clientId}/keep-apart`))]).toEqual(['not-on-care-team', 'not-on-care-team']);
    const auditor = await personWith(house, clinic.clinicId, 'auditor');
    expect([(await keep(0, 1, auditor)).statusCode, (await ask(auditor, 'GET', `/clients/${person(0).clientId}/keep-apart`)).statusCode]).toEqual([403, 200]);
    await keep(0, 1);
    const trail = await house.database.rows<{ client_id: string; entry: string }>(`select client_id, to_jsonb(e)::text as entry from platform.audit_entry e where clinic_id = $1 and action = 'scheduling.clients-kept-apart'`, [clinic.clinicId]);
    expect(trail.map((one) => one.client_id).sort()).toEqual([person(0).clientId, person(1).clientId].sort());
    for (const { entry } of trail) expect(entry).not.toContain(REASON);
    const elsewhere = await bookableClinic(house.database, 1);
    const stranger = await ask(therapist, 'POST', `/clients/${person(0).clientId}/keep-apart`, { otherClientId: elsewhere.people[0]!.clientId, reason: 'x' });
    expect([stranger.statusCode, (await ask(therapist, 'GET', `/clients/${elsewhere.people[0]!.clientId}/keep-apart`)).statusCode]).toEqual([404, 404]);
  });

  it('are not brought together by an import: the row is refused and the others are taken; what was before stands', async () => {
    await keep(0, 1);
    const row = (externalId: string, startsAt: string, people: number[]) => ({
      externalId, serviceId: clinic.groupServiceId, startsAt: new Date(startsAt), endsAt: new Date(Date.parse(startsAt) + 3_600_000), staffIds: [], places: people.map((n) => ({ clientId: person(n).clientId })),
    });
    const register = (rows: ReturnType<typeof row>[]) => atTheDesk(() => house.get(RegisterSessions).run(clinic.clinicId, 'other', rows));
    const outcomes = await register([row('a', '2026-03-10T15:00:00Z', [0, 1]), row('b', '2026-03-11T15:00:00Z', [0, 2]), row('c', '2026-02-10T15:00:00Z', [0, 1])]);
    expect(outcomes.map((one) => (one.state === 'refused' ? one.problem : one.state))).toEqual([{ code: 'kept-apart' }, 'created', 'created']);
    expect((await register([row('b', '2026-03-11T15:00:00Z', [1])])).map((one) => (one.state === 'refused' ? one.problem.code : one.state))).toEqual(['kept-apart']);
  });

  it('are kept apart by the database when somebody writes past every use case', async () => {
    const id = await group();
    const [first] = await sessionsOf(id);
    await enrol(id, 0);
    await keep(0, 1);
    const code = (work: Promise<unknown>) => work.then(() => 'written', (refusal: DomainError) => refusal.code);
    expect(await code(written(house.database, `insert into scheduling.group_member (id, clinic_id, group_id, episode_id, client_id, joined_on) values (gen_random_uuid(), $1, $2, $3, $4, '2026-03-04')`, [clinic.clinicId, id, person(1).episodeId, person(1).clientId]))).toBe('kept-apart');
    expect(await code(written(house.database, `insert into scheduling.participation (id, clinic_id, session_id, client_id, starts_at, ends_at, live) select gen_random_uuid(), clinic_id, id, $2, starts_at, ends_at, live from scheduling.session where id = $1`, [first, person(1).clientId]))).toBe('kept-apart');
  });
});

describe('a race', () => {
  it('of two who are kept apart for one session: one is in, the other is told', async () => {
    const id = await group({ series: { rule: 'FREQ=WEEKLY;BYDAY=WE;COUNT=8', startDay: '2026-03-04', startTime: '17:30', durationMinutes: 90 } });
    await keep(0, 1);
    for (const sessionId of await sessionsOf(id)) {
      const outcomes = await Promise.allSettled([0, 1].map((n) => atTheDesk(() => house.get(AddParticipants).run(clinic.clinicId, sessionId, { clientIds: [person(n).clientId] }))));
      expect(outcomes.map((one) => (one.status === 'fulfilled' ? 'in' : (one.reason as DomainError).code)).sort()).toEqual(['in', 'kept-apart']);
    }
  });

  it('between whoever keeps them apart and whoever enrols one: refused, or the chart says that they meet', async () => {
    for (let round = 0; round < 6; round++) {
      const id = await group({ name: `Skills ${round}`, staffIds: [clinic.therapists[1]], roomId: null, series: { rule: 'FREQ=WEEKLY;BYDAY=MO;COUNT=2', startDay: '2026-03-09', startTime: `${10 + round}:00`, durationMinutes: 60 } });
      await enrol(id, 0);
      const [pair, enrolled] = await Promise.allSettled([
        atTheDesk(() => house.get(KeepApart).run(clinic.clinicId, person(0).clientId, { otherClientId: person(1).clientId, reason: REASON })),
        atTheDesk(() => house.get(EnrolInGroup).run(clinic.clinicId, id, { episodeId: person(1).episodeId, joinedOn: clinicDay('2026-03-02') })),
      ]);
      expect(pair.status).toBe('fulfilled');
      if (enrolled.status === 'rejected') expect((enrolled.reason as DomainError).code).toBe('kept-apart');
      const [kept] = (await pairsOf(0)).items;
      expect([kept!.groups, kept!.sessions]).toEqual(enrolled.status === 'fulfilled' ? [[`Skills ${round}`], 2] : [[], 0]);
      expect((await ask(therapist, 'DELETE', `/clients/${person(0).clientId}/keep-apart/${kept!.id}?version=1`)).statusCode).toBe(204);
      await written(house.database, `update scheduling.group_member set left_on = '2026-03-02', joined_on = '2026-03-02' where group_id = $1`, [id]);
      await written(house.database, `update scheduling.participation set status = 'cancelled' where clinic_id = $1`, [clinic.clinicId]);
    }
  });
});

describe('a group for some', () => {
  it('takes whoever speaks another language or is in another phase with a reason only, and says so beforehand', async () => {
    const id = await group({ language: 'es', phases: ['Step 1'] });
    await written(house.database, `update clients.client set language = 'English' where id = $1`, [person(0).clientId]);
    await written(house.database, `update clients.client set language = 'Spanish' where id = any ($1::uuid[])`, [[person(1).clientId, person(2).clientId]]);
    await written(house.database, `update episodes.prescribed_hours set phase_name = case when episode_id = $1 then 'Step 2' else 'Step 1' end where episode_id = any ($2::uuid[])`, [person(2).episodeId, [0, 1, 2].map((n) => person(n).episodeId)]);
    expect([await againstOf(id, 0), await againstOf(id, 1), await againstOf(id, 2)]).toEqual([['language'], [], ['phase']]);
    expect((await enrol(id, 1)).statusCode).toBe(201);
    const refused = await enrol(id, 0);
    expect([refused.statusCode, refused.json()]).toEqual([422, expect.objectContaining({
      type: expect.stringContaining('mix-rules'), title: 'This group is held in Spanish; the client’s language is English. Say why they join it.', rules: ['language'], errors: [{ pointer: '/reason', detail: 'must say why' }],
    })]);
    expect(problemOf(await enrol(id, 2))).toBe('mix-rules');
    expect((await enrol(id, 2, { reason: 'Steps down next week' })).statusCode).toBe(201);
    expect(await house.database.rows(`select reason, changes->'against' as against from platform.audit_entry where clinic_id = $1 and action = 'scheduling.group-joined' and client_id = $2`, [clinic.clinicId, person(2).clientId])).toEqual([{ reason: 'Steps down next week', against: ['phase'] }]);
    // The step is that of the day of joining.
    await written(house.database, `insert into episodes.prescribed_hours (id, clinic_id, episode_id, effective_from, minutes_per_week, phase_name) values (gen_random_uuid(), $1, $2, '2026-03-09', 540, 'Step 2')`, [clinic.clinicId, person(3).episodeId]);
    await written(house.database, `update episodes.prescribed_hours set phase_name = 'Step 1' where episode_id = $1 and effective_from < '2026-03-09'`, [person(3).episodeId]);
    expect([problemOf(await enrol(id, 3, { joinedOn: '2026-03-09' })), (await enrol(id, 3, { joinedOn: '2026-03-05' })).statusCode]).toEqual(['mix-rules', 201]);
  });

  it('is changed as the rest of it, and a wrong language is refused at its field', async () => {
    const id = await group();
    const edit = (body: object) => ask(director, 'PATCH', `/groups/${id}`, body);
    expect((await edit({ version: 1, language: 'Spanish' })).json()).toMatchObject({ errors: [{ pointer: '/language' }] });
    expect((await edit({ version: 1, language: 'es', phases: ['Step 1'] })).json()).toMatchObject({ language: 'es', phases: ['Step 1'], version: 2 });
    expect(await house.database.rows(`select changes from platform.audit_entry where clinic_id = $1 and action = 'scheduling.group-edited'`, [clinic.clinicId])).toEqual([{ changes: { language: [null, 'es'], phases: [[], ['Step 1']] } }]);
    expect((await edit({ version: 2, language: null, phases: [] })).json()).toMatchObject({ language: null, phases: [] });
  });
});

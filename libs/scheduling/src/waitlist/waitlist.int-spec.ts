import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EPISODES_CHANGED } from '#episodes';
import { DomainEvents } from '#platform';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { atTheDesk, bookableClinic, written, type BookableClinic } from '../../../../test/support/schedule.js';
import { personWith, problemOf, type Asker } from '../../../../test/support/sign-in.js';
import { ExpireOffersJob } from './expire-offers.job.js';
import { ExpireOffers } from './expire-offers.service.js';

let house: TestApp;
let clinic: BookableClinic;
let desk: Asker;
let director: Asker;
const MONDAY = '2026-03-02T14:00:00Z';
beforeAll(async () => {
  house = await testApp();
});
afterAll(() => house.close());
beforeEach(async () => {
  clinic = await bookableClinic(house.database, 8);
  await signIn();
});
afterEach(() => house.clock.set(new Date(MONDAY)));

async function signIn(): Promise<void> {
  desk = await personWith(house, clinic.clinicId, 'front_desk');
  director = await personWith(house, clinic.clinicId, 'director');
}
const onDay = async (instant: string) => {
  house.clock.set(new Date(instant));
  await signIn();
};
const ask = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) => desk.ask(method, `/clinics/${clinic.clinicId}${path}`, body);
const person = (n: number) => clinic.people[n]!;

/** A group of two seats with its members 0 and 1, six sessions on Mondays and Wednesdays from 4 March. */
async function fullGroup(extra: object = {}): Promise<string> {
  const answer = await director.ask('POST', `/clinics/${clinic.clinicId}/groups`, {
    name: 'Skills', serviceId: clinic.groupServiceId, programId: clinic.programId, roomId: clinic.rooms.small, staffIds: [clinic.therapists[0]], capacity: 2, minimum: 1,
    series: { rule: 'FREQ=WEEKLY;BYDAY=MO,WE;COUNT=6', startDay: '2026-03-04', startTime: '17:30', durationMinutes: 90 }, ...extra,
  });
  expect([answer.statusCode, answer.json()]).toEqual([201, expect.anything()]);
  const { id } = answer.json() as { id: string };
  for (const n of [0, 1]) expect((await enrol(id, n)).statusCode).toBe(201);
  return id;
}
const enrol = (id: string, n: number, extra: object = {}) => ask('POST', `/groups/${id}/members`, { episodeId: person(n).episodeId, joinedOn: '2026-03-02', ...extra });
const wait = async (id: string, n: number, note?: string) => {
  const answer = await ask('POST', `/groups/${id}/waitlist`, { episodeId: person(n).episodeId, ...(note ? { note } : {}) });
  expect([answer.statusCode, answer.json()]).toEqual([201, expect.anything()]);
  return (answer.json() as { id: string }).id;
};
interface Entry {
  id: string;
  client: { id: string };
  state: string;
  note: string | null;
  offer: { startsOn: string; expiresAt: string } | null;
  version: number;
}
interface List {
  items: Entry[];
  ended: Entry[];
  freeFrom: string | null;
}
const list = async (id: string) => (await ask('GET', `/groups/${id}/waitlist`)).json() as List;
const standing = async (id: string) => (await list(id)).items.map((one) => [clinic.people.findIndex((who) => who.clientId === one.client.id), one.state]);
const seats = async (id: string) => (await house.database.rows<{ taken: number; held: number }>('select seats_taken as taken, seats_held as held from scheduling.session where group_id = $1 order by starts_at', [id])).map((one) => [one.taken, one.held]);
const leaves = async (id: string, n: number, leftOn: string) => {
  const { roster } = (await ask('GET', `/groups/${id}`)).json() as { roster: { id: string; version: number; client: { id: string } }[] };
  const member = roster.find((one) => one.client.id === person(n).clientId)!;
  const answer = await ask('PATCH', `/groups/${id}/members/${member.id}`, { version: member.version, leftOn });
  expect([answer.statusCode, answer.json()]).toEqual([200, expect.anything()]);
};
const entryOf = async (id: string, n: number) => (await list(id)).items.find((one) => one.client.id === person(n).clientId)!;
const offerTo = async (id: string, n: number) => {
  const { offer } = await entryOf(id, n);
  return offer && { startsOn: offer.startsOn, expiresAt: new Date(offer.expiresAt).toISOString() };
};

describe('waiting for a full group', () => {
  it('is in the order of coming, once each, and only where no seat is free', async () => {
    const id = await fullGroup();
    await wait(id, 2, 'Evenings only');
    await wait(id, 3);
    expect(await standing(id)).toEqual([[2, 'waiting'], [3, 'waiting']]);
    expect((await list(id)).items[0]).toMatchObject({ note: 'Evenings only', offer: null });
    expect(problemOf(await ask('POST', `/groups/${id}/waitlist`, { episodeId: person(2).episodeId }))).toBe('already-waiting');
    expect(problemOf(await ask('POST', `/groups/${id}/waitlist`, { episodeId: person(0).episodeId }))).toBe('already-member');
    const roomy = await fullGroup({ name: 'Roomy', roomId: clinic.rooms.large, staffIds: [clinic.therapists[1]], capacity: 5, series: { rule: 'FREQ=WEEKLY;BYDAY=FR;COUNT=2', startDay: '2026-03-06', startTime: '17:30' } });
    expect(problemOf(await ask('POST', `/groups/${roomy}/waitlist`, { episodeId: person(2).episodeId }))).toBe('seat-free');
    expect((await ask('GET', '/groups')).json()).toMatchObject({ items: [{ name: 'Roomy', waiting: 0, offered: 0 }, { name: 'Skills', waiting: 2, offered: 0 }] });
  });

  it('keeps the order a person gives it', async () => {
    const id = await fullGroup();
    for (const n of [2, 3, 4]) await wait(id, n);
    const last = await entryOf(id, 4);
    expect((await ask('PATCH', `/groups/${id}/waitlist/${last.id}`, { version: last.version, place: 1, note: 'Moved by the team' })).statusCode).toBe(200);
    expect(await standing(id)).toEqual([[4, 'waiting'], [2, 'waiting'], [3, 'waiting']]);
    expect(problemOf(await ask('PATCH', `/groups/${id}/waitlist/${last.id}`, { version: last.version, place: 2 }))).toBe('stale-edit');
    await leaves(id, 0, '2026-03-03');
    expect(await standing(id)).toEqual([[4, 'offered'], [2, 'waiting'], [3, 'waiting']]);
  });
});

describe('a seat that frees', () => {
  it('is offered to the first at once, and kept in every session to come', async () => {
    const id = await fullGroup();
    await wait(id, 2);
    await wait(id, 3);
    expect(await seats(id)).toEqual(Array.from({ length: 6 }, () => [2, 0]));
    await leaves(id, 0, '2026-03-09');
    expect(await standing(id)).toEqual([[2, 'offered'], [3, 'waiting']]);
    expect(await offerTo(id, 2)).toEqual({ startsOn: '2026-03-10', expiresAt: '2026-03-04T14:00:00.000Z' });
    expect(await seats(id)).toEqual([[2, 0], [2, 0], [1, 1], [1, 1], [1, 1], [1, 1]]);
    const refused = await enrol(id, 4, { joinedOn: '2026-03-10' });
    expect([refused.statusCode, problemOf(refused)]).toEqual([409, 'seat-offered']);
    const { sessions } = (await ask('GET', `/groups/${id}`)).json() as { sessions: { id: string; seatsTaken: number }[] };
    expect(sessions.map((one) => one.seatsTaken)).toEqual([2, 2, 2, 2, 2, 2]);
    expect(problemOf(await ask('POST', `/sessions/${sessions[3]!.id}/participants`, { clientIds: [person(4).clientId] }))).toBe('session-full');
    expect(await house.database.rows(`select payload->>'groupId' as "groupId" from platform.outbox where clinic_id = $1 and name = 'scheduling.waitlist-changed'`, [clinic.clinicId])).toEqual([{ groupId: id }, { groupId: id }, { groupId: id }]);
    expect(await house.database.rows(`select action from platform.audit_entry where clinic_id = $1 and action like 'scheduling.%offer%'`, [clinic.clinicId])).toEqual([{ action: 'scheduling.seat-offered' }]);
  });

  it('becomes a membership when the offer is accepted', async () => {
    const id = await fullGroup();
    const entryId = await wait(id, 2);
    await leaves(id, 0, '2026-03-09');
    const accepted = await ask('POST', `/groups/${id}/waitlist/${entryId}/accept`, {});
    expect([accepted.statusCode, accepted.json()]).toMatchObject([201, { groupId: id, booked: 4 }]);
    expect(await seats(id)).toEqual(Array.from({ length: 6 }, () => [2, 0]));
    expect((await list(id)).ended).toMatchObject([{ id: entryId, state: 'joined' }]);
    const again = await ask('POST', `/groups/${id}/waitlist/${entryId}/accept`, {});
    expect([again.statusCode, problemOf(again), (again.json() as { state: string }).state]).toEqual([409, 'offer-settled', 'joined']);
    expect(await house.database.rows('select joined_on from scheduling.group_member where group_id = $1 and client_id = $2', [id, person(2).clientId])).toEqual([{ joined_on: '2026-03-10' }]);
    expect(await house.database.rows('select state from scheduling.seat_offer where group_id = $1', [id])).toEqual([{ state: 'accepted' }]);
  });

  it('goes on to the next when the first declines, when the clinic takes the offer back, or when they leave the list', async () => {
    const id = await fullGroup();
    for (const n of [2, 3, 4]) await wait(id, n);
    await leaves(id, 0, '2026-03-03');
    expect((await ask('POST', `/groups/${id}/waitlist/${(await entryOf(id, 2)).id}/decline`, { reason: 'Found another' })).statusCode).toBe(200);
    expect(await standing(id)).toEqual([[3, 'offered'], [4, 'waiting']]);
    expect((await ask('POST', `/groups/${id}/waitlist/${(await entryOf(id, 3)).id}/withdraw-offer`, {})).statusCode).toBe(200);
    expect(await standing(id)).toEqual([[4, 'offered'], [3, 'waiting']]);
    const four = await entryOf(id, 4);
    expect((await ask('DELETE', `/groups/${id}/waitlist/${four.id}?version=${four.version}`)).statusCode).toBe(204);
    expect(await standing(id)).toEqual([[3, 'offered']]);
    expect(await seats(id)).toEqual(Array.from({ length: 6 }, () => [1, 1]));
    expect((await list(id)).ended.map((one) => one.state).sort()).toEqual(['declined', 'withdrawn']);
  });

  it('is offered when the group grows, as many as there are', async () => {
    const id = await fullGroup();
    for (const n of [2, 3, 4]) await wait(id, n);
    const { version } = (await ask('GET', `/groups/${id}`)).json() as { version: number };
    expect((await director.ask('PATCH', `/clinics/${clinic.clinicId}/groups/${id}`, { version, capacity: 4 })).statusCode).toBe(200);
    expect(await standing(id)).toEqual([[2, 'offered'], [3, 'offered'], [4, 'waiting']]);
    expect(await seats(id)).toEqual(Array.from({ length: 6 }, () => [2, 2]));
    expect(problemOf(await director.ask('PATCH', `/clinics/${clinic.clinicId}/groups/${id}`, { version: version + 1, capacity: 3 }))).toBe('group-full');
    expect((await director.ask('PATCH', `/clinics/${clinic.clinicId}/groups/${id}`, { version: version + 1, active: false })).statusCode).toBe(200);
    expect(await standing(id)).toEqual([[2, 'waiting'], [3, 'waiting'], [4, 'waiting']]);
    expect(await seats(id)).toEqual(Array.from({ length: 6 }, () => [2, 0]));
  });

  it('is offered by hand to whoever the team chooses, while one is free', async () => {
    const id = await fullGroup({ enrollment: 'closed' });
    await onDay('2026-03-05T14:00:00Z');
    for (const n of [2, 3]) await wait(id, n);
    await leaves(id, 0, '2026-03-05');
    // A closed group that has begun takes nobody by itself.
    expect(await standing(id)).toEqual([[2, 'waiting'], [3, 'waiting']]);
    const three = await entryOf(id, 3);
    expect((await ask('POST', `/groups/${id}/waitlist/${three.id}/offer`, { version: three.version })).statusCode).toBe(200);
    const two = await entryOf(id, 2);
    expect(problemOf(await ask('POST', `/groups/${id}/waitlist/${two.id}/offer`, { version: two.version }))).toBe('no-seat-free');
    expect(problemOf(await ask('POST', `/groups/${id}/waitlist/${three.id}/accept`, {}))).toBe('group-closed');
    expect((await ask('POST', `/groups/${id}/waitlist/${three.id}/accept`, { reason: 'Agreed by the team' })).json()).toMatchObject({ booked: 5 });
  });

  it('is offered from the day it is free, at most as long ahead as the policy says', async () => {
    const id = await fullGroup({ series: { rule: 'FREQ=WEEKLY;BYDAY=WE;COUNT=12', startDay: '2026-03-04', startTime: '17:30' } });
    await leaves(id, 0, '2026-04-15');
    await wait(id, 2);
    expect(await standing(id)).toEqual([[2, 'waiting']]);
    expect((await list(id)).freeFrom).toBeNull();
    await onDay('2026-04-02T14:00:00Z');
    expect(await house.get(ExpireOffers).due()).toContainEqual({ clinicId: clinic.clinicId, groupId: id });
    await house.get(ExpireOffersJob).handle(async () => undefined);
    expect((await entryOf(id, 2)).offer).toMatchObject({ startsOn: '2026-04-16' });
    expect(await seats(id)).toEqual([...Array.from({ length: 7 }, () => [2, 0]), ...Array.from({ length: 5 }, () => [1, 1])]);
  });

  it('and whoever is enrolled directly no longer waits', async () => {
    const id = await fullGroup();
    for (const n of [2, 3]) await wait(id, n);
    await leaves(id, 0, '2026-03-03');
    expect(problemOf(await enrol(id, 3, { joinedOn: '2026-03-04' }))).toBe('seat-offered');
    expect((await enrol(id, 2, { joinedOn: '2026-03-04' })).statusCode).toBe(201);
    expect(await standing(id)).toEqual([[3, 'waiting']]);
  });
});

describe('an offer whose time is up', () => {
  it('is over by the clock alone; accepting it says so and the next is offered', async () => {
    const id = await fullGroup();
    for (const n of [2, 3]) await wait(id, n);
    await leaves(id, 0, '2026-03-03');
    await onDay('2026-03-04T14:00:00Z');
    expect((await entryOf(id, 2))).toMatchObject({ state: 'expired', offer: null });
    const late = await ask('POST', `/groups/${id}/waitlist/${(await entryOf(id, 2)).id}/accept`, {});
    expect([late.statusCode, problemOf(late)]).toEqual([409, 'offer-expired']);
    expect(await standing(id)).toEqual([[3, 'offered']]);
    expect(await seats(id)).toEqual(Array.from({ length: 6 }, () => [1, 1]));
  });

  it('is swept once, however often the sweep runs', async () => {
    const id = await fullGroup();
    for (const n of [2, 3]) await wait(id, n);
    await leaves(id, 0, '2026-03-03');
    await onDay('2026-03-04T14:00:00Z');
    const job = house.get(ExpireOffersJob);
    await Promise.all([job.handle(async () => undefined), job.handle(async () => undefined)]);
    await job.handle(async () => undefined);
    expect(await standing(id)).toEqual([[3, 'offered']]);
    expect(await house.database.rows('select state, count(*)::int as n from scheduling.seat_offer where group_id = $1 group by 1 order by 1', [id])).toEqual([{ state: 'expired', n: 1 }, { state: 'open', n: 1 }]);
    await onDay('2026-03-06T14:00:00Z');
    await job.handle(async () => undefined);
    expect(await standing(id)).toEqual([]);
    expect(await seats(id)).toEqual(Array.from({ length: 6 }, () => [1, 0]));
  });

  it('stands as long as the program’s policy says', async () => {
    await written(house.database, `update programs.policy_version set superseded_at = now() where program_id = $1`, [clinic.programId]);
    await written(house.database, `insert into programs.policy_version (id, clinic_id, program_id, number, effective_from, week_starts_on, program_weekdays, weekly_min_minutes, weekly_max_minutes, days_min, days_max, day_min_minutes, prorate_partial_weeks, group_capacity, parameters)
      values (gen_random_uuid(), $1, $2, 2, '2020-01-01', 1, '{1,2,3,4,5}', 540, 1200, 3, 5, 180, true, 10, '{"waitlist.offer_minutes": {"value": 90}}')`, [clinic.clinicId, clinic.programId]);
    const id = await fullGroup();
    await wait(id, 2);
    await leaves(id, 0, '2026-03-03');
    expect(await offerTo(id, 2)).toMatchObject({ expiresAt: '2026-03-02T15:30:00.000Z' });
  });
});

describe('what an open offer keeps', () => {
  it('is also kept in sessions made later, and given back with it', async () => {
    const id = await fullGroup();
    await wait(id, 2);
    await leaves(id, 0, '2026-03-03');
    expect((await director.ask('POST', `/clinics/${clinic.clinicId}/series`, { groupId: id, rule: 'FREQ=WEEKLY;BYDAY=FR;COUNT=2', startDay: '2026-03-06', startTime: '17:30' })).statusCode).toBe(201);
    expect(await seats(id)).toEqual(Array.from({ length: 8 }, () => [1, 1]));
    await ask('POST', `/groups/${id}/waitlist/${(await entryOf(id, 2)).id}/decline`, {});
    expect(await seats(id)).toEqual(Array.from({ length: 8 }, () => [1, 0]));
  });

  it('is kept where no session lies ahead yet, too, and whoever writes', async () => {
    const answer = await director.ask('POST', `/clinics/${clinic.clinicId}/groups`, { name: 'Later', serviceId: clinic.groupServiceId, programId: clinic.programId, staffIds: [clinic.therapists[0]], capacity: 1, minimum: 1 });
    const { id } = answer.json() as { id: string };
    await enrol(id, 0);
    await wait(id, 2);
    await leaves(id, 0, '2026-03-02');
    expect(await standing(id)).toEqual([[2, 'offered']]);
    expect(problemOf(await enrol(id, 3, { joinedOn: '2026-03-03' }))).toBe('seat-offered');
    await expect(written(house.database, `insert into scheduling.group_member (id, clinic_id, group_id, episode_id, client_id, joined_on) values (gen_random_uuid(), $1, $2, $3, $4, '2026-03-03')`, [clinic.clinicId, id, person(3).episodeId, person(3).clientId])).rejects.toMatchObject({ code: 'seat-offered' });
    expect((await ask('POST', `/groups/${id}/waitlist/${(await entryOf(id, 2)).id}/accept`, {})).statusCode).toBe(201);
  });

  it('is anybody’s once the session has begun', async () => {
    const id = await fullGroup();
    await wait(id, 2);
    await leaves(id, 0, '2026-03-03');
    await written(house.database, `update scheduling.seat_offer set expires_at = '2026-03-10T00:00Z' where group_id = $1`, [id]);
    const [session] = await house.database.rows<{ id: string }>('select id from scheduling.session where group_id = $1 order by starts_at limit 1', [id]);
    const walkIn = () => ask('POST', `/sessions/${session!.id}/walk-ins`, { clientId: person(5).clientId });
    await onDay('2026-03-04T22:20:00Z');
    expect(problemOf(await walkIn())).toBe('session-full');
    await onDay('2026-03-04T22:40:00Z');
    expect((await walkIn()).statusCode).toBe(201);
    expect((await seats(id))[0]).toEqual([2, 0]);
  });

  it('passes on when a stay ends: the discharged leave list and group, and the next are offered', async () => {
    const id = await fullGroup();
    for (const n of [2, 3, 4]) await wait(id, n);
    await leaves(id, 0, '2026-03-03');
    const discharge = (n: number) =>
      atTheDesk(() => house.database.transaction(async () => {
        await house.database.rows(`update episodes.episode set discharged_on = '2026-03-02', disposition = 'completed' where id = $1`, [person(n).episodeId]);
        await house.get(DomainEvents).publish({ name: EPISODES_CHANGED, clinicId: clinic.clinicId, payload: { episodeIds: [person(n).episodeId] } });
      }));
    await discharge(2);
    expect(await standing(id)).toEqual([[3, 'offered'], [4, 'waiting']]);
    await discharge(1);
    expect(await standing(id)).toEqual([[3, 'offered'], [4, 'offered']]);
    expect(await seats(id)).toEqual(Array.from({ length: 6 }, () => [0, 2]));
  });
});

describe('offers nobody has answered', () => {
  it('are listed over all groups, those that end first first, in pages', async () => {
    const a = await fullGroup();
    const b = await fullGroup({ name: 'Fridays', roomId: clinic.rooms.large, staffIds: [clinic.therapists[1]], series: { rule: 'FREQ=WEEKLY;BYDAY=FR;COUNT=2', startDay: '2026-03-06', startTime: '17:30' } });
    await wait(a, 2);
    await wait(b, 3);
    await leaves(b, 0, '2026-03-03');
    await onDay('2026-03-02T15:00:00Z');
    await leaves(a, 0, '2026-03-03');
    const first = (await ask('GET', '/seat-offers?limit=1')).json() as { items: { groupName: string }[]; nextCursor: string };
    expect(first.items.map((one) => one.groupName)).toEqual(['Fridays']);
    expect(((await ask('GET', `/seat-offers?limit=1&cursor=${first.nextCursor}`)).json() as typeof first).items.map((one) => one.groupName)).toEqual(['Skills']);
    await onDay('2026-03-04T14:30:00Z');
    expect(((await ask('GET', '/seat-offers')).json() as typeof first).items.map((one) => one.groupName)).toEqual(['Skills']);
  });

  it('and everything else of a waitlist is of this clinic only, and for those who may', async () => {
    const id = await fullGroup();
    const entryId = await wait(id, 2);
    const auditor = await personWith(house, clinic.clinicId, 'auditor');
    const other = await bookableClinic(house.database, 1);
    const stranger = await personWith(house, other.clinicId, 'director');
    expect((await auditor.ask('GET', `/clinics/${clinic.clinicId}/groups/${id}/waitlist`)).statusCode).toBe(200);
    expect((await auditor.ask('POST', `/clinics/${clinic.clinicId}/groups/${id}/waitlist/${entryId}/accept`, {})).statusCode).toBe(403);
    for (const [method, path, body] of [['GET', '', undefined], ['POST', '', { episodeId: other.people[0]!.episodeId }], ['PATCH', `/${entryId}`, { version: 1 }], ['POST', `/${entryId}/accept`, {}], ['POST', `/${entryId}/decline`, {}], ['POST', `/${entryId}/offer`, { version: 1 }]] as const) {
      expect([path, (await stranger.ask(method, `/clinics/${other.clinicId}/groups/${id}/waitlist${path}`, body)).statusCode]).toEqual([path, 404]);
    }
  });
});

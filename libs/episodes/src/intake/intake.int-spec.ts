import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId, runAsSystem, type ClinicDay } from '#platform';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { clinicWithIntake, type ClinicWithIntake } from '../../../../test/support/intake.js';
import { written } from '../../../../test/support/schedule.js';
import { personWith, problemOf, type Asker } from '../../../../test/support/sign-in.js';
import { RegisterEpisodes } from '../import/register-episodes.service.js';
import { UndoRegisteredEpisodes } from '../import/undo-registered-episodes.service.js';
import { ExpirePlaces } from './expire-places.service.js';
import { ExpirePlacesJob } from './expire-places.job.js';

interface Entry {
  id: string;
  client: { id: string };
  number: number | null;
  state: string;
  note: string | null;
  owner: { staffId: string; name: string } | null;
  offer: { startsOn: string; expiresAt: string; contactedAt: string | null; attempts: number; lastOutcome: string | null } | null;
  endReason: string | null;
  episodeId: string | null;
  version: number;
}

let house: TestApp;
let clinic: ClinicWithIntake;
let desk: Asker;
let director: Asker;
const MONDAY = '2026-03-02T14:00:00Z';
beforeAll(async () => {
  house = await testApp();
});
afterAll(() => house.close());
beforeEach(async () => {
  clinic = await clinicWithIntake(house.database, { inCare: 2, newcomers: 5, places: 2 });
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
const ask = (method: 'GET' | 'POST' | 'PATCH', path: string, body?: object) => desk.ask(method, `/clinics/${clinic.clinicId}${path}`, body);
const direct = (method: 'GET' | 'POST' | 'PATCH', path: string, body?: object) => director.ask(method, `/clinics/${clinic.clinicId}${path}`, body);
const wait = async (n: number, extra: object = {}) => {
  const answer = await ask('POST', `/programs/${clinic.programId}/intake`, { clientId: clinic.newcomers[n], ...extra });
  expect([answer.statusCode, answer.json()]).toEqual([201, expect.anything()]);
  return (answer.json() as { id: string }).id;
};
const line = async (ended = false) => ((await ask('GET', `/programs/${clinic.programId}/intake${ended ? '?ended=true' : ''}`)).json() as { items: Entry[] }).items;
const who = (entry: Entry) => clinic.newcomers.indexOf(entry.client.id);
const standing = async () => (await line()).map((one) => [who(one), one.number, one.state]);
const entryOf = async (n: number) => (await line()).find((one) => who(one) === n)!;
const read = async (entryId: string) => (await ask('GET', `/intake/${entryId}`)).json() as Entry & { moves: { move: string; by: string; reason: string | null }[]; contacts: { how: string }[] };
const places = async () => (await ask('GET', `/programs/${clinic.programId}/places`)).json() as object;
const discharge = async (n: number, dischargedOn: string) => {
  const answer = await direct('POST', `/episodes/${clinic.people[n]!.episodeId}/discharge`, { version: 1, dischargedOn, disposition: 'completed' });
  expect([answer.statusCode, answer.body]).toEqual([204, '']);
};
const admit = (n: number, extra: object = {}) =>
  direct('POST', '/episodes', { clientId: clinic.newcomers[n], programId: clinic.programId, admittedOn: '2026-03-02', careTeam: [{ staffId: clinic.staffIds[0], role: 'therapist', isPrimary: true }], ...extra });
const editPlaces = async (count: number | null) => {
  const { version } = (await direct('GET', `/programs/${clinic.programId}`)).json() as { version: number };
  return direct('PATCH', `/programs/${clinic.programId}`, { version, places: count });
};
const called = (entryId: string, extra: object = {}) => ask('POST', `/intake/${entryId}/contacts`, { how: 'phone', outcome: 'left_word', ...extra });
const sweep = async () => {
  for (const { clinicId, programId } of await house.get(ExpirePlaces).due()) if (clinicId === clinic.clinicId) await house.get(ExpirePlaces).program(clinicId, programId);
};

describe('the places of a program', () => {
  it('are said, changed and read with the program, and left out there is no limit', async () => {
    expect((await direct('GET', `/programs/${clinic.programId}`)).json()).toMatchObject({ places: 2 });
    expect(await places()).toEqual({ places: 2, taken: 2, kept: 0, free: 0, waiting: 0, freeFrom: null });
    for (const [count, status] of [[0, 400], [-1, 400], [2.5, 400], [5001, 400], [3, 200], [null, 200]] as const) expect((await editPlaces(count)).statusCode).toBe(status);
    expect(await places()).toEqual({ places: null, taken: 2, kept: 0, free: null, waiting: 0, freeFrom: '2026-03-02' });
    expect(await house.database.rows(`select changes->'places' as places from platform.audit_entry where clinic_id = $1 and action = 'programs.program-edited' order by id`, [clinic.clinicId])).toEqual([{ places: [2, 3] }, { places: [3, null] }]);
    expect((await ask('PATCH', `/programs/${clinic.programId}`, { version: 1, places: 9 })).statusCode).toBe(403);
  });

  it('refuse an admission to a full program: how full it is, how many wait, and where', async () => {
    await wait(0);
    const refused = await admit(1);
    expect([refused.statusCode, refused.json()]).toMatchObject([409, {
      type: 'urn:stepwell:problem:program-full', places: 2, taken: 2, kept: 0, waiting: 1, detail: '2 of 2 places are taken. 1 person waits.', errors: [{ pointer: '/programId' }],
      waitlist: `/api/clinics/${clinic.clinicId}/programs/${clinic.programId}/intake`,
    }]);
    expect((await house.database.one<{ n: number }>('select count(*)::int as n from episodes.episode where program_id = $1', [clinic.programId])).n).toBe(2);
  });

  it('lowered: nobody is put out, nobody comes in until fewer are in care, and what is kept is taken back', async () => {
    expect((await editPlaces(3)).statusCode).toBe(200);
    expect((await admit(0)).statusCode).toBe(201);
    await wait(1);
    expect((await editPlaces(4)).statusCode).toBe(200);
    expect(await standing()).toEqual([[1, 1, 'offered']]);
    expect((await editPlaces(2)).statusCode).toBe(200);
    expect(await standing()).toEqual([[1, 1, 'waiting']]);
    expect(await places()).toEqual({ places: 2, taken: 3, kept: 0, free: 0, waiting: 1, freeFrom: null });
    expect((await read((await line())[0]!.id)).moves.map((one) => [one.move, one.reason])).toEqual([['offer_withdrawn', 'fewer-places'], ['offered', null], ['joined', null]]);
    await discharge(0, '2026-03-01');
    expect(problemOf(await admit(1))).toBe('program-full');
    await discharge(1, '2026-03-01');
    expect(await standing()).toEqual([[1, 1, 'offered']]);
  });

  it('are held by the database when somebody writes past every use case', async () => {
    const stay = (admittedOn: string, dischargedOn: string | null) =>
      written(house.database, 'insert into episodes.episode (id, clinic_id, client_id, program_id, admitted_on, discharged_on, disposition) values ($1, $2, $3, $4, $5, $6, $7)', [
        newId(), clinic.clinicId, clinic.newcomers[0], clinic.programId, admittedOn, dischargedOn, dischargedOn ? 'completed' : null]);
    await expect(stay('2026-03-02', null)).rejects.toMatchObject({ code: 'program-full', status: 409 });
    await expect(stay('2026-03-02', '2199-01-01')).rejects.toMatchObject({ code: 'program-full' });
    // A stay that is over takes no place.
    await stay('2025-01-01', '2025-03-01');
    await expect(written(house.database, `update episodes.episode set discharged_on = null, disposition = null where client_id = $1`, [clinic.newcomers[0]])).rejects.toMatchObject({ code: 'program-full' });
    const entryId = newId();
    await written(house.database, 'insert into episodes.intake_entry (id, clinic_id, program_id, client_id, position, since) values ($1, $2, $3, $4, 1, now())', [entryId, clinic.clinicId, clinic.programId, clinic.newcomers[1]]);
    const offer = () => written(house.database, `insert into episodes.intake_offer (id, clinic_id, program_id, entry_id, starts_on, offered_at, expires_at, contact_due_on) values ($1, $2, $3, $4, '2026-03-02', now(), now() + interval '1 day', '2026-03-03')`, [newId(), clinic.clinicId, clinic.programId, entryId]);
    await expect(offer()).rejects.toMatchObject({ code: 'program-full' });
    await written(house.database, 'update programs.program set places = 3 where id = $1', [clinic.programId]);
    await offer();
    await expect(stay('2026-03-02', null)).rejects.toMatchObject({ code: 'program-full' });
    // Nobody loses a turn they were never told of.
    await expect(written(house.database, `update episodes.intake_offer set state = 'expired', closed_at = now() where entry_id = $1`, [entryId])).rejects.toMatchObject({ code: 'not-told-yet' });
    // Nobody waits for what they are in, nor is in what they wait for.
    await expect(written(house.database, 'insert into episodes.intake_entry (id, clinic_id, program_id, client_id, position, since) values ($1, $2, $3, $4, 2, now())', [newId(), clinic.clinicId, clinic.programId, clinic.people[0]!.clientId])).rejects.toMatchObject({ code: 'in-program' });
    await written(house.database, 'update programs.program set places = 9 where id = $1', [clinic.programId]);
    await expect(written(house.database, `insert into episodes.episode (id, clinic_id, client_id, program_id, admitted_on) values ($1, $2, $3, $4, '2026-03-02')`, [newId(), clinic.clinicId, clinic.newcomers[1], clinic.programId])).rejects.toMatchObject({ code: 'still-waiting' });
  });
});

describe('waiting for a program', () => {
  it('is in the order of coming, once each, and only where no place is free', async () => {
    await wait(0, { note: 'Mornings only' });
    await wait(1);
    expect(await standing()).toEqual([[0, 1, 'waiting'], [1, 2, 'waiting']]);
    expect((await line())[0]).toMatchObject({ note: 'Mornings only', offer: null });
    const join = (clientId: string | undefined) => ask('POST', `/programs/${clinic.programId}/intake`, { clientId });
    expect(problemOf(await join(clinic.newcomers[0]))).toBe('already-waiting');
    expect(problemOf(await join(clinic.people[0]!.clientId))).toBe('in-program');
    expect((await join(newId())).statusCode).toBe(404);
    await written(house.database, `update clients.client set status = 'archived' where id = $1`, [clinic.newcomers[2]]);
    expect(problemOf(await join(clinic.newcomers[2]))).toBe('client-archived');
    await written(house.database, `update clients.client set deceased_on = '2026-02-01' where id = $1`, [clinic.newcomers[3]]);
    expect(problemOf(await join(clinic.newcomers[3]))).toBe('client-deceased');
    expect((await editPlaces(9)).statusCode).toBe(200);
    expect(problemOf(await join(clinic.newcomers[4]))).toBe('place-free');
  });

  it('is paged, those who wait and those who did', async () => {
    for (const n of [0, 1, 2]) await wait(n);
    const page = async (query: string) => (await ask('GET', `/programs/${clinic.programId}/intake?limit=2${query}`)).json() as { items: Entry[]; nextCursor: string | null };
    const first = await page('');
    const second = await page(`&cursor=${first.nextCursor}`);
    expect([first.items.map(who), second.items.map(who), second.nextCursor]).toEqual([[0, 1], [2], null]);
    for (const entry of [...first.items, ...second.items]) expect((await ask('POST', `/intake/${entry.id}/leave`, { version: entry.version })).statusCode).toBe(204);
    const ended = await page('&ended=true');
    const rest = await page(`&ended=true&cursor=${ended.nextCursor}`);
    expect([...ended.items, ...rest.items].map((one) => [who(one), one.state]).sort()).toEqual([[0, 'withdrawn'], [1, 'withdrawn'], [2, 'withdrawn']]);
    expect((await ask('GET', `/programs/${clinic.programId}/intake?cursor=bm9uc2Vuc2U`)).statusCode).toBe(400);
    const [theirs] = ((await ask('GET', `/clients/${clinic.newcomers[1]}/intake`)).json() as { items: Entry[] }).items;
    expect(theirs).toMatchObject({ state: 'withdrawn', number: null });
  });

  it('keeps the order a person gives it, with the reason they gave', async () => {
    for (const n of [0, 1, 2]) await wait(n);
    const last = await entryOf(2);
    expect((await ask('PATCH', `/intake/${last.id}`, { version: last.version, place: 1 })).json()).toMatchObject({ errors: [{ pointer: '/reason' }] });
    expect((await ask('PATCH', `/intake/${last.id}`, { version: last.version, place: 1, reason: 'Came first, was put down late' })).statusCode).toBe(200);
    expect(await standing()).toEqual([[2, 1, 'waiting'], [0, 2, 'waiting'], [1, 3, 'waiting']]);
    expect(problemOf(await ask('PATCH', `/intake/${last.id}`, { version: last.version, place: 2, reason: 'Again' }))).toBe('stale-edit');
    expect((await read(last.id)).moves[0]).toMatchObject({ move: 'moved', fromPlace: 3, toPlace: 1, reason: 'Came first, was put down late', by: expect.any(String) });
    await discharge(0, '2026-03-01');
    expect(await standing()).toEqual([[2, 1, 'offered'], [0, 2, 'waiting'], [1, 3, 'waiting']]);
  });

  it('belongs to whoever put them on the list, where they are staff, and can be handed on', async () => {
    await written(house.database, 'update team.staff set user_id = $2 where id = $1', [clinic.staffIds[1], desk.userId]);
    const id = await wait(0);
    expect((await read(id)).owner).toMatchObject({ staffId: clinic.staffIds[1] });
    expect((await ask('PATCH', `/intake/${id}`, { version: 1, ownerStaffId: clinic.staffIds[2], note: 'Prefers texts' })).json()).toMatchObject({ owner: { staffId: clinic.staffIds[2] }, note: 'Prefers texts', version: 2 });
    expect((await ask('PATCH', `/intake/${id}`, { version: 2, ownerStaffId: newId() })).statusCode).toBe(404);
  });

  it('can be left, and taken up again where they stood', async () => {
    for (const n of [0, 1]) await wait(n);
    const first = await entryOf(0);
    expect((await ask('POST', `/intake/${first.id}/leave`, { version: first.version, reason: 'Found a place elsewhere' })).statusCode).toBe(204);
    expect(await standing()).toEqual([[1, 1, 'waiting']]);
    expect((await line(true))[0]).toMatchObject({ state: 'withdrawn', endReason: 'Found a place elsewhere' });
    const { version } = await read(first.id);
    expect(problemOf(await ask('POST', `/intake/${first.id}/return`, { version: version - 1 }))).toBe('stale-edit');
    expect((await ask('POST', `/intake/${first.id}/return`, { version })).statusCode).toBe(200);
    expect(await standing()).toEqual([[0, 1, 'waiting'], [1, 2, 'waiting']]);
    expect(problemOf(await ask('POST', `/intake/${first.id}/return`, { version: version + 1 }))).toBe('offer-settled');
  });

  it('ends when the chart is put aside', async () => {
    await wait(0);
    expect((await ask('POST', `/clients/${clinic.newcomers[0]}/archive`, { version: 1, reason: 'Moved away' })).statusCode).toBeLessThan(300);
    expect(await standing()).toEqual([]);
    expect((await line(true))[0]).toMatchObject({ state: 'withdrawn', endReason: 'chart-archived' });
  });
});

describe('a place that frees', () => {
  it('is offered to the first at once, and kept from everybody else', async () => {
    await wait(0);
    await wait(1);
    await discharge(0, '2026-03-06');
    expect(await standing()).toEqual([[0, 1, 'offered'], [1, 2, 'waiting']]);
    const { offer } = await entryOf(0);
    expect([offer?.startsOn, new Date(offer?.expiresAt as string).toISOString(), offer?.contactedAt, offer?.attempts]).toEqual(['2026-03-07', '2026-03-04T14:00:00.000Z', null, 0]);
    expect(await places()).toEqual({ places: 2, taken: 2, kept: 1, free: 0, waiting: 1, freeFrom: null });
    expect(problemOf(await admit(3, { admittedOn: '2026-03-09' }))).toBe('program-full');
    expect((await admit(0, { admittedOn: '2026-03-03' })).json()).toMatchObject({ type: 'urn:stepwell:problem:place-free-later', errors: [{ pointer: '/admittedOn', detail: 'is before 2026-03-07, when the place is free' }] });
    expect(await house.database.rows(`select payload->>'programId' as "programId" from platform.outbox where clinic_id = $1 and name = 'episodes.intake-changed'`, [clinic.clinicId])).toEqual(Array.from({ length: 3 }, () => ({ programId: clinic.programId })));
  });

  it('becomes a stay when they are admitted, with or without naming the offer', async () => {
    const [first, second] = [await wait(0), await wait(1)];
    await discharge(0, '2026-03-01');
    await discharge(1, '2026-03-01');
    const admitted = await admit(0, { intakeEntryId: first });
    expect([admitted.statusCode, admitted.json()]).toEqual([201, { id: expect.any(String) }]);
    expect(await read(first)).toMatchObject({ state: 'admitted', offer: null, episodeId: (admitted.json() as { id: string }).id });
    expect(problemOf(await admit(0, { intakeEntryId: first }))).toBe('offer-settled');
    expect(problemOf(await admit(0))).toBe('already-in-program');
    expect((await admit(1)).statusCode).toBe(201);
    expect((await read(second)).state).toBe('admitted');
    expect(await places()).toMatchObject({ taken: 2, kept: 0, waiting: 0 });
    expect((await admit(2, { intakeEntryId: first })).statusCode).toBe(404);
  });

  it('goes on to the next when the first declines, is taken off, or the clinic takes the offer back', async () => {
    for (const n of [0, 1, 2]) await wait(n);
    await discharge(0, '2026-03-01');
    const first = await entryOf(0);
    expect((await ask('POST', `/intake/${first.id}/decline`, {})).statusCode).toBe(400);
    expect((await ask('POST', `/intake/${first.id}/decline`, { reason: 'Too far to travel' })).json()).toMatchObject({ state: 'declined', endReason: 'Too far to travel' });
    expect(problemOf(await ask('POST', `/intake/${first.id}/decline`, { reason: 'Again' }))).toBe('offer-settled');
    expect(problemOf(await admit(0, { intakeEntryId: first.id }))).toBe('offer-settled');
    expect(await standing()).toEqual([[1, 1, 'offered'], [2, 2, 'waiting']]);
    expect((await ask('POST', `/intake/${(await entryOf(1)).id}/withdraw-offer`, { reason: 'Insurance not settled' })).json()).toMatchObject({ state: 'waiting', number: 2 });
    expect(await standing()).toEqual([[2, 1, 'offered'], [1, 2, 'waiting']]);
    const third = await entryOf(2);
    expect((await ask('POST', `/intake/${third.id}/leave`, { version: third.version })).statusCode).toBe(204);
    expect(await standing()).toEqual([[1, 1, 'offered']]);
  });

  it('is offered by hand where the offer was taken back and nobody else waits, and to nobody past the first', async () => {
    const first = await wait(0);
    await discharge(0, '2026-03-01');
    expect((await ask('POST', `/intake/${first}/withdraw-offer`, {})).json()).toMatchObject({ state: 'waiting' });
    const { version } = await read(first);
    expect((await ask('POST', `/intake/${first}/offer`, { version })).json()).toMatchObject({ state: 'offered' });
    const second = await wait(1);
    expect(problemOf(await ask('POST', `/intake/${second}/offer`, { version: 1 }))).toBe('no-place-free');
    expect(problemOf(await ask('POST', `/intake/${first}/offer`, { version: version + 1 }))).toBe('offer-settled');
  });

  it('comes of more places, and of a program that takes people in again', async () => {
    for (const n of [0, 1, 2]) await wait(n);
    expect((await editPlaces(4)).statusCode).toBe(200);
    expect(await standing()).toEqual([[0, 1, 'offered'], [1, 2, 'offered'], [2, 3, 'waiting']]);
    const turn = async (active: boolean) => {
      const { version } = (await direct('GET', `/programs/${clinic.programId}`)).json() as { version: number };
      expect((await direct('PATCH', `/programs/${clinic.programId}`, { version, active })).statusCode).toBe(200);
    };
    await turn(false);
    expect((await standing()).map(([, , state]) => state)).toEqual(['waiting', 'waiting', 'waiting']);
    expect(problemOf(await ask('POST', `/programs/${clinic.programId}/intake`, { clientId: clinic.newcomers[3] }))).toBe('program-inactive');
    await turn(true);
    expect((await standing()).map(([, , state]) => state)).toEqual(['offered', 'offered', 'waiting']);
    expect((await editPlaces(null)).statusCode).toBe(200);
    expect((await standing()).map(([, , state]) => state)).toEqual(['offered', 'offered', 'offered']);
  });

  it('is not offered too far ahead, and is when the day comes near', async () => {
    await wait(0);
    await discharge(0, '2026-03-31');
    expect(await standing()).toEqual([[0, 1, 'waiting']]);
    await onDay('2026-03-18T14:00:00Z');
    await house.get(ExpirePlacesJob).handle(() => Promise.resolve());
    expect((await entryOf(0)).offer?.startsOn).toBe('2026-04-01');
  });

  it('comes back with a discharge taken back, until somebody has been told that it is theirs', async () => {
    await wait(0);
    await discharge(0, '2026-03-01');
    const back = async () => {
      const { version } = await house.database.one<{ version: number }>('select version from episodes.episode where id = $1', [clinic.people[0]!.episodeId]);
      return direct('POST', `/episodes/${clinic.people[0]!.episodeId}/take-back-discharge`, { version, reason: 'The wrong chart' });
    };
    expect((await back()).statusCode).toBe(204);
    expect(await standing()).toEqual([[0, 1, 'waiting']]);
    expect((await read((await entryOf(0)).id)).moves[0]).toMatchObject({ move: 'offer_withdrawn', reason: 'discharge-taken-back' });
    const { version } = await house.database.one<{ version: number }>('select version from episodes.episode where id = $1', [clinic.people[0]!.episodeId]);
    expect((await direct('POST', `/episodes/${clinic.people[0]!.episodeId}/discharge`, { version, dischargedOn: '2026-03-01', disposition: 'completed' })).statusCode).toBe(204);
    expect((await called((await entryOf(0)).id)).statusCode).toBe(201);
    expect(problemOf(await back())).toBe('program-full');
    expect((await ask('POST', `/intake/${(await entryOf(0)).id}/withdraw-offer`, {})).statusCode).toBe(200);
    expect((await back()).statusCode).toBe(204);
    expect(await standing()).toEqual([[0, 1, 'waiting']]);
  });
});

describe('telling somebody of the place', () => {
  it('is on the work list of who keeps in touch until somebody has tried', async () => {
    await written(house.database, 'update team.staff set user_id = $2 where id = $1', [clinic.staffIds[1], desk.userId]);
    const [mine, nobodys] = [await wait(0), await wait(1, { ownerStaffId: null })];
    await discharge(0, '2026-03-01');
    await discharge(1, '2026-03-01');
    const work = async (whose: string) => ((await direct('GET', `/work-list?whose=${whose}&kind=intake`)).json() as { items: { id: string; title: string; dueOn: string; programId: string }[] }).items;
    const own = ((await ask('GET', '/work-list?kind=intake')).json() as { items: { id: string }[] }).items;
    expect(own).toMatchObject([{ id: mine, title: 'Tell them of the place in Adult evening', about: 'Free now · not told yet', dueOn: '2026-03-04', programId: clinic.programId }]);
    expect((await work('unowned')).map((one) => one.id)).toEqual([nobodys]);
    expect((await work('everyone')).map((one) => one.id).sort()).toEqual([mine, nobodys].sort());
    const first = (await direct('GET', '/work-list?whose=everyone&kind=intake&limit=1')).json() as { items: { id: string }[]; nextCursor: string };
    const second = (await direct('GET', `/work-list?whose=everyone&kind=intake&limit=1&cursor=${first.nextCursor}`)).json() as { items: { id: string }[]; nextCursor: null };
    expect([[...first.items, ...second.items].map((one) => one.id).sort(), second.nextCursor]).toEqual([[mine, nobodys].sort(), null]);
    expect((await called(mine)).statusCode).toBe(201);
    expect((await work('everyone')).map((one) => one.id)).toEqual([nobodys]);
  });

  it('begins the time to answer: until somebody has tried, nobody loses their turn', async () => {
    const [first] = [await wait(0), await wait(1)];
    await discharge(0, '2026-03-01');
    await onDay('2026-03-10T14:00:00Z');
    await sweep();
    expect(await standing()).toEqual([[0, 1, 'offered'], [1, 2, 'waiting']]);
    const told = await called(first, { how: 'phone', outcome: 'not_reached', note: 'Rang twice' });
    expect(told.json()).toMatchObject({ state: 'offered', offer: { attempts: 1, lastOutcome: 'not_reached' }, contacts: [{ how: 'phone', outcome: 'not_reached', note: 'Rang twice' }] });
    expect(new Date((told.json() as Entry).offer!.expiresAt).toISOString()).toBe('2026-03-12T14:00:00.000Z');
    await onDay('2026-03-11T14:00:00Z');
    expect((await called(first, { outcome: 'reached', how: 'in_person' })).json()).toMatchObject({ offer: { attempts: 2, lastOutcome: 'reached' } });
    await onDay('2026-03-12T14:00:00Z');
    expect((await line())[0]).toMatchObject({ state: 'expired', offer: null });
    await sweep();
    expect(await standing()).toEqual([[1, 1, 'offered']]);
    expect((await read(first)).state).toBe('expired');
    expect(problemOf(await called(first))).toBe('offer-settled');
  });

  it('is refused for a time ahead, or before there was an offer', async () => {
    const first = await wait(0);
    expect(problemOf(await called(first))).toBe('offer-settled');
    await discharge(0, '2026-03-01');
    for (const triedAt of ['2026-03-02T14:00:01Z', '2026-03-02T13:59:59Z']) expect((await called(first, { triedAt })).json()).toMatchObject({ errors: [{ pointer: '/triedAt' }] });
    for (const bad of [{ how: 'pigeon' }, { outcome: 'maybe' }, { note: 'x'.repeat(201) }, { triedAt: 'yesterday' }]) expect((await called(first, bad)).statusCode).toBe(400);
    expect((await called(first, { triedAt: MONDAY })).statusCode).toBe(201);
  });
});

describe('an import', () => {
  const row = (n: number, more: object = {}) => ({ externalId: `E-${n}`, clientId: clinic.newcomers[n]!, programId: clinic.programId, admittedOn: '2026-02-02' as ClinicDay, ...more });
  const register = (rows: object[]) => runAsSystem('import', () => house.get(RegisterEpisodes).run(clinic.clinicId, 'old', rows as Parameters<RegisterEpisodes['run']>[2]));
  const outcomes = (results: Awaited<ReturnType<typeof register>>) => results.map((one) => (one.outcome === 'refused' ? one.why : one.outcome));

  it('takes history as it is, and refuses by the row who finds no place', async () => {
    expect(outcomes(await register([row(0, { dischargedOn: '2026-02-20' }), row(1)]))).toEqual(['created', 'program-full']);
    expect((await editPlaces(3)).statusCode).toBe(200);
    expect(outcomes(await register([row(1), row(2)]))).toEqual(['created', 'program-full']);
    // Whoever leaves in the same file makes room for whoever comes, in whichever order they stand.
    expect(outcomes(await register([row(2), row(1, { dischargedOn: '2026-03-01' })]))).toEqual(['created', 'updated']);
    expect(outcomes(await register([row(1)]))).toEqual(['program-full']);
  });

  it('ends the waiting of whom it brings in, and its undo puts them back; places it frees are offered', async () => {
    const first = await wait(0);
    await wait(1);
    expect((await editPlaces(3)).statusCode).toBe(200);
    const [mine] = await register([row(0)]);
    expect([mine?.outcome, (await read(first)).state]).toEqual(['created', 'admitted']);
    expect(await standing()).toEqual([[1, 1, 'waiting']]);
    await runAsSystem('import', () => house.get(UndoRegisteredEpisodes).run(clinic.clinicId, [mine!]));
    expect(await standing()).toEqual([[0, 1, 'offered'], [1, 2, 'waiting']]);
    expect(await read(first)).toMatchObject({ episodeId: null, state: 'offered' });
  });
});

describe('who may', () => {
  it('read and write the waitlist of a program, by role', async () => {
    const entryId = await wait(0);
    const body = { clientId: clinic.newcomers[1] };
    for (const [role, reads, writes] of [['therapist', 200, 403], ['auditor', 200, 403], ['case_manager', 200, 201], ['front_desk', 200, 409]] as const) {
      const person = await personWith(house, clinic.clinicId, role);
      for (const path of [`/programs/${clinic.programId}/intake`, `/programs/${clinic.programId}/places`, `/intake/${entryId}`]) expect([role, (await person.ask('GET', `/clinics/${clinic.clinicId}${path}`)).statusCode]).toEqual([role, reads]);
      expect([role, (await person.ask('POST', `/clinics/${clinic.clinicId}/programs/${clinic.programId}/intake`, body)).statusCode]).toEqual([role, writes]);
    }
  });

  it('nobody of another clinic', async () => {
    const entryId = await wait(0);
    const other = await clinicWithIntake(house.database, { inCare: 1, newcomers: 1, places: 1 });
    const stranger = await personWith(house, other.clinicId, 'director');
    const theirs = (method: 'GET' | 'POST' | 'PATCH', path: string, body?: object) => stranger.ask(method, `/clinics/${other.clinicId}${path}`, body);
    const asked: ['GET' | 'POST' | 'PATCH', string, object?][] = [
      ['GET', `/programs/${clinic.programId}/places`], ['GET', `/programs/${clinic.programId}/intake`], ['GET', `/clients/${clinic.newcomers[0]}/intake`], ['GET', `/intake/${entryId}`],
      ['POST', `/programs/${clinic.programId}/intake`, { clientId: other.newcomers[0] }], ['POST', `/programs/${other.programId}/intake`, { clientId: clinic.newcomers[1] }],
      ['PATCH', `/intake/${entryId}`, { version: 1, note: 'x' }], ['POST', `/intake/${entryId}/leave`, { version: 1 }], ['POST', `/intake/${entryId}/return`, { version: 1 }], ['POST', `/intake/${entryId}/offer`, { version: 1 }],
      ['POST', `/intake/${entryId}/contacts`, { how: 'phone', outcome: 'reached' }], ['POST', `/intake/${entryId}/decline`, { reason: 'x' }], ['POST', `/intake/${entryId}/withdraw-offer`, {}],
    ];
    for (const [method, path, body] of asked) expect([method, path, (await theirs(method, path, body)).statusCode]).toEqual([method, path, 404]);
    expect((await theirs('POST', '/episodes', { clientId: other.newcomers[0], programId: other.programId, admittedOn: '2026-03-02', careTeam: [{ staffId: other.staffIds[0], role: 'therapist', isPrimary: true }], intakeEntryId: entryId })).statusCode).toBe(404);
  });
});

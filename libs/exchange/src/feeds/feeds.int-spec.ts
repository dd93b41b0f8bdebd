import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MoveSession, CancelSession, BookSession } from '#scheduling';
import { newId } from '#platform';
import { MONDAY_MORNING, testApp, type TestApp } from '../../../../test/support/app.js';
import { calendarPrograms, type ReadEvent } from '../../../../test/support/calendars.js';
import { clinicWithProgram } from '../../../../test/support/clinic-with-program.js';
import { atTheDesk, bookableClinic, written, type BookableClinic } from '../../../../test/support/schedule.js';
import { makeUser, personWith, problemOf, signIn, type Asker } from '../../../../test/support/sign-in.js';

let house: TestApp;
let clinic: BookableClinic;
let groupId: string;
let therapist: Asker;

beforeAll(async () => {
  house = await testApp();
});
afterAll(() => house.close());
beforeEach(async () => {
  house.clock.set(MONDAY_MORNING);
  clinic = await bookableClinic(house.database);
  groupId = newId();
  await written(house.database, `insert into scheduling.therapy_group (id, clinic_id, program_id, service_id, name, capacity) values ($1, $2, $3, $4, 'Grüner Kreis; am Abend, Übung', 10)`, [
    groupId, clinic.clinicId, clinic.programId, clinic.groupServiceId,
  ]);
  therapist = await personWith(house, clinic.clinicId, 'therapist');
  await written(house.database, 'update team.staff set user_id = $2 where id = $1', [clinic.therapists[0], therapist.userId]);
});

const feeds = (rest = ''): string => `/clinics/${clinic.clinicId}/feeds${rest}`;
const make = async (asker: Asker, feed: object = {}): Promise<{ id: string; address: string; version: number }> => {
  const answer = await asker.ask('POST', feeds(), { label: 'My phone', scope: 'own', titles: 'kind', ...feed });
  expect([answer.statusCode, answer.body]).toEqual([201, expect.any(String)]);
  return answer.json() as { id: string; address: string; version: number };
};
/** What a calendar program does: asks the address, and shows nothing but it. */
const get = (address: string, headers: Record<string, string> = {}, from = '198.51.100.7') => house.app.inject({ method: 'GET', url: address, headers, remoteAddress: from });
const eventsOf = async (address: string): Promise<ReadEvent[]> => {
  const answer = await get(address);
  expect(answer.statusCode).toBe(200);
  return calendarPrograms['ical.js']!(answer.body);
};
const list = async (asker: Asker, query = ''): Promise<{ id: string; state: string; lastReadAt: string | null; version: number }[]> =>
  ((await asker.ask('GET', feeds(query))).json() as { items: { id: string; state: string; lastReadAt: string | null; version: number }[] }).items;
const actions = async (): Promise<string[]> =>
  (await house.database.rows<{ action: string }>(`select action from platform.audit_entry where clinic_id = $1 and subject_type = 'feed' order by occurred_at, id`, [clinic.clinicId])).map((row) => row.action);

const book = (startsAt: string, staff: number, place: { roomId?: string | null; clientIds?: string[]; serviceId?: string } = {}): Promise<{ id: string; version: number }> =>
  atTheDesk(() =>
    house.get(BookSession).run(clinic.clinicId, {
      serviceId: clinic.individualServiceId, startsAt: new Date(startsAt), staffIds: [clinic.therapists[staff]!], roomId: clinic.rooms.small, clientIds: [clinic.people[0]!.clientId], ...place,
    }),
  );

describe('a calendar feed', () => {
  it('shows its owner their own sessions, also those cancelled, and nobody else’s', async () => {
    const mine = await book('2026-03-03T15:00:00Z', 0);
    await book('2026-03-03T17:00:00Z', 1);
    const dropped = await book('2026-03-04T15:00:00Z', 0);
    await atTheDesk(() => house.get(CancelSession).run(clinic.clinicId, dropped.id, { reason: 'Number 0 Person is ill' }));
    const { address } = await make(therapist);
    expect(address).toMatch(/^\/api\/feeds\/[0-9a-f-]{36}\/[\w-]{43}\.ics$/);
    expect(await eventsOf(address)).toMatchObject([
      { uid: mine.id, starts: '2026-03-03T15:00:00.000Z', ends: '2026-03-03T16:00:00.000Z', summary: 'Individual session', location: 'Small room', status: 'CONFIRMED', sequence: 0 },
      { uid: dropped.id, summary: 'Cancelled: Individual session', status: 'CANCELLED', sequence: 1 },
    ]);
  });

  it('keeps the event of a session that is moved, with a higher sequence and another time of change', async () => {
    const session = await book('2026-03-03T15:00:00Z', 0);
    const { address } = await make(therapist);
    const [before] = await eventsOf(address);
    await written(house.database, `update scheduling.session set changed_at = '2026-03-01T00:00:00Z' where id = $1`, [session.id]);
    expect((await eventsOf(address))[0]).toMatchObject({ changedAt: '2026-03-01T00:00:00.000Z' });
    await atTheDesk(() => house.get(MoveSession).run(clinic.clinicId, session.id, { version: session.version, startsAt: new Date('2026-03-05T20:00:00Z') }));
    const [after] = await eventsOf(address);
    expect(after).toMatchObject({ uid: before!.uid, starts: '2026-03-05T20:00:00.000Z', sequence: 1 });
    expect(Date.parse(after!.changedAt)).toBeGreaterThan(Date.parse('2026-03-01T00:00:00Z'));
  });

  it('is not said to have changed because somebody took a seat', async () => {
    const session = await book('2026-03-03T15:00:00Z', 0, { serviceId: clinic.groupServiceId, clientIds: [] });
    const changed = async (): Promise<Date> => (await house.database.one<{ at: Date }>('select changed_at as at from scheduling.session where id = $1', [session.id])).at;
    const before = await changed();
    const { address } = await make(therapist);
    const { etag } = (await get(address)).headers;
    await written(house.database, `insert into scheduling.participation (id, clinic_id, session_id, client_id, starts_at, ends_at, live) select gen_random_uuid(), clinic_id, id, $2, starts_at, ends_at, live from scheduling.session where id = $1`, [session.id, clinic.people[1]!.clientId]);
    expect(await changed()).toEqual(before);
    expect((await get(address, { 'if-none-match': String(etag) })).statusCode).toBe(304);
  });

  it('of a group, of a room and of the clinic shows what is theirs, month-old to half a year ahead', async () => {
    const session = async (day: string, changes: { groupId?: string; roomId?: string } = {}): Promise<string> => {
      const id = newId();
      await written(
        house.database,
        `insert into scheduling.session (id, clinic_id, kind, title, service_id, group_id, room_id, room_shareable, starts_at, ends_at, clinic_day, capacity, counts_toward_hours)
         values ($1, $2, 'group', 'Number 1 Person and others', $3, $4, $5, case when $5::uuid is null then null else true end, ($6::date + time '22:00') at time zone 'UTC', ($6::date + time '23:00') at time zone 'UTC', $6, 10, true)`,
        [id, clinic.clinicId, clinic.groupServiceId, changes.groupId ?? null, changes.roomId ?? null, day],
      );
      return id;
    };
    const [before, first, ofGroup, inHall, last, after] = [
      await session('2026-01-30'), await session('2026-01-31'), await session('2026-03-03', { groupId }), await session('2026-03-04', { roomId: clinic.rooms.hall }), await session('2026-08-29'), await session('2026-08-30'),
    ];
    const desk = await personWith(house, clinic.clinicId, 'front_desk');
    const uids = async (feed: object): Promise<string[]> => (await eventsOf((await make(desk, feed)).address)).map((event) => event.uid);
    expect(await uids({ scope: 'clinic' })).toEqual([first, ofGroup, inHall, last]);
    expect([before, after].some((id) => [first, ofGroup, inHall, last].includes(id))).toBe(false);
    expect(await uids({ scope: 'group', groupId })).toEqual([ofGroup]);
    expect(await uids({ scope: 'room', roomId: clinic.rooms.hall })).toEqual([inHall]);
    const titles = async (named: string): Promise<string[]> => (await eventsOf((await make(desk, { scope: 'group', groupId, titles: named })).address)).map((event) => event.summary);
    expect([await titles('kind'), await titles('service'), await titles('group')]).toEqual([['Group'], ['Process group'], ['Grüner Kreis; am Abend, Übung']]);
  });

  it('is sent page by page, whole and in order, however many sessions there are', async () => {
    await written(
      house.database,
      `insert into scheduling.session (id, clinic_id, kind, title, service_id, starts_at, ends_at, clinic_day, capacity, counts_toward_hours)
       select gen_random_uuid(), $1, 'group', 'x', $2, at, at + interval '1 hour', (at at time zone 'America/New_York')::date, 10, true
       from (select timestamptz '2026-03-02 15:00:00.123456+00' + (n / 3) * interval '20 minutes' as at from generate_series(0, 1600) n) t`,
      [clinic.clinicId, clinic.groupServiceId],
    );
    const { address } = await make(await personWith(house, clinic.clinicId, 'front_desk'), { scope: 'clinic' });
    const uids = (await eventsOf(address)).map((event) => event.uid);
    const rows = await house.database.rows<{ id: string }>('select id from scheduling.session where clinic_id = $1 order by starts_at, id', [clinic.clinicId]);
    expect(uids).toEqual(rows.map((row) => row.id));
  });

  it('holds nothing of anybody: no name, no title, no note, no reason, no link', async () => {
    await book('2026-03-03T15:00:00Z', 0);
    const other = await book('2026-03-04T15:00:00Z', 0, { clientIds: [clinic.people[1]!.clientId] });
    await written(house.database, `update scheduling.session set title = 'Number 1 Person alone', note = 'Number 1 asked for the window seat', telehealth_url = 'https://meet.example/number-1' where id = $1`, [other.id]);
    const desk = await personWith(house, clinic.clinicId, 'front_desk');
    const named = await house.database.rows<Record<string, string>>(
      `select c.given_name as a, c.family_name as b, c.chart_number as c, null as d from clients.client c where c.clinic_id = $1
       union all select w.given_name, w.family_name, null, null from team.staff w where w.clinic_id = $1 union all select s.title, s.note, s.telehealth_url, null from scheduling.session s where s.id = $2
       union all select c.name, c.slug, null, null from clinics.clinic c where c.id = $1`,
      [clinic.clinicId, other.id],
    );
    const words = named.flatMap((row) => Object.values(row)).filter((word): word is string => typeof word === 'string' && word.length > 2);
    expect(words.length).toBeGreaterThan(12);
    for (const titles of ['kind', 'service', 'group']) {
      for (const { address } of [await make(therapist, { titles }), await make(desk, { scope: 'clinic', titles })]) {
        const { body } = await get(address);
        expect(body).toContain('BEGIN:VEVENT');
        expect(words.filter((word) => body.includes(word))).toEqual([]);
      }
    }
    expect((await get((await make(therapist)).address)).body).not.toContain('therapy');
  });

  it('is for its reader alone: no cookie, kept nowhere, and not sent again while nothing changed', async () => {
    const session = await book('2026-03-03T15:00:00Z', 0);
    const { address } = await make(therapist);
    const first = await get(address);
    expect(first.headers).toMatchObject({ 'content-type': 'text/calendar; charset=utf-8', 'cache-control': 'private, no-cache', 'x-robots-tag': 'noindex' });
    expect(first.headers['set-cookie']).toBeUndefined();
    expect(first.body.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const etag = String(first.headers['etag']);
    const again = await get(address, { 'if-none-match': `"other", ${etag}` });
    expect([again.statusCode, again.body, again.headers['etag']]).toEqual([304, '', etag]);
    expect((await get(address)).body).toBe(first.body);
    await atTheDesk(() => house.get(CancelSession).run(clinic.clinicId, session.id, { reason: 'Snow' }));
    expect((await get(address, { 'if-none-match': etag })).statusCode).toBe(200);
    // Whoever is signed in is asked for the address all the same.
    expect((await get(address.replace(/[\w-]{43}/, 'x'.repeat(43)), { cookie: therapist.cookie })).statusCode).toBe(404);
  });

  it('is not there for any other address', async () => {
    const { id, address } = await make(therapist);
    const other = await make(therapist);
    const secret = /([\w-]{43})\.ics/.exec(address)![1]!;
    for (const wrong of [
      address.replace(secret, other.address.slice(-47, -4)), address.replace(secret, `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`), address.replace(secret, secret.toLowerCase()),
      address.replace(id, newId()), address.replace(id, 'nothing'), address.replace('.ics', ''), address.replace('.ics', '.ICS'), `/api/feeds/${id}/.ics`, `/api/feeds/${id}/%00.ics`,
    ]) {
      const answer = await get(wrong);
      expect([wrong, answer.statusCode, problemOf(answer)]).toEqual([wrong, 404, 'not-found']);
    }
    const kept = await house.database.one<{ row: string }>('select row_to_json(f)::text as row from exchange.calendar_feed f where id = $1', [id]);
    expect(kept.row).not.toContain(secret);
  });

  it('says when it was last read, to the minute', async () => {
    const { id, address } = await make(therapist);
    expect(await list(therapist)).toMatchObject([{ id, state: 'works', lastReadAt: null }]);
    await get(address);
    house.clock.advance(0.5);
    await get(address);
    expect(await list(therapist)).toMatchObject([{ lastReadAt: MONDAY_MORNING.toISOString() }]);
    house.clock.advance(10);
    await get(address, { 'if-none-match': '*' });
    expect(await list(therapist)).toMatchObject([{ lastReadAt: house.clock.now().toISOString() }]);
  });

  it('asked for in a loop rests, for whoever has its address and for nobody else', async () => {
    const [{ address }, other] = [await make(therapist), await make(therapist)];
    const wrong = address.replace(/[\w-]{43}/, 'x'.repeat(43));
    for (let i = 0; i < 22; i++) expect((await get(wrong)).statusCode).toBe(404);
    for (let i = 0; i < 20; i++) expect((await get(address)).statusCode).toBe(200);
    const refused = await get(address);
    expect([refused.statusCode, problemOf(refused), refused.headers['retry-after']]).toEqual([429, 'too-many-requests', '1']);
    expect((await get(other.address)).statusCode).toBe(200);
    house.clock.advance(1);
    expect((await get(address)).statusCode).toBe(200);
    // Guessing is stopped by address, as at every door open to everyone.
    const guesses = await Promise.all(Array.from({ length: 310 }, () => get('/api/feeds/x/y', {}, '203.0.113.9')));
    expect(guesses.filter((answer) => answer.statusCode === 429)).toHaveLength(10);
  });
});

describe('the address of a feed', () => {
  it('is replaced: the old one leads nowhere, and two who replace it at once do not undo each other', async () => {
    const feed = await make(therapist);
    const answer = await therapist.ask('POST', feeds(`/${feed.id}/rotate`), { version: 1 });
    const renewed = answer.json() as { address: string; version: number };
    expect([answer.statusCode, renewed.version]).toEqual([200, 2]);
    expect((await get(feed.address)).statusCode).toBe(404);
    expect((await get(renewed.address)).statusCode).toBe(200);
    expect(problemOf(await therapist.ask('POST', feeds(`/${feed.id}/rotate`), { version: 1 }))).toBe('stale-edit');
    expect(await actions()).toEqual(['exchange.feed-made', 'exchange.feed-rotated']);
  });

  it('is in the first answer only', async () => {
    const body = { label: 'My phone', scope: 'own', titles: 'kind' };
    const first = await therapist.ask('POST', feeds(), body, { 'idempotency-key': 'one' });
    const again = await therapist.ask('POST', feeds(), body, { 'idempotency-key': 'one' });
    expect(first.json()).toMatchObject({ address: expect.any(String) });
    expect(again.json()).toEqual({ ...(first.json() as object), address: null });
    expect(await list(therapist)).toHaveLength(1);
    expect(JSON.stringify(await list(therapist))).not.toContain((first.json() as { address: string }).address.slice(-47, -4));
  });
});

describe('a feed ends', () => {
  it('when its owner revokes it, or whoever manages the ways in; nobody else can', async () => {
    const [first, second] = [await make(therapist), await make(therapist)];
    const director = await personWith(house, clinic.clinicId, 'director');
    const administrator = await personWith(house, clinic.clinicId, 'administrator');
    expect((await director.ask('DELETE', feeds(`/${first.id}`))).statusCode).toBe(404);
    expect((await director.ask('POST', feeds(`/${first.id}/rotate`), { version: 1 })).statusCode).toBe(404);
    expect((await director.ask('GET', feeds('?everyone=true'))).statusCode).toBe(403);
    expect(await list(director)).toEqual([]);
    expect(await list(administrator)).toEqual([]);
    expect((await list(administrator, '?everyone=true')).map((feed) => feed.id).sort()).toEqual([first.id, second.id].sort());
    expect((await therapist.ask('DELETE', feeds(`/${first.id}`))).statusCode).toBe(204);
    expect((await administrator.ask('DELETE', feeds(`/${second.id}`))).statusCode).toBe(204);
    for (const { id, address } of [first, second]) {
      expect((await get(address)).statusCode).toBe(404);
      expect((await therapist.ask('DELETE', feeds(`/${id}`))).statusCode).toBe(404);
      expect((await therapist.ask('POST', feeds(`/${id}/rotate`), { version: 2 })).statusCode).toBe(404);
    }
    expect((await list(therapist)).map((feed) => feed.state)).toEqual(['revoked', 'revoked']);
    expect(await actions()).toEqual(['exchange.feed-made', 'exchange.feed-made', 'exchange.feed-revoked', 'exchange.feed-revoked']);
  });

  it('while its owner’s role does not allow it, with their account, and with their place in the clinic or the team', async () => {
    const desk = await personWith(house, clinic.clinicId, 'front_desk');
    const [own, clinics] = [await make(therapist), await make(desk, { scope: 'clinic' })];
    const reads = async (): Promise<[number, number]> => [(await get(own.address)).statusCode, (await get(clinics.address)).statusCode];
    expect(await reads()).toEqual([200, 200]);
    const change = (sql: string, ...more: unknown[]): Promise<unknown> => written(house.database, sql, [clinic.clinicId, ...more]);
    const roles = (roles: string): Promise<unknown> => change(`update identity.membership set roles = $2 where clinic_id = $1`, roles);
    await roles('{auditor}');
    expect(await reads()).toEqual([200, 404]);
    expect(await list(desk)).toMatchObject([{ state: 'asleep' }]);
    await roles('{front_desk}');
    expect(await reads()).toEqual([200, 200]);
    await change('update team.staff set active = false where clinic_id = $1 and id = $2', clinic.therapists[0]);
    expect(await reads()).toEqual([404, 200]);
    await change('update team.staff set active = true where clinic_id = $1 and id = $2', clinic.therapists[0]);
    await change('update identity.user set disabled_at = now() where id = $2 and $1::uuid is not null', desk.userId);
    expect(await reads()).toEqual([200, 404]);
    await change('delete from identity.membership where clinic_id = $1');
    expect(await reads()).toEqual([404, 404]);
  });

  it('at the walls of its clinic: another’s groups, rooms and feeds are not there', async () => {
    const { clinicId: elsewhere } = await clinicWithProgram(house.database);
    const stranger = await personWith(house, elsewhere, 'administrator');
    const feed = await make(therapist);
    expect((await stranger.ask('GET', feeds())).statusCode).toBe(404);
    expect((await stranger.ask('DELETE', `/clinics/${elsewhere}/feeds/${feed.id}`)).statusCode).toBe(404);
    const refused = async (body: object): Promise<[number, string | undefined]> => {
      const answer = await stranger.ask('POST', `/clinics/${elsewhere}/feeds`, { label: 'x', titles: 'kind', ...body });
      return [answer.statusCode, (answer.json() as { errors?: { pointer: string }[] }).errors?.[0]?.pointer];
    };
    expect(await refused({ scope: 'group', groupId })).toEqual([400, '/groupId']);
    expect(await refused({ scope: 'room', roomId: clinic.rooms.hall })).toEqual([400, '/roomId']);
    expect(await refused({ scope: 'group' })).toEqual([400, '/groupId']);
    expect(await refused({ scope: 'clinic', roomId: clinic.rooms.hall })).toEqual([400, '/roomId']);
    expect(await refused({ scope: 'own' })).toEqual([422, '/scope']);
    expect(await refused({ scope: 'clinic', titles: 'client' })).toEqual([400, '/titles']);
  });

  it('before it begins for a role that only looks, and for a machine', async () => {
    const auditor = await personWith(house, clinic.clinicId, 'auditor');
    const answer = await auditor.ask('POST', feeds(), { label: 'x', scope: 'clinic', titles: 'kind' });
    expect([answer.statusCode, (answer.json() as { permission?: string }).permission]).toEqual([403, 'schedule.write']);
    const administrator = await signIn(house, await makeUser(house, [{ clinicId: clinic.clinicId, roles: ['administrator'] }]));
    const { secret } = (await administrator.ask('POST', `/clinics/${clinic.clinicId}/tokens`, { name: 'Sync', permissions: ['schedule.read'], days: 3 })).json() as { secret: string };
    const machine = await house.app.inject({ method: 'POST', url: `/api${feeds()}`, headers: { authorization: `Bearer ${secret}` }, payload: { label: 'x', scope: 'clinic', titles: 'kind' } });
    expect(problemOf(machine)).toBe('person-only');
  });
});

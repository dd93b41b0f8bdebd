import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DomainEvents, newId, runAsSystem } from '#platform';
import { testApp, type TestApp } from '../../../test/support/app.js';
import { personWith, problemOf, type Asker } from '../../../test/support/sign-in.js';
import { CreateClinic } from './clinic/create-clinic.service.js';
import { CALENDAR_CHANGED, TIME_ZONE_CHANGED, type CalendarChanged, type TimeZoneChanged } from './clinics.events.js';
import { ClinicsReader } from './clinics.reader.js';

let house: TestApp;
let clinicId: string;
let administrator: Asker;
let calendar: CalendarChanged[];
let zones: TimeZoneChanged[];

beforeAll(async () => {
  house = await testApp(); // Monday, 2 March 2026
  house.get(DomainEvents).on<CalendarChanged>(CALENDAR_CHANGED, async ({ payload }) => void calendar.push(payload));
  house.get(DomainEvents).on<TimeZoneChanged>(TIME_ZONE_CHANGED, async ({ payload }) => void zones.push(payload));
});
afterAll(() => house.close());
beforeEach(async () => {
  [calendar, zones] = [[], []];
  clinicId = await runAsSystem('test', () => house.get(CreateClinic).run({ name: `Riverside ${newId()}`, timeZone: 'America/New_York' }));
  administrator = await personWith(house, clinicId, 'administrator');
});

const path = (rest = '') => `/clinics/${clinicId}${rest}`;

describe('a clinic', () => {
  it('is opened by an administrator, who may work in it at once', async () => {
    const opened = await administrator.ask('POST', '/clinics', { name: 'Clínica del Río', timeZone: 'America/Chicago' });
    expect(opened.statusCode).toBe(201);
    expect(opened.json()).toMatchObject({ slug: 'clinica-del-rio', timeZone: 'America/Chicago', version: 1 });
    expect((await administrator.ask('PATCH', `/clinics/${opened.json().id}`, { version: 1, phone: '555-0100' })).json()).toMatchObject({ phone: '555-0100', version: 2 });
    expect((await administrator.ask('POST', '/clinics', { name: 'Clinica del Rio', timeZone: 'America/Chicago' })).json()).toMatchObject({ slug: 'clinica-del-rio-2' });
  });

  it('is not opened by those who manage none', async () => {
    const desk = await personWith(house, clinicId, 'front_desk');
    expect((await desk.ask('POST', '/clinics', { name: 'Mine', timeZone: 'America/Chicago' })).statusCode).toBe(403);
  });

  it.each(['Mars/Olympus', '+02:00', 'Eastern Time', ''])('refuses the time zone "%s"', async (timeZone) => {
    const refused = await administrator.ask('POST', '/clinics', { name: 'Elsewhere', timeZone });
    expect(refused.statusCode).toBe(400);
    expect(refused.json().errors[0].pointer).toBe('/timeZone');
  });

  it('keeps an address name of its own', async () => {
    const { slug } = (await administrator.ask('GET', path())).json();
    const taken = await administrator.ask('POST', '/clinics', { name: 'Another', slug, timeZone: 'America/Chicago' });
    expect([taken.statusCode, problemOf(taken)]).toEqual([409, 'slug-taken']);
  });

  it('moves to another zone for every reader at once, and those above are told', async () => {
    const reader = house.get(ClinicsReader);
    expect((await reader.clinic(clinicId)).timeZone).toBe('America/New_York');
    await administrator.ask('PATCH', path(), { version: 1, timeZone: 'America/Los_Angeles' });
    expect((await reader.clinic(clinicId)).timeZone).toBe('America/Los_Angeles');
    expect(zones).toEqual([{ from: 'America/New_York', to: 'America/Los_Angeles' }]);
  });

  it('keeps its clock once a session stands on it', async () => {
    await house.database.transaction(async () => {
      const service = newId();
      await house.database.rows(`insert into programs.service (id, clinic_id, name, kind, category, counts_toward_hours, default_minutes, capacity) values ($1, $2, 'Group', 'group', 'group_therapy', true, 90, 10)`, [service, clinicId]);
      await house.database.rows(
        `insert into scheduling.session (id, clinic_id, kind, title, service_id, starts_at, ends_at, clinic_day, capacity, counts_toward_hours)
         values ($1, $2, 'group', 'Process', $3, '2026-03-02T22:30Z', '2026-03-03T00:00Z', '2026-03-02', 10, true)`,
        [newId(), clinicId, service],
      );
    });
    const refused = await administrator.ask('PATCH', path(), { version: 1, timeZone: 'America/Los_Angeles' });
    expect([refused.statusCode, problemOf(refused), refused.json().errors[0].pointer]).toEqual([409, 'zone-in-use', '/timeZone']);
    expect((await administrator.ask('PATCH', path(), { version: 1, phone: '555-0100' })).statusCode).toBe(200);
  });

  it('refuses an edit begun from an older version', async () => {
    await administrator.ask('PATCH', path(), { version: 1, phone: '555-0100' });
    const stale = await administrator.ask('PATCH', path(), { version: 1, phone: '555-0199' });
    expect([stale.statusCode, problemOf(stale), stale.json().currentVersion]).toEqual([409, 'stale-edit', 2]);
  });

  it('of others is not there', async () => {
    const other = await runAsSystem('test', () => house.get(CreateClinic).run({ name: 'Hillside', timeZone: 'America/Chicago' }));
    for (const rest of ['', '/rooms', '/opening-hours', '/closures?from=2026-03-01&to=2026-03-31']) expect((await administrator.ask('GET', `/clinics/${other}${rest}`)).statusCode).toBe(404);
  });
});

describe('a room', () => {
  const added = async (body: object = { name: 'Maple', capacity: 12 }) => (await administrator.ask('POST', path('/rooms'), body)).json();

  it('is added, found, changed and taken out of use', async () => {
    const room = await added();
    expect(room).toMatchObject({ name: 'Maple', capacity: 12, shareable: false, active: true, version: 1 });
    expect((await administrator.ask('GET', path('/rooms?search=map'))).json().items).toEqual([room]);
    expect((await administrator.ask('PATCH', path(`/rooms/${room.id}`), { version: 1, active: false })).json()).toMatchObject({ active: false, version: 2 });
    expect((await administrator.ask('GET', path('/rooms?active=true'))).json().items).toEqual([]);
    expect((await administrator.ask('PATCH', path(`/rooms/${room.id}`), { version: 1, capacity: 2 })).statusCode).toBe(409);
  });

  it('has a name no other room of the clinic has', async () => {
    await added();
    expect(problemOf(await administrator.ask('POST', path('/rooms'), { name: 'Maple', capacity: 2 }))).toBe('room-name-taken');
  });

  it('is removed while nothing ever used it, else only taken out of use', async () => {
    const { id } = await added();
    expect((await administrator.ask('DELETE', path(`/rooms/${id}`))).statusCode).toBe(204);
    expect((await administrator.ask('GET', path(`/rooms/${id}`))).statusCode).toBe(404);
    const used = await added({ name: 'Oak', capacity: 8 });
    await house.database.transaction(async () => {
      const service = newId();
      await house.database.rows(`insert into programs.service (id, clinic_id, name, kind, category, counts_toward_hours, default_minutes, capacity) values ($1, $2, 'Group', 'group', 'group_therapy', true, 90, 10)`, [service, clinicId]);
      await house.database.rows(`insert into scheduling.therapy_group (id, clinic_id, service_id, name, room_id, capacity) values ($1, $2, $3, 'Process', $4, 10)`, [newId(), clinicId, service, used.id]);
    });
    const refused = await administrator.ask('DELETE', path(`/rooms/${used.id}`));
    expect([refused.statusCode, problemOf(refused)]).toEqual([409, 'room-in-use']);
  });

  it('is closed for a time in the clinic’s days, shown in order and page by page, and opened again', async () => {
    const { id } = await added();
    const close = (body: object) => administrator.ask('POST', path(`/rooms/${id}/outages`), { reason: 'Painters', ...body });
    const afternoon = await close({ from: '2026-03-08', fromTime: '13:00', to: '2026-03-08', toTime: '17:30' });
    expect([afternoon.statusCode, afternoon.json()]).toMatchObject([201, { roomId: id, from: '2026-03-08', fromTime: '13:00', toTime: '17:30', startsAt: '2026-03-08T17:00:00.000Z', endsAt: '2026-03-08T21:30:00.000Z', reason: 'Painters' }]);
    expect((await close({ from: '2026-03-03', to: '2026-03-04' })).json()).toMatchObject({ fromTime: null, toTime: null, startsAt: '2026-03-03T05:00:00.000Z', endsAt: '2026-03-05T05:00:00.000Z' });
    const overlapping = await close({ from: '2026-03-04', to: '2026-03-06' });
    expect([overlapping.statusCode, problemOf(overlapping), overlapping.json().errors[0].pointer]).toEqual([409, 'room-outage-overlaps', '/from']);
    expect((await close({ from: '2026-03-05', to: '2026-03-04' })).json().errors[0].pointer).toBe('/to');
    const page = async (query: string) => (await administrator.ask('GET', path(`/rooms/${id}/outages?${query}`))).json() as { items: { id: string; from: string }[]; nextCursor: string | null };
    const first = await page('from=2026-03-01&limit=1');
    expect(first.items.map((one) => one.from)).toEqual(['2026-03-03']);
    expect(await page(`from=2026-03-01&limit=1&cursor=${first.nextCursor}`)).toMatchObject({ items: [{ from: '2026-03-08' }], nextCursor: null });
    expect((await page('from=2026-03-05')).items.map((one) => one.from)).toEqual(['2026-03-08']);
    expect((await administrator.ask('DELETE', path(`/rooms/${id}/outages/${first.items[0]?.id}`))).statusCode).toBe(204);
    expect((await administrator.ask('DELETE', path(`/rooms/${id}/outages/${first.items[0]?.id}`))).statusCode).toBe(404);
    expect(await house.database.rows(`select action, reason from platform.audit_entry where subject_id = $1 order by id`, [id])).toEqual([
      { action: 'clinics.room-created', reason: null }, { action: 'clinics.room-closed', reason: 'Painters' }, { action: 'clinics.room-closed', reason: 'Painters' }, { action: 'clinics.room-reopened', reason: null },
    ]);
  });

  it('is never out twice at once, whoever writes, and is closed by nobody of the front desk', async () => {
    const { id } = await added();
    const twice = await Promise.all([1, 2, 3, 4].map(() => administrator.ask('POST', path(`/rooms/${id}/outages`), { from: '2026-03-03', to: '2026-03-04', reason: 'Painters' })));
    expect(twice.map((one) => one.statusCode).sort()).toEqual([201, 409, 409, 409]);
    const desk = await personWith(house, clinicId, 'front_desk');
    expect((await desk.ask('POST', path(`/rooms/${id}/outages`), { from: '2026-03-07', to: '2026-03-07', reason: 'Mine' })).statusCode).toBe(403);
    expect((await administrator.ask('GET', path(`/rooms/${newId()}/outages?from=2026-03-01`))).statusCode).toBe(404);
  });

  it('of another clinic is not there', async () => {
    const { id } = await added();
    const other = await runAsSystem('test', () => house.get(CreateClinic).run({ name: 'Hillside', timeZone: 'America/Chicago' }));
    const stranger = await personWith(house, other, 'administrator');
    for (const [method, body] of [['GET', undefined], ['PATCH', { version: 1, name: 'Mine' }], ['DELETE', undefined]] as const) expect((await stranger.ask(method, `/clinics/${other}/rooms/${id}`, body)).statusCode).toBe(404);
    expect((await stranger.ask('PUT', `/clinics/${other}/opening-hours`, { version: 1, roomId: id, hours: [] })).statusCode).toBe(404);
  });
});

describe('opening hours', () => {
  const hours = [
    { weekday: 1, opens: '09:00', closes: '12:00' },
    { weekday: 1, opens: '12:00', closes: '20:30' },
    { weekday: 2, opens: '09:00', closes: '20:30' },
  ];

  it('are set a week at a time, touching stretches allowed, and hold from today', async () => {
    const set = await administrator.ask('PUT', path('/opening-hours'), { version: 1, roomId: null, hours });
    expect(set.json()).toEqual({ items: [{ roomId: null, version: 2, hours }] });
    expect(calendar).toEqual([{ from: '2026-03-02', to: null }]);
    expect(await house.get(ClinicsReader).openingHours(clinicId)).toHaveLength(3);
    const stale = await administrator.ask('PUT', path('/opening-hours'), { version: 1, roomId: null, hours: [] });
    expect(stale.statusCode).toBe(409);
  });

  it('may differ for a room', async () => {
    const room = (await administrator.ask('POST', path('/rooms'), { name: 'Maple', capacity: 12 })).json();
    const { items } = (await administrator.ask('PUT', path('/opening-hours'), { version: 1, roomId: room.id, hours: [{ weekday: 5, opens: '10:00', closes: '14:00' }] })).json();
    expect(items).toEqual([{ roomId: null, version: 1, hours: [] }, { roomId: room.id, version: 2, hours: [{ weekday: 5, opens: '10:00', closes: '14:00' }] }]);
  });

  it.each([
    ['end before they begin', [{ weekday: 1, opens: '12:00', closes: '09:00' }], '/hours/0/closes'],
    ['overlap', [{ weekday: 1, opens: '09:00', closes: '12:00' }, { weekday: 1, opens: '11:30', closes: '13:00' }], '/hours/1/opens'],
    ['lie on an eighth weekday', [{ weekday: 8, opens: '09:00', closes: '12:00' }], '/hours/0/weekday'],
    ['end at 25:00', [{ weekday: 1, opens: '09:00', closes: '25:00' }], '/hours/0/closes'],
  ])('are refused where they %s, at the stretch', async (_case, wrong, pointer) => {
    const refused = await administrator.ask('PUT', path('/opening-hours'), { version: 1, roomId: null, hours: wrong });
    expect([refused.statusCode, refused.json().errors[0].pointer]).toEqual([400, pointer]);
  });

  it('cannot overlap in the database either', async () => {
    const overlapping = `insert into clinics.opening_hours (id, clinic_id, weekday, opens, closes) values (gen_random_uuid(), $1, 1, '09:00', '12:00'), (gen_random_uuid(), $1, 1, '11:59', '13:00')`;
    await expect(house.database.transaction(() => house.database.rows(overlapping, [clinicId]))).rejects.toMatchObject({ status: 409 });
  });
});

describe('closed days', () => {
  const closures = async () => (await administrator.ask('GET', path('/closures?from=2026-01-01&to=2027-01-31'))).json().items as { id: string; day: string; reason: string; version: number }[];

  it('are one day or a range, each a day of its own, and those above are told which', async () => {
    const closed = await administrator.ask('POST', path('/closures'), { from: '2026-12-24', to: '2026-12-26', reason: 'Winter break' });
    expect(closed.json()).toEqual({ closed: ['2026-12-24', '2026-12-25', '2026-12-26'], alreadyClosed: [] });
    expect(calendar).toEqual([{ from: '2026-12-24', to: '2026-12-26' }]);
    expect((await closures()).map((one) => [one.day, one.reason])).toEqual([['2026-12-24', 'Winter break'], ['2026-12-25', 'Winter break'], ['2026-12-26', 'Winter break']]);
  });

  it('already closed stay as they were, and the answer says so', async () => {
    await administrator.ask('POST', path('/closures'), { from: '2026-12-25', reason: 'Christmas' });
    const closed = await administrator.ask('POST', path('/closures'), { from: '2026-12-24', to: '2026-12-26', reason: 'Winter break' });
    expect(closed.json()).toEqual({ closed: ['2026-12-24', '2026-12-26'], alreadyClosed: ['2026-12-25'] });
    expect((await closures())[1]).toMatchObject({ day: '2026-12-25', reason: 'Christmas' });
  });

  it('can be opened again', async () => {
    await administrator.ask('POST', path('/closures'), { from: '2026-12-24', to: '2026-12-26', reason: 'Winter break' });
    calendar = [];
    expect((await administrator.ask('POST', path('/closures/reopen'), { from: '2026-12-26', to: '2026-12-28' })).json()).toEqual({ reopened: ['2026-12-26'] });
    expect(calendar).toEqual([{ from: '2026-12-26', to: '2026-12-26' }]);
    expect(await closures()).toHaveLength(2);
  });

  it('take another reason from the version they were opened at', async () => {
    await administrator.ask('POST', path('/closures'), { from: '2026-07-03', reason: 'Holiday' });
    const [day] = await closures();
    expect((await administrator.ask('PATCH', path(`/closures/${day?.id}`), { version: 1, reason: 'Independence Day' })).json()).toMatchObject({ reason: 'Independence Day', version: 2 });
    expect((await administrator.ask('PATCH', path(`/closures/${day?.id}`), { version: 1, reason: 'Other' })).statusCode).toBe(409);
  });

  it.each([
    ['run backward', { from: '2026-12-26', to: '2026-12-24', reason: 'x' }, '/to'],
    ['last longer than a year', { from: '2026-01-01', to: '2027-12-31', reason: 'x' }, '/to'],
    ['do not exist', { from: '2026-02-30', reason: 'x' }, '/from'],
    ['have no reason', { from: '2026-02-20', reason: ' ' }, '/reason'],
  ])('are refused where they %s', async (_case, body, pointer) => {
    const refused = await administrator.ask('POST', path('/closures'), body);
    expect([refused.statusCode, refused.json().errors[0].pointer]).toEqual([400, pointer]);
  });

  it('are not for the front desk to decide', async () => {
    const desk = await personWith(house, clinicId, 'front_desk');
    expect((await desk.ask('POST', path('/closures'), { from: '2026-12-24', reason: 'x' })).statusCode).toBe(403);
    expect((await desk.ask('GET', path('/closures?from=2026-01-01&to=2026-12-31'))).statusCode).toBe(200);
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CloseDays } from '#clinics';
import { clinicDay, newId, type ClinicDay } from '#platform';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { hoursDrift } from '../../../../test/support/hours-drift.js';
import { atTheDesk, bookableClinic, written, type BookableClinic } from '../../../../test/support/schedule.js';
import { personWith, problemOf, type Asker } from '../../../../test/support/sign-in.js';
import { ExtendSeries } from './extend-series.service.js';

let house: TestApp;
let clinic: BookableClinic;
let director: Asker;
beforeAll(async () => {
  house = await testApp();
});
afterAll(() => house.close());
beforeEach(async () => {
  clinic = await bookableClinic(house.database, 4);
  director = await personWith(house, clinic.clinicId, 'director');
});
const MONDAY = '2026-03-02T14:00:00Z';
afterEach(async () => {
  house.clock.set(new Date(MONDAY));
  // Whatever was done to the series, the weeks of everybody in it are those a computation from scratch gives.
  expect(await hoursDrift(house.database, clinic.clinicId, '2025-12-31' as ClinicDay)).toEqual([]);
});

/** Another day; whoever was signed in signs in again. */
async function onDay(instant: string): Promise<void> {
  house.clock.set(new Date(instant));
  director = await personWith(house, clinic.clinicId, 'director');
}

interface EditedDate { day: string; sessionId: string | null; action: string; kept: string | null; state: string; chosen: boolean; startsAt: string; conflicts: { kind: string; sessionId: string }[] }
const ask = (method: 'GET' | 'POST' | 'PATCH', path: string, body?: object, headers?: Record<string, string>) => director.ask(method, `/clinics/${clinic.clinicId}${path}`, body, headers);

/** Tuesdays at ten, in the small room, with the first therapist and the first client. */
async function tuesdays(extra: object = {}): Promise<{ id: string; sessions: { id: string; day: string }[] }> {
  const answer = await ask('POST', '/series', {
    serviceId: clinic.individualServiceId, staffIds: [clinic.therapists[0]], clientIds: [clinic.people[0]!.clientId], roomId: clinic.rooms.small,
    rule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=6', startDay: '2026-03-03', startTime: '10:00', ...extra,
  });
  expect([answer.statusCode, answer.json()]).toEqual([201, expect.anything()]);
  return answer.json() as { id: string; sessions: { id: string; day: string }[] };
}
const edit = (id: string, body: object) => ask('POST', `/series/${id}/edit`, { version: 1, scope: 'all', ...body });
const preview = async (id: string, body: object) => {
  const answer = await ask('POST', `/series/${id}/edit/preview`, { version: 1, scope: 'all', ...body });
  expect([answer.statusCode, answer.json()]).toEqual([200, expect.anything()]);
  return answer.json() as { words: string; splitOn: string | null; dates: EditedDate[] };
};
const lines = (dates: EditedDate[]) => dates.map((one) => [one.day, one.action, one.kept ?? one.state]);
/** Every occurrence as it stands on the wall. */
const standing = (seriesId: string) =>
  house.database.rows<{ day: string; wall: string }>(
    `select s.series_day as day, to_char(s.starts_at at time zone 'America/New_York', 'MM-DD HH24:MI') || ' ' || extract(epoch from s.ends_at - s.starts_at)::int / 60 as wall
     from scheduling.session s where s.series_id = $1 and s.status = 'scheduled' order by s.starts_at`, [seriesId]).then((rows) => rows.map((one) => one.wall));

describe('a series that is there', () => {
  it('is read with its rule in words, its people, and its sessions page by page', async () => {
    const { id } = await tuesdays();
    expect((await ask('GET', `/series/${id}`)).json()).toMatchObject({
      words: 'Every Tuesday, 6 times', weekdays: ['TU'], endless: false, startTime: '10:00', durationMinutes: 60, title: 'Individual therapy', ahead: 6, exceptions: 0, version: 1,
      room: { name: 'Small room' }, staff: [{ name: 'Therapist Number 0' }], clients: [{ id: clinic.people[0]!.clientId }], group: null, endedOn: null, continuesId: null, cancellation: null,
    });
    const first = (await ask('GET', `/series/${id}/sessions?limit=4`)).json() as { items: { seriesDay: string }[]; nextCursor: string };
    const second = (await ask('GET', `/series/${id}/sessions?limit=4&cursor=${first.nextCursor}`)).json() as { items: { seriesDay: string; changedByHand: boolean }[]; nextCursor: null };
    expect([...first.items, ...second.items].map((one) => one.seriesDay)).toEqual(['2026-03-03', '2026-03-10', '2026-03-17', '2026-03-24', '2026-03-31', '2026-04-07']);
    expect([second.items[0]?.changedByHand, second.nextCursor]).toEqual([false, null]);
    expect((await ask('GET', `/series/${newId()}`)).statusCode).toBe(404);
    expect((await ask('GET', `/series/${newId()}/sessions`)).statusCode).toBe(404);
  });

  it('changes its time for all to come: the past stays, wall times hold through the change of the clocks, the hours follow', async () => {
    const { id } = await tuesdays();
    await onDay('2026-03-04T14:00:00Z');
    const seen = await preview(id, { startTime: '16:30', durationMinutes: 90 });
    expect(lines(seen.dates)).toEqual([
      ['2026-03-03', 'keep', 'past'], ['2026-03-10', 'change', 'free'], ['2026-03-17', 'change', 'free'], ['2026-03-24', 'change', 'free'], ['2026-03-31', 'change', 'free'], ['2026-04-07', 'change', 'free'],
    ]);
    const saved = await edit(id, { startTime: '16:30', durationMinutes: 90 });
    expect(saved.json()).toMatchObject({ seriesId: id, version: 2, continuesId: null, changed: ['2026-03-10', '2026-03-17', '2026-03-24', '2026-03-31', '2026-04-07'], added: [], removed: [], kept: [{ day: '2026-03-03', why: 'past' }] });
    expect(await standing(id)).toEqual(['03-03 10:00 60', '03-10 16:30 90', '03-17 16:30 90', '03-24 16:30 90', '03-31 16:30 90', '04-07 16:30 90']);
    expect(await house.database.rows(`select planned_minutes from hours.client_week where episode_id = $1 and week_start = '2026-03-09'`, [clinic.people[0]!.episodeId])).toEqual([{ planned_minutes: 90 }]);
    expect(await house.database.rows(`select subject_id, changes->>'changed' as n from platform.audit_entry where clinic_id = $1 and action = 'scheduling.series-edited'`, [clinic.clinicId])).toEqual([{ subject_id: id, n: '5' }]);
    expect(problemOf(await edit(id, { startTime: '17:00' }))).toBe('stale-edit');
  });

  it('changes its weekdays: occurrences move within their week, keep who was added to them, and more or fewer are made', async () => {
    const { id, sessions } = await tuesdays();
    const seen = await preview(id, { rule: 'FREQ=WEEKLY;BYDAY=TH;UNTIL=20260326' });
    expect(seen.words).toBe('Every Thursday until 26 Mar 2026');
    expect(lines(seen.dates)).toEqual([
      ['2026-03-05', 'change', 'free'], ['2026-03-12', 'change', 'free'], ['2026-03-19', 'change', 'free'], ['2026-03-26', 'change', 'free'], ['2026-03-31', 'remove', 'free'], ['2026-04-07', 'remove', 'free'],
    ]);
    expect((await edit(id, { rule: 'FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20260326' })).json()).toMatchObject({ changed: ['2026-03-05', '2026-03-09', '2026-03-16', '2026-03-23'], added: ['2026-03-12', '2026-03-19', '2026-03-26'], removed: ['2026-03-31', '2026-04-07'] });
    expect(await house.database.rows('select id from scheduling.session where series_id = $1 and series_day = $2', [id, '2026-03-05'])).toEqual([{ id: sessions[0]!.id }]);
    expect(await house.database.rows(`select count(*) as n from scheduling.session where clinic_id = $1 and status = 'cancelled' and series_id is null`, [clinic.clinicId])).toEqual([{ n: 2 }]);
    // And back: no date is there twice.
    expect((await edit(id, { version: 2, rule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=6' })).json()).toMatchObject({ changed: ['2026-03-03', '2026-03-10', '2026-03-17', '2026-03-24'], added: ['2026-03-31', '2026-04-07'], removed: ['2026-03-12', '2026-03-19', '2026-03-26'] });
    expect(await standing(id)).toEqual(['03-03 10:00 60', '03-10 10:00 60', '03-17 10:00 60', '03-24 10:00 60', '03-31 10:00 60', '04-07 10:00 60']);
  });

  it('is split at a date: the old one ends before it, a new one carries on with the rest of its count, both linked', async () => {
    const { id, sessions } = await tuesdays();
    const seen = await preview(id, { scope: 'following', sessionId: sessions[3]!.id, roomId: clinic.rooms.large, staffIds: [clinic.therapists[1]], startTime: '11:00' });
    expect([seen.splitOn, seen.words, lines(seen.dates)]).toEqual(['2026-03-24', 'Every Tuesday, 3 times', [['2026-03-24', 'change', 'free'], ['2026-03-31', 'change', 'free'], ['2026-04-07', 'change', 'free']]]);
    const saved = (await edit(id, { scope: 'following', sessionId: sessions[3]!.id, roomId: clinic.rooms.large, staffIds: [clinic.therapists[1]], startTime: '11:00' })).json() as { seriesId: string; continuesId: string };
    expect(saved).toMatchObject({ continuesId: id, version: 1 });
    expect((await ask('GET', `/series/${id}`)).json()).toMatchObject({ words: 'Every Tuesday until 23 Mar 2026', endedOn: '2026-03-23', continuedById: saved.seriesId, ahead: 3, version: 2 });
    expect((await ask('GET', `/series/${saved.seriesId}`)).json()).toMatchObject({ words: 'Every Tuesday, 3 times', continuesId: id, room: { name: 'Large room' }, staff: [{ name: 'Therapist Number 1' }], ahead: 3 });
    expect(await standing(id)).toEqual(['03-03 10:00 60', '03-10 10:00 60', '03-17 10:00 60']);
    expect(await standing(saved.seriesId)).toEqual(['03-24 11:00 60', '03-31 11:00 60', '04-07 11:00 60']);
    // What is left of the old one can still be changed, up to its end.
    expect((await edit(id, { version: 2, startTime: '09:00' })).json()).toMatchObject({ changed: ['2026-03-03', '2026-03-10', '2026-03-17'], added: [] });
    await onDay('2026-03-25T14:00:00Z');
    expect(problemOf(await edit(id, { version: 3, startTime: '09:00' }))).toBe('series-over');
  });

  it('every second week stays the same weeks after a split', async () => {
    const { id, sessions } = await tuesdays({ rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=5' });
    const saved = (await edit(id, { scope: 'following', sessionId: sessions[1]!.id, startTime: '12:00' })).json() as { seriesId: string };
    expect(await standing(saved.seriesId)).toEqual(['03-17 12:00 60', '03-31 12:00 60', '04-14 12:00 60', '04-28 12:00 60']);
  });

  it('from its first date on is changed as a whole, not split', async () => {
    const { id, sessions } = await tuesdays();
    expect((await edit(id, { scope: 'following', sessionId: sessions[0]!.id, title: 'Trauma work' })).json()).toMatchObject({ seriesId: id, continuesId: null, changed: expect.arrayContaining(['2026-03-03']) });
    expect(await house.database.rows('select distinct title from scheduling.session where series_id = $1', [id])).toEqual([{ title: 'Trauma work' }]);
  });
});

describe('an exception', () => {
  it('changed by hand is kept and said, or overwritten when somebody says so', async () => {
    const { id, sessions } = await tuesdays();
    await ask('POST', `/sessions/${sessions[1]!.id}/move`, { version: 1, startsAt: '2026-03-11T15:00:00Z' });
    expect((await edit(id, { scope: 'this', sessionId: sessions[2]!.id, startTime: '12:00' })).json()).toMatchObject({ changed: ['2026-03-17'], version: 1 });
    expect(lines((await preview(id, { startTime: '13:00' })).dates).slice(0, 4)).toEqual([['2026-03-03', 'change', 'free'], ['2026-03-10', 'keep', 'changed_by_hand'], ['2026-03-17', 'keep', 'changed_by_hand'], ['2026-03-24', 'change', 'free']]);
    expect((await edit(id, { startTime: '13:00' })).json()).toMatchObject({ kept: [{ day: '2026-03-10', why: 'changed_by_hand' }, { day: '2026-03-17', why: 'changed_by_hand' }] });
    expect((await standing(id)).slice(0, 4)).toEqual(['03-03 13:00 60', '03-11 11:00 60', '03-17 12:00 60', '03-24 13:00 60']);
    expect((await edit(id, { version: 2, startTime: '14:00', exceptions: 'overwrite' })).json()).toMatchObject({ kept: [] });
    expect((await standing(id)).slice(0, 4)).toEqual(['03-03 14:00 60', '03-10 14:00 60', '03-17 14:00 60', '03-24 14:00 60']);
    expect((await ask('GET', `/series/${id}`)).json()).toMatchObject({ exceptions: 0 });
  });

  it('is what a date becomes that was not chosen', async () => {
    const { id } = await tuesdays();
    expect((await edit(id, { startTime: '13:00', days: ['2026-03-10'] })).json()).toMatchObject({ changed: ['2026-03-10'], kept: expect.arrayContaining([expect.objectContaining({ day: '2026-03-03', why: 'left_out' })]) });
    expect((await standing(id)).slice(0, 3)).toEqual(['03-03 10:00 60', '03-10 13:00 60', '03-17 10:00 60']);
    expect((await ask('GET', `/series/${id}`)).json()).toMatchObject({ startTime: '13:00', exceptions: 5 });
    expect((await edit(id, { version: 2, startTime: '14:00', days: ['2026-03-04'] })).json()).toMatchObject({ errors: [{ pointer: '/days' }] });
    expect(problemOf(await edit(id, { version: 2, startTime: '14:00', days: ['2026-03-17'] }))).toBe('series-date-kept');
  });

  it('with attendance, or cancelled by hand, is not touched', async () => {
    const { id, sessions } = await tuesdays();
    await ask('POST', `/sessions/${sessions[1]!.id}/cancel`, { reason: 'Ill' });
    const [place] = await house.database.rows<{ id: string }>('select id from scheduling.participation where session_id = $1', [sessions[2]!.id]);
    expect((await ask('POST', `/sessions/${sessions[2]!.id}/attendance`, { marks: [{ participationId: place!.id, status: 'excused', reason: 'Travel' }] })).statusCode).toBe(200);
    expect((await edit(id, { startTime: '13:00', exceptions: 'overwrite' })).json()).toMatchObject({ kept: [{ day: '2026-03-10', why: 'cancelled' }, { day: '2026-03-17', why: 'attendance' }] });
    expect((await standing(id)).slice(0, 3)).toEqual(['03-03 13:00 60', '03-17 10:00 60', '03-24 13:00 60']);
    expect(problemOf(await edit(id, { version: 2, scope: 'this', sessionId: sessions[2]!.id, startTime: '15:00' }))).toBe('series-date-kept');
  });
});

describe('a change that cannot be', () => {
  it('is refused whole with each date and what is in its way, or saved for the dates chosen', async () => {
    const { id } = await tuesdays();
    const other = (await ask('POST', '/sessions', { serviceId: clinic.individualServiceId, startsAt: '2026-03-17T17:30:00Z', staffIds: [clinic.therapists[0]], clientIds: [clinic.people[1]!.clientId] })).json() as { id: string };
    const seen = await preview(id, { startTime: '13:00' });
    expect(seen.dates.filter((one) => one.state === 'conflict').map((one) => [one.day, one.conflicts.map((conflict) => [conflict.kind, conflict.sessionId])])).toEqual([['2026-03-17', [['staff', other.id]]]]);
    const refused = await edit(id, { startTime: '13:00' });
    expect([refused.statusCode, problemOf(refused), (refused.json() as { occurrences: { day: string }[] }).occurrences.map((one) => one.day)]).toEqual([409, 'series-conflicts', ['2026-03-17']]);
    expect((await standing(id))[0]).toBe('03-03 10:00 60');
    expect((await edit(id, { startTime: '13:00', days: ['2026-03-03', '2026-03-10', '2026-03-24', '2026-03-31', '2026-04-07'] })).statusCode).toBe(200);
    expect((await standing(id)).slice(0, 4)).toEqual(['03-03 13:00 60', '03-10 13:00 60', '03-17 10:00 60', '03-24 13:00 60']);
  });

  it('skips closed days, asks for a reason outside hours, and refuses what does not go together', async () => {
    const { id, sessions } = await tuesdays();
    await atTheDesk(() => house.get(CloseDays).run(clinic.clinicId, { from: clinicDay('2026-03-12'), reason: 'Staff day' }));
    const seen = await preview(id, { rule: 'FREQ=WEEKLY;BYDAY=TH;COUNT=3' });
    expect(lines(seen.dates).slice(0, 4)).toEqual([['2026-03-05', 'change', 'free'], ['2026-03-10', 'remove', 'free'], ['2026-03-12', 'add', 'closed'], ['2026-03-19', 'change', 'free']]);
    await written(house.database, `insert into clinics.opening_hours (id, clinic_id, weekday, opens, closes) select gen_random_uuid(), $1, n, '09:00', '18:00' from generate_series(1, 5) n`, [clinic.clinicId]);
    expect([(await edit(id, { startTime: '19:00' })).statusCode, problemOf(await edit(id, { startTime: '19:00' }))]).toEqual([422, 'needs-reason']);
    expect((await edit(id, { startTime: '19:00', outsideHoursReason: 'Works late' })).statusCode).toBe(200);
    for (const [body, pointer] of [
      [{ scope: 'following' }, '/sessionId'], [{ scope: 'this', sessionId: sessions[0]!.id, rule: 'FREQ=DAILY' }, '/rule'], [{ toDay: '2026-03-05' }, '/toDay'], [{ startDay: '2026-03-05' }, '/startDay'],
      [{ rule: 'FREQ=HOURLY' }, '/rule'], [{ include: ['2026-03-05'], exclude: ['2026-03-05'] }, '/exclude'], [{ include: ['2026-03-01'] }, '/include'], [{ staffIds: [newId()] }, null],
    ] as [object, string | null][]) {
      const refused = await edit(id, { version: 2, ...body });
      expect([body, refused.statusCode, pointer === null ? null : (refused.json() as { errors?: { pointer: string }[] }).errors?.[0]?.pointer]).toEqual([body, pointer === null ? 404 : 400, pointer]);
    }
  });

  it('happens once when its answer is lost and it is sent again', async () => {
    const { id } = await tuesdays();
    const key = { 'idempotency-key': newId() };
    const body = { version: 1, scope: 'all', startTime: '13:00' };
    const [first, second] = [await ask('POST', `/series/${id}/edit`, body, key), await ask('POST', `/series/${id}/edit`, body, key)];
    expect([first.statusCode, (await ask('GET', `/series/${id}`)).json()]).toEqual([200, expect.objectContaining({ version: 2 })]);
    expect(second.statusCode).toBeLessThan(500);
  });
});

describe('dates besides the rule', () => {
  it('are left out, brought back and added, and follow the series from then on', async () => {
    const { id } = await tuesdays();
    expect((await edit(id, { exclude: ['2026-03-10'], include: ['2026-03-12'] })).json()).toMatchObject({ changed: ['2026-03-12'], added: [], removed: [], skipped: [{ day: '2026-03-10', cause: 'left_out' }] });
    expect((await edit(id, { version: 2, startTime: '12:00' })).json()).toMatchObject({ added: [], removed: [] });
    expect((await standing(id)).slice(0, 3)).toEqual(['03-03 12:00 60', '03-12 12:00 60', '03-17 12:00 60']);
    expect((await edit(id, { version: 3, include: ['2026-03-10'] })).json()).toMatchObject({ added: ['2026-03-10'], changed: [] });
    expect((await edit(id, { version: 4, exclude: ['2026-03-12'] })).json()).toMatchObject({ removed: ['2026-03-12'] });
    expect(await standing(id)).toEqual(['03-03 12:00 60', '03-10 12:00 60', '03-17 12:00 60', '03-24 12:00 60', '03-31 12:00 60', '04-07 12:00 60']);
    expect((await ask('GET', `/series/${id}`)).json()).toMatchObject({ gaps: [{ day: '2026-03-12', cause: 'left_out' }] });
  });
});

describe('who comes to a series', () => {
  it('joins and leaves its sessions to come, and is looked for in their way', async () => {
    const { id } = await tuesdays({ serviceId: clinic.groupServiceId, capacity: 2 });
    await ask('POST', '/sessions', { serviceId: clinic.individualServiceId, startsAt: '2026-03-17T14:00:00Z', staffIds: [clinic.therapists[2]], clientIds: [clinic.people[1]!.clientId] });
    await onDay('2026-03-04T14:00:00Z');
    const both = [clinic.people[0]!.clientId, clinic.people[1]!.clientId];
    expect(problemOf(await edit(id, { clientIds: both }))).toBe('series-conflicts');
    expect((await edit(id, { clientIds: both, days: ['2026-03-10', '2026-03-24', '2026-03-31', '2026-04-07'] })).statusCode).toBe(200);
    const seats = () => house.database.rows<{ seats_taken: number }>(`select seats_taken from scheduling.session where series_id = $1 order by series_day`, [id]).then((rows) => rows.map((one) => one.seats_taken));
    expect(await seats()).toEqual([1, 2, 1, 2, 2, 2]);
    expect(problemOf(await edit(id, { version: 2, clientIds: [...both, clinic.people[2]!.clientId] }))).toBe('group-full');
    expect((await edit(id, { version: 2, clientIds: [clinic.people[1]!.clientId] })).statusCode).toBe(200);
    expect(await seats()).toEqual([1, 1, 1, 1, 1, 1]);
  });
});

describe('a series of a group', () => {
  const group = async () => {
    const made = (await ask('POST', '/groups', {
      name: 'Skills', serviceId: clinic.groupServiceId, programId: clinic.programId, roomId: clinic.rooms.small, staffIds: [clinic.therapists[0]],
      series: { rule: 'FREQ=WEEKLY;BYDAY=WE', startDay: '2026-03-04', startTime: '17:30', durationMinutes: 90 },
    })).json() as { id: string };
    for (const n of [0, 1]) await ask('POST', `/groups/${made.id}/members`, { episodeId: clinic.people[n]!.episodeId, joinedOn: '2026-03-02', ...(n === 1 ? { leftOn: '2026-03-11' } : {}) });
    return ((await ask('GET', `/groups/${made.id}`)).json() as { series: { id: string }[] }).series[0]!;
  };

  it('keeps the group’s people, may leave its room and staff, and is carried on there', async () => {
    const { id } = await group();
    expect((await edit(id, { title: 'Other' })).json()).toMatchObject({ errors: [{ pointer: '/title' }] });
    expect((await edit(id, { roomId: clinic.rooms.large, staffIds: [clinic.therapists[1]], rule: 'FREQ=WEEKLY;BYDAY=TH' })).statusCode).toBe(200);
    const seats = await house.database.rows<{ day: string; seats_taken: number }>('select series_day as day, seats_taken from scheduling.session where series_id = $1 order by series_day limit 2', [id]);
    // Who leaves on the Wednesday does not come on the Thursday it moves to.
    expect(seats).toEqual([{ day: '2026-03-05', seats_taken: 2 }, { day: '2026-03-12', seats_taken: 1 }]);
    await onDay('2026-03-24T14:00:00Z');
    expect((await atTheDesk(() => house.get(ExtendSeries).run(clinic.clinicId, id))).sessions).toBe(3);
    expect(await house.database.rows(`select distinct s.room_id, t.staff_id, extract(isodow from s.clinic_day)::int as weekday from scheduling.session s join scheduling.session_staff t on t.session_id = s.id where s.series_id = $1`, [id])).toEqual([
      { room_id: clinic.rooms.large, staff_id: clinic.therapists[1], weekday: 4 },
    ]);
  });

  it('without an end is split, and only the part that goes on is carried on, past dates added or left out ahead', async () => {
    const { id } = await group();
    const [at] = await house.database.rows<{ id: string }>(`select id from scheduling.session where series_id = $1 and series_day = '2026-04-01'`, [id]);
    const { seriesId } = (await edit(id, { scope: 'following', sessionId: at!.id, startTime: '18:00', include: ['2026-07-01'], exclude: ['2026-06-24'] })).json() as { seriesId: string };
    await onDay('2026-03-24T14:00:00Z');
    const due = await house.get(ExtendSeries).due();
    expect([due.some((one) => one.seriesId === id), due.some((one) => one.seriesId === seriesId)]).toEqual([false, false]);
    await onDay('2026-04-21T14:00:00Z');
    await atTheDesk(() => house.get(ExtendSeries).run(clinic.clinicId, seriesId));
    expect((await standing(seriesId)).slice(-7)).toEqual(['06-17 18:00 90', '07-01 18:00 90', '07-08 18:00 90', '07-15 18:00 90', '07-22 18:00 90', '07-29 18:00 90', '08-05 18:00 90']);
  });
});

describe('cancelling a series', () => {
  it('cancels what is to come with its reason, keeps the past and exceptions, and is taken back', async () => {
    const { id, sessions } = await tuesdays();
    await ask('POST', `/sessions/${sessions[4]!.id}/move`, { version: 1, startsAt: '2026-04-01T15:00:00Z' });
    await onDay('2026-03-04T14:00:00Z');
    const from = { scope: 'following', sessionId: sessions[2]!.id };
    const body = { ...from, version: 1, reason: 'Moves away' };
    expect(((await ask('POST', `/series/${id}/cancel/preview`, from)).json() as { dates: { day: string; kept: string | null }[] }).dates.map((one) => [one.day, one.kept])).toEqual([
      ['2026-03-17', null], ['2026-03-24', null], ['2026-03-31', 'changed_by_hand'], ['2026-04-07', null],
    ]);
    expect((await ask('POST', `/series/${id}/cancel`, body)).json()).toMatchObject({ version: 2, endedOn: '2026-03-16' });
    expect(await standing(id)).toEqual(['03-03 10:00 60', '03-10 10:00 60', '04-01 11:00 60']);
    expect((await ask('GET', `/series/${id}`)).json()).toMatchObject({ endedOn: '2026-03-16', cancellation: { fromDay: '2026-03-17', reason: 'Moves away', restorable: true } });
    expect(await house.database.rows(`select sum(planned_minutes)::int as n from hours.client_week where episode_id = $1`, [clinic.people[0]!.episodeId])).toEqual([{ n: 180 }]);

    const other = (await ask('POST', '/sessions', { serviceId: clinic.individualServiceId, startsAt: '2026-03-24T14:30:00Z', staffIds: [clinic.therapists[0]], clientIds: [clinic.people[1]!.clientId] })).json() as { id: string };
    const refused = await ask('POST', `/series/${id}/restore`, { version: 2 });
    expect([problemOf(refused), (refused.json() as { occurrences: { day: string; conflicts: { sessionId: string }[] }[] }).occurrences.map((one) => [one.day, one.conflicts[0]?.sessionId])]).toEqual(['series-conflicts', [['2026-03-24', other.id]]]);
    expect((await ask('POST', `/series/${id}/restore`, { version: 2, days: ['2026-03-17', '2026-04-07'] })).json()).toEqual({ seriesId: id, version: 3, endedOn: null, restored: ['2026-03-17', '2026-04-07'], cancelled: ['2026-03-24'] });
    expect(await standing(id)).toEqual(['03-03 10:00 60', '03-10 10:00 60', '03-17 10:00 60', '04-01 11:00 60', '04-07 10:00 60']);
    expect(problemOf(await ask('POST', `/series/${id}/restore`, { version: 3 }))).toBe('cannot-restore');
  });

  it('cancels one occurrence only, or all to come', async () => {
    const { id, sessions } = await tuesdays();
    expect((await ask('POST', `/series/${id}/cancel`, { version: 1, scope: 'this', sessionId: sessions[1]!.id, reason: 'Ill' })).json()).toMatchObject({ endedOn: null, version: 1 });
    expect((await standing(id)).length).toBe(5);
    expect((await ask('POST', `/series/${id}/cancel`, { version: 1, scope: 'all', reason: 'Discharged' })).json()).toMatchObject({ endedOn: '2026-03-01', version: 2 });
    expect(await standing(id)).toEqual([]);
    expect(problemOf(await edit(id, { version: 2, startTime: '12:00' }))).toBe('series-over');
    expect(problemOf(await ask('POST', `/series/${id}/cancel`, { version: 2, scope: 'all', reason: 'x' }))).toBe('series-over');
    expect((await ask('POST', `/series/${id}/restore`, { version: 2 })).json()).toMatchObject({ cancelled: [], endedOn: null });
    expect((await standing(id)).length).toBe(5);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AddParticipants, CancelSession, CreateSeries, EditSeries, MoveSession, RejoinSeries, type EditSeriesInput, type EditedSeriesOutcome } from '#scheduling';
import { addDays, clinicDay, instantOf, newId, timeZone, wallTime, type ClinicDay, type TimeZone } from '#platform';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { hoursDrift } from '../../../../test/support/hours-drift.js';
import { atTheDesk, bookableClinic, type BookableClinic } from '../../../../test/support/schedule.js';
import { personWith, problemOf, type Asker } from '../../../../test/support/sign-in.js';
import { ExtendSeries } from './extend-series.service.js';

let house: TestApp;
let clinic: BookableClinic;
let director: Asker;
beforeAll(async () => {
  house = await testApp();
});
afterAll(() => house.close());

const MONDAY = '2026-03-02T14:00:00Z';
const ask = (method: 'GET' | 'POST', path: string, body?: object, headers?: Record<string, string>) => director.ask(method, `/clinics/${clinic.clinicId}${path}`, body, headers);

/** All a series is: itself, its people, its occurrences with theirs, its gaps and what was cancelled of it; not how often it was written. */
async function whole(seriesId: string, until = '9999-12-31'): Promise<{ sessions: { id: string; day: string }[] }> {
  const [series] = await house.database.rows<Record<string, unknown>>(
    `select to_jsonb(e) - 'version' - 'generated_until' as series,
       (select jsonb_agg(to_jsonb(s) - 'version' order by s.position, s.staff_id) from scheduling.series_staff s where s.series_id = e.id) as staff,
       (select jsonb_agg(client_id order by client_id) from scheduling.series_client where series_id = e.id) as clients,
       (select jsonb_agg(jsonb_build_array(day, cause, in_the_way, settled_at is null) order by day) from scheduling.series_gap where series_id = e.id and day <= $2) as gaps,
       (select jsonb_agg(jsonb_build_array(c.id, c.from_day, c.ended_on_before, c.restored_at, c.series_version = e.version) order by c.cancelled_at, c.id) from scheduling.series_cancellation c where c.series_id = e.id) as cancellations
     from scheduling.series e where e.id = $1`, [seriesId, until]);
  const sessions = await house.database.rows<{ id: string; day: string }>(
    `select s.id, s.series_day as day, to_jsonb(s) - 'version' - 'changed_at' as session,
       (select jsonb_agg(to_jsonb(t) order by t.position, t.staff_id) from scheduling.session_staff t where t.session_id = s.id) as staff,
       (select jsonb_agg(to_jsonb(p) - 'version' order by p.client_id) from scheduling.participation p where p.session_id = s.id) as places
     from scheduling.session s where s.series_id = $1 and s.series_day <= $2 order by s.series_day`, [seriesId, until]);
  return { ...series, sessions };
}
const versionOf = async (seriesId: string): Promise<number> => (await house.database.one<{ version: number }>('select version from scheduling.series where id = $1', [seriesId])).version;
const daysOfSeries = async (seriesId: string): Promise<string[]> => (await whole(seriesId)).sessions.map((one) => one.day);

interface Changed { done: EditedSeriesOutcome; back: Omit<EditSeriesInput, 'version'> }

/** A change of a series, and what the calendar asks to take it back. */
async function changed(seriesId: string, edit: Omit<EditSeriesInput, 'version'>): Promise<Changed> {
  const was = await house.database.one<Record<string, unknown>>(
    `select rule, left(start_time::text, 5) as "startTime", duration_minutes as "durationMinutes", room_id as "roomId", title,
       (select json_agg(staff_id order by position) from scheduling.series_staff where series_id = e.id) as "staffIds" from scheduling.series e where id = $1`, [seriesId]);
  const done = await house.get(EditSeries).run(clinic.clinicId, seriesId, { version: await versionOf(seriesId), ...edit });
  const fields = Object.fromEntries(Object.entries(was).filter(([field]) => edit[field as keyof typeof edit] !== undefined));
  return { done, back: { scope: 'all', ...fields, follow: done.kept.filter((one) => one.why === 'left_out').map((one) => one.sessionId) } };
}

/** Takes it back: the change itself, then the split. */
async function undo({ done, back }: Changed): Promise<void> {
  const { version } = await house.get(EditSeries).run(clinic.clinicId, done.seriesId, { ...back, version: await versionOf(done.seriesId) });
  if (done.continuesId !== null) await house.get(RejoinSeries).run(clinic.clinicId, done.seriesId, { version });
}

describe('a split that is undone', () => {
  beforeEach(async () => {
    house.clock.set(new Date(MONDAY));
    clinic = await bookableClinic(house.database, 4);
    director = await personWith(house, clinic.clinicId, 'director');
  });
  /** Tuesdays at ten, through the night of 8 March in which the clocks change. */
  const tuesdays = (extra: object = {}) =>
    atTheDesk(() => house.get(CreateSeries).run(clinic.clinicId, {
      serviceId: clinic.groupServiceId, programId: clinic.programId, capacity: 3, staffIds: [clinic.therapists[0]], clientIds: [clinic.people[0]!.clientId], roomId: clinic.rooms.small,
      rule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=8', startDay: clinicDay('2026-03-03'), startTime: wallTime('10:00'), durationMinutes: 60, ...extra,
    }));

  it.each<[string, object, () => object]>([
    ['of its time and length', {}, () => ({ startTime: '16:00', durationMinutes: 90 })],
    ['of its room, people and title', {}, () => ({ roomId: clinic.rooms.large, staffIds: [clinic.therapists[1], clinic.therapists[0]], title: 'Trauma work' })],
    ['of its weekday', { rule: 'FREQ=WEEKLY;BYDAY=TU;UNTIL=20260421' }, () => ({ rule: 'FREQ=WEEKLY;BYDAY=TH;UNTIL=20260423' })],
    ['of its end', { rule: 'FREQ=WEEKLY;BYDAY=TU;UNTIL=20260421' }, () => ({ rule: 'FREQ=WEEKLY;BYDAY=TU;UNTIL=20260630' })],
    ['of some of its dates', {}, () => ({ startTime: '16:00', days: ['2026-03-24', '2026-04-14'] })],
    ['without an end', { rule: 'FREQ=WEEKLY;BYDAY=TU' }, () => ({ startTime: '16:00' })],
  ])('%s leaves the series as it was, with what was moved and cancelled by hand', async (_, extra, edit) => {
    const { id, sessions } = await tuesdays(extra);
    await atTheDesk(async () => {
      await house.get(MoveSession).run(clinic.clinicId, sessions[4]!.id, { startsAt: new Date('2026-04-01T15:00:00Z') });
      await house.get(CancelSession).run(clinic.clinicId, sessions[5]!.id, { reason: 'Ill' });
      await house.get(AddParticipants).run(clinic.clinicId, sessions[6]!.id, { clientIds: [clinic.people[1]!.clientId] });
      await house.get(EditSeries).run(clinic.clinicId, id, { version: 1, scope: 'all', exclude: [clinicDay('2026-03-10')] });
    });
    const [before, until] = [await whole(id), (await daysOfSeries(id)).at(-1)!];
    await atTheDesk(async () => {
      const change = await changed(id, { scope: 'following', sessionId: sessions[3]!.id, ...edit() });
      expect(await whole(id)).not.toEqual(before);
      await undo(change);
    });
    expect(await whole(id, until)).toEqual(before);
    expect(await house.database.rows('select id from scheduling.series where clinic_id = $1', [clinic.clinicId])).toEqual([{ id }]);
    expect(await hoursDrift(house.database, clinic.clinicId, '2025-12-31' as ClinicDay)).toEqual([]);
    // And it is one series: a change of all to come changes every one that follows it.
    const all = await atTheDesk(async () => house.get(EditSeries).run(clinic.clinicId, id, { version: await versionOf(id), scope: 'all', title: 'One and the same' }));
    expect(all.changed.slice(0, 5)).toEqual(['2026-03-03', '2026-03-17', '2026-03-24', '2026-04-14', '2026-04-21']);
  });

  it('leaves a cancellation that could be taken back as it was, and one that came after it', async () => {
    const { id, sessions } = await tuesdays();
    const cancel = (seriesId: string, n: number, version: number) => ask('POST', `/series/${seriesId}/cancel`, { version, scope: 'following', sessionId: sessions[n]!.id, reason: 'Summer' });
    await cancel(id, 6, 1);
    const before = await whole(id);
    await atTheDesk(async () => undo(await changed(id, { scope: 'following', sessionId: sessions[3]!.id, startTime: wallTime('16:00') })));
    expect(await whole(id)).toEqual(before);
    expect((await ask('POST', `/series/${id}/restore`, { version: await versionOf(id) })).json()).toMatchObject({ endedOn: null, restored: ['2026-04-14', '2026-04-21'] });
    const { seriesId } = (await ask('POST', `/series/${id}/edit`, { version: await versionOf(id), scope: 'following', sessionId: sessions[3]!.id, title: 'Group' })).json() as { seriesId: string };
    await ask('POST', `/series/${seriesId}/edit`, { version: 1, scope: 'all', title: 'Group therapy' });
    await atTheDesk(async () => house.get(EditSeries).run(clinic.clinicId, id, { version: await versionOf(id), scope: 'all', title: 'Group therapy' }));
    expect((await cancel(seriesId, 5, 2)).json()).toMatchObject({ version: 3 });
    const { version } = (await ask('POST', `/series/${seriesId}/rejoin`, { version: 3 })).json() as { version: number };
    expect((await ask('GET', `/series/${id}`)).json()).toMatchObject({ endedOn: '2026-04-06', cancellation: { fromDay: '2026-04-07', restorable: true }, version });
    expect((await ask('POST', `/series/${id}/restore`, { version })).json()).toMatchObject({ endedOn: null, restored: ['2026-04-07', '2026-04-14', '2026-04-21'] });
  });

  it('is one series again for whatever carried it on, and says so in the audit trail', async () => {
    const { id, sessions } = await tuesdays();
    const split = async (seriesId: string, n: number, body: object) =>
      (await ask('POST', `/series/${seriesId}/edit`, { version: await versionOf(seriesId), scope: 'following', sessionId: sessions[n]!.id, ...body })).json() as { seriesId: string };
    const second = (await split(id, 3, { startTime: '10:00' })).seriesId;
    const third = (await split(second, 6, { startTime: '11:00' })).seriesId;
    const answer = await ask('POST', `/series/${second.toUpperCase()}/rejoin`, { version: 2 });
    expect([answer.statusCode, answer.json()]).toEqual([200, { seriesId: id, version: 3, endedOn: '2026-04-13' }]);
    expect((await ask('GET', `/series/${second}`)).statusCode).toBe(404);
    expect((await ask('GET', `/series/${third}`)).json()).toMatchObject({ continuesId: id });
    expect((await ask('GET', `/series/${id}`)).json()).toMatchObject({ continuedById: third, rule: 'FREQ=WEEKLY;COUNT=8;BYDAY=TU', ahead: 6 });
    expect(await house.database.rows(`select subject_id, changes->>'rejoined' as rejoined, changes->>'sessions' as n from platform.audit_entry where clinic_id = $1 and action = 'scheduling.series-rejoined'`, [clinic.clinicId])).toEqual([{ subject_id: id, rejoined: second, n: '3' }]);
  });

  it('is refused where the two differ, where they are not two, and where somebody was faster', async () => {
    const { id, sessions } = await tuesdays();
    expect(problemOf(await ask('POST', `/series/${id}/rejoin`, { version: 1 }))).toBe('cannot-rejoin');
    const { seriesId } = (await ask('POST', `/series/${id}/edit`, { version: 1, scope: 'following', sessionId: sessions[3]!.id, startTime: '16:00', staffIds: [clinic.therapists[1]] })).json() as { seriesId: string };
    const refused = await ask('POST', `/series/${seriesId}/rejoin`, { version: 1 });
    expect([refused.statusCode, problemOf(refused), (refused.json() as { differs: string[] }).differs]).toEqual([409, 'cannot-rejoin', ['staff', 'start time']]);
    expect((await ask('POST', `/series/${seriesId}/edit`, { version: 1, scope: 'all', startTime: '10:00', staffIds: [clinic.therapists[0]] })).statusCode).toBe(200);
    expect(problemOf(await ask('POST', `/series/${seriesId}/rejoin`, { version: 1 }))).toBe('stale-edit');
    // The earlier has a session of its own on a day of the later.
    expect((await ask('POST', `/series/${id}/edit`, { version: 2, scope: 'all', include: ['2026-03-31'], startTime: '08:00' })).statusCode).toBe(200);
    expect((await ask('POST', `/series/${seriesId}/edit`, { version: 2, scope: 'all', startTime: '08:00', exclude: ['2026-03-31'] })).statusCode).toBe(200);
    expect((await ask('POST', `/series/${seriesId}/edit`, { version: 3, scope: 'all', include: ['2026-03-31'] })).statusCode).toBe(409);
    expect((await ask('POST', `/series/${newId()}/rejoin`, { version: 1 })).statusCode).toBe(404);
    const stranger = await personWith(house, clinic.clinicId, 'auditor');
    expect((await stranger.ask('POST', `/clinics/${clinic.clinicId}/series/${seriesId}/rejoin`, { version: 3 })).statusCode).toBe(403);
    expect((await ask('POST', `/series/${seriesId}/rejoin`, { version: 3 })).statusCode).toBe(200);
    expect(await daysOfSeries(id)).toEqual(['2026-03-03', '2026-03-10', '2026-03-17', '2026-03-24', '2026-03-31', '2026-04-07', '2026-04-14', '2026-04-21']);
  });

  it('of a series that was carried on meanwhile keeps what was made, and is carried on as one', async () => {
    const { id, sessions } = await tuesdays({ rule: 'FREQ=WEEKLY;BYDAY=TU' });
    const [before, until] = [await whole(id), (await daysOfSeries(id)).at(-1)!];
    await atTheDesk(async () => {
      const change = await changed(id, { scope: 'following', sessionId: sessions[3]!.id, durationMinutes: 30 });
      house.clock.set(new Date('2026-03-17T16:00:00Z'));
      const [{ seriesId }] = await house.database.rows<{ seriesId: string }>('select id as "seriesId" from scheduling.series where continues_id = $1', [id]) as [{ seriesId: string }];
      expect((await house.get(ExtendSeries).run(clinic.clinicId, seriesId)).sessions).toBe(3);
      await undo(change);
      expect(await whole(id, until)).toEqual(before);
      house.clock.set(new Date('2026-03-31T16:00:00Z'));
      expect((await house.get(ExtendSeries).due()).filter((one) => one.clinicId === clinic.clinicId)).toEqual([{ clinicId: clinic.clinicId, seriesId: id }]);
      expect((await house.get(ExtendSeries).run(clinic.clinicId, id)).sessions).toBe(1);
    });
    const days = await daysOfSeries(id);
    expect(days).toEqual(days.map((_, n) => addDays(clinicDay('2026-03-03'), n * 7)));
  });

  it('of a group keeps the group’s room and people where it had no other', async () => {
    const made = (await ask('POST', '/groups', {
      name: 'Skills', serviceId: clinic.groupServiceId, programId: clinic.programId, roomId: clinic.rooms.small, staffIds: [clinic.therapists[0]],
      series: { rule: 'FREQ=WEEKLY;BYDAY=WE;COUNT=6', startDay: '2026-03-04', startTime: '17:30', durationMinutes: 90 },
    })).json() as { id: string };
    const { id } = ((await ask('GET', `/groups/${made.id}`)).json() as { series: { id: string }[] }).series[0]!;
    const before = await whole(id);
    const change = { scope: 'following', sessionId: before.sessions[3]!.id, roomId: clinic.rooms.large, staffIds: [clinic.therapists[1]] };
    const { seriesId } = (await ask('POST', `/series/${id}/edit`, { version: 1, ...change })).json() as { seriesId: string };
    expect((await ask('POST', `/series/${seriesId}/edit`, { version: 1, scope: 'all', roomId: clinic.rooms.small, staffIds: [clinic.therapists[0]] })).statusCode).toBe(200);
    expect((await ask('POST', `/series/${seriesId}/rejoin`, { version: 2 })).statusCode).toBe(200);
    expect(await whole(id)).toEqual(before);
  });
});

/** The same histories every time; other ones, and more, where a machine has the time: `STEPWELL_RUNS=500`. */
const RUNS = Number(process.env['STEPWELL_RUNS'] ?? 12);
const SEED = process.env['STEPWELL_RUNS'] === undefined ? { seed: 20_261_127 } : {};

describe('any split that is undone, through a change of the clocks', () => {
  const places = fc.constantFrom<[string, string]>(['America/New_York', '2026-02-23'], ['America/New_York', '2026-10-19'], ['Europe/Berlin', '2026-03-16'], ['Australia/Lord_Howe', '2026-03-23']);
  const time = fc.integer({ min: 32, max: 72 }).map((quarter) => wallTime(`${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`));
  const rule = fc.record({ days: fc.subarray(['MO', 'TU', 'WE', 'FR'], { minLength: 1, maxLength: 3 }), every: fc.constantFrom('', 'INTERVAL=2;'), end: fc.oneof(fc.constant(''), fc.integer({ min: 8, max: 20 }).map((n) => `COUNT=${n};`)) }).map((one) => `FREQ=WEEKLY;${one.every}${one.end}BYDAY=${one.days.join()}`);
  const change = fc.record(
    { startTime: time, durationMinutes: fc.constantFrom(30, 90, 240), room: fc.constantFrom('small', 'large'), therapist: fc.nat(2), title: fc.constantFrom('Skills', 'Trauma') },
    { requiredKeys: [] },
  ).filter((one) => Object.keys(one).length > 0);
  const byHand = fc.array(fc.record({ do: fc.constantFrom('move' as const, 'cancel' as const, 'join' as const), at: fc.nat(20) }), { maxLength: 4 });

  it('leaves every session, place, gap and exception as it was', async () => {
    let undone = 0;
    await fc.assert(
      fc.asyncProperty(places, rule, time, byHand, change, fc.integer({ min: 1, max: 12 }), fc.array(fc.nat(20), { maxLength: 3 }), async ([zoneName, start], text, startTime, hands, { room, therapist, ...fields }, cut, leftOut) => {
        const zone: TimeZone = timeZone(zoneName);
        const first = clinicDay(start);
        house.clock.set(instantOf(first, wallTime('07:00'), zone));
        clinic = await bookableClinic(house.database, 3, { timeZone: zone });
        await atTheDesk(async () => {
          const { id, sessions } = await house.get(CreateSeries).run(clinic.clinicId, {
            serviceId: clinic.groupServiceId, programId: clinic.programId, rule: text, startDay: first, startTime, durationMinutes: 60, capacity: 3,
            roomId: clinic.rooms.small, staffIds: [clinic.therapists[0]], clientIds: [clinic.people[0]!.clientId],
          });
          for (const hand of hands) {
            const { id: sessionId } = sessions[hand.at % sessions.length]!;
            // What was cancelled before can be neither moved nor joined.
            const [standing] = await house.database.rows<{ startsAt: Date }>(`select starts_at as "startsAt" from scheduling.session where id = $1 and status = 'scheduled'`, [sessionId]);
            if (!standing) continue;
            if (hand.do === 'cancel') await house.get(CancelSession).run(clinic.clinicId, sessionId, { reason: 'Ill' });
            else if (hand.do === 'join') await house.get(AddParticipants).run(clinic.clinicId, sessionId, { clientIds: [clinic.people[1]!.clientId] });
            else await house.get(MoveSession).run(clinic.clinicId, sessionId, { startsAt: new Date(standing.startsAt.getTime() - 900_000) });
          }
          const [before, last] = [await whole(id), sessions.at(-1)!.day];
          const edit = { scope: 'following' as const, sessionId: sessions[cut % sessions.length]!.id, ...fields, ...(room === undefined ? {} : { roomId: clinic.rooms[room as 'small' | 'large'] }), ...(therapist === undefined ? {} : { staffIds: [clinic.therapists[therapist] as string] }) };
          const out = new Set(leftOut.map((n) => sessions[n % sessions.length]!.id));
          const open = before.sessions as { id: string; day: ClinicDay; session?: { status: string; changed_by_hand: boolean } }[];
          const from = sessions[cut % sessions.length]!.day;
          const days = open.filter((one) => one.day >= from && !out.has(one.id) && one.session?.status === 'scheduled' && !one.session.changed_by_hand).map((one) => one.day);
          await undo(await changed(id, leftOut.length > 0 ? { ...edit, days } : edit));
          expect(await whole(id, last)).toEqual(before);
          undone += 1;
          expect(await house.database.rows('select id from scheduling.series where clinic_id = $1', [clinic.clinicId])).toEqual([{ id }]);
          expect(await hoursDrift(house.database, clinic.clinicId, clinicDay('2025-12-31'))).toEqual([]);
        });
      }),
      { numRuns: RUNS, ...SEED },
    );
    expect(undone).toBeGreaterThanOrEqual(RUNS);
  }, 120_000 + RUNS * 3000);
});

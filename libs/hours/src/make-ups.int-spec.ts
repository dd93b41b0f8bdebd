import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CloseRoom } from '#clinics';
import { RecordAuthorization } from '#episodes';
import { EpisodeWeeks } from '#hours';
import { DomainError, addDays, clinicDay, newId, runAsSystem, timeZone, wallTime, wallTimeOf } from '#platform';
import { AddParticipants, BookSession, CreateGroup, KeepApart } from '#scheduling';
import { testApp, type TestApp } from '../../../test/support/app.js';
import { hoursDrift } from '../../../test/support/hours-drift.js';
import { atTheDesk, bookableClinic, written, type BookableClinic } from '../../../test/support/schedule.js';
import { personWith, problemOf, type Asker } from '../../../test/support/sign-in.js';
import { AuthorizationsWithUseQuery } from './authorization/authorizations-with-use.query.js';
import { BookMakeUp } from './book-make-up.service.js';
import { MakeUpsQuery, type MakeUp } from './make-ups.query.js';
import { TakeBackMakeUp } from './take-back-make-up.service.js';

const WEEK = clinicDay('2026-03-02');

let house: TestApp;
beforeAll(async () => {
  house = await testApp();
  house.clock.set(new Date('2026-03-03T18:00:00Z')); // Tuesday, 13:00 in New York
});
afterAll(() => house.close());

/** A clinic open on weekdays from 8 to 20, whose first therapist is the primary of everybody. */
async function furnished(people: number): Promise<BookableClinic> {
  const clinic = await bookableClinic(house.database, people);
  await written(house.database, `insert into clinics.opening_hours (id, clinic_id, weekday, opens, closes) select gen_random_uuid(), $1, d, '08:00', '20:00' from generate_series(1, 5) d`, [clinic.clinicId]);
  await written(house.database, `insert into episodes.care_team_member (id, clinic_id, episode_id, staff_id, role, is_primary, from_day) select gen_random_uuid(), clinic_id, id, $2, 'therapist', true, admitted_on from episodes.episode where clinic_id = $1`, [clinic.clinicId, clinic.therapists[0]]);
  await runAsSystem('test', () => house.get(EpisodeWeeks).ofEpisodes(clinic.clinicId, clinic.people.map((person) => person.episodeId)));
  return clinic;
}

const book = (clinic: BookableClinic, startsAt: string, minutes: number, clients: number[], more: Record<string, unknown> = {}) =>
  atTheDesk(() =>
    house.get(BookSession).run(clinic.clinicId, {
      serviceId: clinic.groupServiceId, programId: clinic.programId, title: 'Process group', startsAt: new Date(startsAt), endsAt: new Date(new Date(startsAt).getTime() + minutes * 60_000),
      staffIds: [clinic.therapists[1]], clientIds: clients.map((n) => clinic.people[n]?.clientId as string), outsideHoursReason: 'As the test wants it', ...more,
    }),
  );
const planned = async (episodeId: string): Promise<{ planned: number; attended: number; maximum: number }> =>
  house.database.one('select planned_minutes as planned, attended_minutes as attended, weekly_max_minutes as maximum from hours.v_client_week where episode_id = $1 and week_start = $2', [episodeId, WEEK]);

describe('the make-ups of a client who lacks an hour and a half', () => {
  let clinic: BookableClinic;
  let desk: Asker;
  let path: string;
  const sessions: Record<string, string> = {};

  beforeAll(async () => {
    clinic = await furnished(3);
    desk = await personWith(house, clinic.clinicId, 'front_desk');
    path = `/clinics/${clinic.clinicId}/episodes/${clinic.people[0]?.episodeId}`;
    // Booked: Wednesday and Thursday mornings, 450 of 540 minutes. The client is also seen elsewhere on Friday at noon.
    await book(clinic, '2026-03-04T14:00:00Z', 225, [0]);
    await book(clinic, '2026-03-05T14:00:00Z', 225, [0]);
    await book(clinic, '2026-03-06T17:00:00Z', 60, [0], { serviceId: clinic.individualServiceId, isMakeUp: false, staffIds: [clinic.therapists[2]], programId: null, title: 'Intake', clientIds: [clinic.people[1]?.clientId] });
    const offered: [string, string, number, Record<string, unknown>?][] = [
      ['fits', '2026-03-04T18:00:00Z', 90],
      ['longer', '2026-03-05T18:00:00Z', 120, { staffIds: [clinic.therapists[2]] }],
      ['another day', '2026-03-06T14:00:00Z', 90],
      ['too short', '2026-03-04T20:00:00Z', 60],
      ['full', '2026-03-04T18:00:00Z', 90, { staffIds: [clinic.therapists[2]], capacity: 1, clientIds: [clinic.people[1]?.clientId] }],
      ['in the way of the client', '2026-03-04T15:00:00Z', 90, { staffIds: [clinic.therapists[0]] }],
      ['over already', '2026-03-03T14:00:00Z', 90],
      ['next week', '2026-03-09T14:00:00Z', 90],
    ];
    for (const [title, startsAt, minutes, more] of offered) sessions[title] = (await book(clinic, startsAt, minutes, [], { title, ...more })).id;
    const other = newId();
    await written(house.database, `insert into programs.program (id, clinic_id, name, code, population, track) values ($1, $2, 'Youth', 'Y', 'adolescent', 'mental_health')`, [other, clinic.clinicId]);
    await book(clinic, '2026-03-05T21:00:00Z', 90, [], { title: 'of another program', programId: other });
    const closed = await atTheDesk(() => house.get(CreateGroup).run(clinic.clinicId, { name: 'Closed group', serviceId: clinic.groupServiceId, programId: clinic.programId, staffIds: [clinic.therapists[1]], enrollment: 'closed', capacity: 8 } as never));
    await book(clinic, '2026-03-04T22:00:00Z', 90, [], { title: 'of a closed group', groupId: closed.id });
    const walk = newId();
    await written(house.database, `insert into programs.service (id, clinic_id, name, kind, category, counts_toward_hours, default_minutes, capacity) values ($1, $2, 'Movie night', 'group', 'group_therapy', false, 90, 12)`, [walk, clinic.clinicId]);
    await book(clinic, '2026-03-05T23:00:00Z', 90, [], { title: 'that does not count', serviceId: walk });
  });

  const list = async () => (await desk.ask('GET', `${path}/weeks/${WEEK}/make-ups`)).json<{ basis: string; missingMinutes: number; closed: string | null; items: MakeUp[] }>();

  it('are the seats and times that fit, best first, each with its reason', async () => {
    const found = await list();
    expect(found).toMatchObject({ basis: 'standing', missingMinutes: 90, closed: null });
    expect(found.items.filter((one) => one.kind === 'seat').map((one) => [one.title, one.reason])).toEqual([
      ['fits', 'Mends all 1 h 30 min, on a day the client comes anyway.'],
      ['longer', 'Mends all 1 h 30 min, on a day the client comes anyway, 30 min more than is missing.'],
      ['another day', 'Mends all 1 h 30 min, on one more day.'],
      ['too short', 'Mends 1 h of 1 h 30 min, on a day the client comes anyway.'],
    ]);
    const slots = found.items.filter((one) => one.kind === 'slot');
    // With the primary therapist in the smallest room: right after what the client has that day.
    expect(slots.find((one) => one.day === '2026-03-04')).toMatchObject({ title: 'Individual therapy', staffId: clinic.therapists[0], roomName: 'Small room', startsAt: '2026-03-04T17:45:00.000Z', minutes: 60, mends: 60, extraDay: false });
    expect(slots.map((one) => one.day)).toEqual(['2026-03-04', '2026-03-05', '2026-03-03', '2026-03-06']);
  });

  it('are booked in one step, marked as make-ups, and taken back', async () => {
    const answer = await desk.ask('POST', `${path}/weeks/${WEEK}/make-ups`, { kind: 'seat', sessionId: sessions['fits'] });
    expect([answer.statusCode, answer.json()]).toMatchObject([201, { sessionId: sessions['fits'], minutes: 90, plannedMinutes: 540 }]);
    expect(await house.database.one('select is_make_up, status from scheduling.participation where session_id = $1', [sessions['fits']])).toEqual({ is_make_up: true, status: 'booked' });
    expect(await list()).toMatchObject({ closed: expect.anything() });
    expect(problemOf(await desk.ask('POST', `${path}/weeks/${WEEK}/make-ups`, { kind: 'seat', sessionId: sessions['fits'] }))).toBe('already-booked');
    expect((await desk.ask('DELETE', `${path}/make-ups/${sessions['fits']}`)).statusCode).toBe(204);
    expect(problemOf(await desk.ask('DELETE', `${path}/make-ups/${sessions['fits']}`))).toBe('not-found');
    expect((await planned(clinic.people[0]?.episodeId as string)).planned).toBe(450);
    const slot = (await list()).items.find((one) => one.kind === 'slot') as MakeUp;
    const booked = (await desk.ask('POST', `${path}/weeks/${WEEK}/make-ups`, { kind: 'slot', serviceId: slot.serviceId, staffId: slot.staffId, roomId: slot.roomId, startsAt: slot.startsAt })).json<{ sessionId: string; plannedMinutes: number }>();
    expect(booked.plannedMinutes).toBe(510);
    expect((await desk.ask('DELETE', `${path}/make-ups/${booked.sessionId}`)).statusCode).toBe(204);
    expect(await house.database.one('select status, cancel_reason from scheduling.session where id = $1', [booked.sessionId])).toEqual({ status: 'cancelled', cancel_reason: 'Make-up taken back' });
    const trail = await house.database.rows<{ action: string }>(`select action from platform.audit_entry where clinic_id = $1 and action like 'hours.%' order by id`, [clinic.clinicId]);
    expect(trail.map((entry) => entry.action).sort()).toEqual(['hours.make-up-booked', 'hours.make-up-booked', 'hours.make-up-taken-back', 'hours.make-up-taken-back']);
  });

  it('are refused by name when they no longer fit', async () => {
    const refused = async (body: object) => problemOf(await desk.ask('POST', `${path}/weeks/${WEEK}/make-ups`, body));
    expect(await refused({ kind: 'seat', sessionId: sessions['full'] })).toBe('session-full');
    expect(await refused({ kind: 'seat', sessionId: sessions['in the way of the client'] })).toBe('time-taken');
    expect(await refused({ kind: 'seat', sessionId: sessions['over already'] })).toBe('make-up-gone');
    expect(await refused({ kind: 'seat', sessionId: sessions['next week'] })).toBe('make-up-gone');
    expect(await refused({ kind: 'seat', sessionId: newId() })).toBe('make-up-gone');
    const lacking = await desk.ask('POST', `${path}/weeks/${WEEK}/make-ups`, { kind: 'slot' });
    expect([lacking.statusCode, lacking.json<{ errors: { pointer: string }[] }>().errors.map((error) => error.pointer)]).toEqual([400, ['/serviceId', '/staffId', '/startsAt']]);
    await written(house.database, 'update hours.program_week set weekly_max_minutes = 500 where program_id = $1 and week_start = $2', [clinic.programId, WEEK]);
    expect(await refused({ kind: 'seat', sessionId: sessions['fits'] })).toBe('make-up-refused');
    expect((await list()).items).toEqual([]);
    await written(house.database, 'update hours.program_week set weekly_max_minutes = 1200 where program_id = $1 and week_start = $2', [clinic.programId, WEEK]);
    const reader = await personWith(house, clinic.clinicId, 'auditor');
    expect((await reader.ask('POST', `${path}/weeks/${WEEK}/make-ups`, { kind: 'seat', sessionId: sessions['fits'] })).statusCode).toBe(403);
    const past = (await desk.ask('GET', `${path}/weeks/2026-02-23/make-ups`)).json<{ closed: string; items: unknown[] }>();
    expect([past.closed, past.items]).toEqual(['week_over', []]);
    expect((await desk.ask('GET', `${path}/weeks/2026-03-03/make-ups`)).statusCode).toBe(404);
  });

  it('are proposed in no room that is out then, only in the next or not at all, and can be booked', async () => {
    const slots = async () => (await list()).items.flatMap((one) => (one.kind === 'slot' ? [one] : []));
    const out = (room: string, day: string, fromTime?: string, toTime?: string) =>
      atTheDesk(() => house.get(CloseRoom).run(clinic.clinicId, room, { from: clinicDay(day), to: clinicDay(day), ...(fromTime && toTime && { fromTime: wallTime(fromTime), toTime: wallTime(toTime) }), reason: 'Painters' }));
    const friday = (await slots()).find((one) => one.day === '2026-03-06') as MakeUp;
    await out(clinic.rooms.small, '2026-03-04', '13:30', '20:00'); // from within the hour that would be proposed
    for (const room of Object.values(clinic.rooms)) await out(room, '2026-03-05');
    await out(clinic.rooms.small, '2026-03-06', '07:00', wallTimeOf(new Date(friday.startsAt), timeZone('America/New_York'))); // until the minute it begins
    const left = await slots();
    expect(left.find((one) => one.day === '2026-03-04')).toMatchObject({ startsAt: '2026-03-04T17:45:00.000Z', roomId: clinic.rooms.large });
    expect(left.find((one) => one.day === '2026-03-06')).toMatchObject({ startsAt: friday.startsAt, roomId: clinic.rooms.small });
    expect(left.map((one) => one.day).sort()).toEqual(['2026-03-03', '2026-03-04', '2026-03-06']);
    for (const { serviceId, staffId, roomId, startsAt } of left) {
      const booked = await desk.ask('POST', `${path}/weeks/${WEEK}/make-ups`, { kind: 'slot', serviceId, staffId, roomId, startsAt });
      expect(booked.statusCode).toBe(201);
      expect((await desk.ask('DELETE', `${path}/make-ups/${booked.json<{ sessionId: string }>().sessionId}`)).statusCode).toBe(204);
    }
  });

  it('are proposed in no session of somebody the client must not meet', async () => {
    const [client, other] = [clinic.people[0]?.clientId as string, clinic.people[2]?.clientId as string];
    const seats = async () => (await list()).items.flatMap((one) => (one.kind === 'seat' ? [one.title] : []));
    expect(await seats()).toContain('another day');
    await atTheDesk(() => house.get(AddParticipants).run(clinic.clinicId, sessions['another day'] as string, { clientIds: [other] }));
    await atTheDesk(() => house.get(KeepApart).run(clinic.clinicId, client, { otherClientId: other, reason: 'A protective order' }));
    expect(await seats()).toEqual(['fits', 'longer', 'too short']);
    expect(problemOf(await desk.ask('POST', `${path}/weeks/${WEEK}/make-ups`, { kind: 'seat', sessionId: sessions['another day'] }))).toBe('make-up-gone');
  });
});

const RUNS = Number(process.env['STEPWELL_RUNS'] ?? 12);
const session = fc.record({ day: fc.integer({ min: 0, max: 6 }), quarter: fc.integer({ min: 30, max: 76 }), length: fc.integer({ min: 1, max: 12 }), staff: fc.integer({ min: 0, max: 2 }), capacity: fc.integer({ min: 1, max: 3 }), who: fc.nat(7), rest: fc.boolean() });

const grant = fc.record({ from: fc.integer({ min: -10, max: 6 }), days: fc.integer({ min: 0, max: 14 }), unit: fc.constantFrom('day' as const, 'minute' as const), granted: fc.integer({ min: 1, max: 5 }) });

describe('whatever a week looks like', () => {
  it('every make-up that is offered can be booked, does what it said, keeps the policy and what the payer granted, and can be taken back', async () => {
    const offered = { within: 0, not_authorized: 0, authorization_used_up: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(session, { minLength: 4, maxLength: 14 }), fc.integer({ min: 60, max: 900 }), fc.integer({ min: 1, max: 5 }), fc.array(grant, { maxLength: 3 }), async (sessions, prescribed, days, grants) => {
        const clinic = await furnished(3);
        const first = clinic.people[0] as (typeof clinic.people)[number];
        await written(house.database, 'update episodes.prescribed_hours set minutes_per_week = $2 where episode_id = $1', [first.episodeId, prescribed]);
        await written(house.database, 'update programs.policy_version set superseded_at = now() where program_id = $1', [clinic.programId]);
        await written(
          house.database,
          `insert into programs.policy_version select (jsonb_populate_record(null::programs.policy_version, to_jsonb(v) || jsonb_build_object('id', gen_random_uuid(), 'number', 2, 'days_min', 1, 'days_max', $2::int, 'superseded_at', null))).*
           from programs.policy_version v where program_id = $1`,
          [clinic.programId, days],
        );
        await runAsSystem('test', () => house.get(EpisodeWeeks).ofEpisodes(clinic.clinicId, [first.episodeId]));
        for (const one of sessions) {
          const clients = [0, 1, 2].filter((n) => (one.who >> n) % 2 === 1).slice(0, one.capacity);
          const startsAt = new Date(Date.UTC(2026, 2, 2 + one.day, 5, one.quarter * 15));
          const placed = await book(clinic, startsAt.toISOString(), one.length * 15, [], { staffIds: [clinic.therapists[one.staff]], capacity: one.capacity, ...(one.rest && one.length > 2 ? { breaks: [{ afterMinutes: 15, minutes: 10 }] } : {}) }).catch(() => undefined);
          if (placed) for (const n of clients) await atTheDesk(() => house.get(AddParticipants).run(clinic.clinicId, placed.id, { clientIds: [clinic.people[n]?.clientId as string] })).catch(() => undefined);
        }
        for (const { from, days: long, unit, granted } of grants) {
          const startsOn = addDays(WEEK, from);
          const terms = { episodeId: first.episodeId, payer: 'A payer', number: '1', startsOn, endsOn: addDays(startsOn, long), unit, granted: unit === 'day' ? granted : granted * 90 };
          await atTheDesk(() => house.get(RecordAuthorization).run(clinic.clinicId, first.clientId, terms)).catch((thrown: unknown) => thrown instanceof DomainError || Promise.reject(thrown as Error));
        }
        const authorized = (day: string) => house.get(AuthorizationsWithUseQuery).run(clinic.clinicId, first.clientId).then((all) => all.find((one) => one.startsOn <= day && one.endsOn >= day));
        const before = await planned(first.episodeId);
        const { items, missingMinutes } = await house.get(MakeUpsQuery).run(clinic.clinicId, first.episodeId, WEEK);
        for (const item of items) {
          offered[item.beyond ?? 'within']++;
          const left = await authorized(item.day);
          expect(item.beyond === 'not_authorized').toBe(grants.length > 0 && !left);
          const chosen = item.kind === 'seat' ? { kind: 'seat' as const, sessionId: item.sessionId as string } : { kind: 'slot' as const, serviceId: item.serviceId, staffId: item.staffId as string, roomId: item.roomId, startsAt: item.startsAt };
          const bookIt = (reason: string | null) => atTheDesk(() => house.get(BookMakeUp).run(clinic.clinicId, first.episodeId, WEEK, chosen, { reason, mayExceed: true }));
          if (item.beyond) await expect(bookIt(null)).rejects.toMatchObject({ code: 'beyond-authorization', facts: { beyond: item.beyond } });
          const booked = await bookIt(item.beyond && 'Without it the client leaves');
          const now = await authorized(item.day);
          if (left && now && item.beyond === null) expect(now.left >= 0 || now.left === left.left).toBe(true);
          if (left && now && item.beyond !== null) expect([now.left < 0, now.left < left.left]).toEqual([true, true]);
          const after = await planned(first.episodeId);
          expect([after.planned - before.planned, after.attended]).toEqual([item.minutes, before.attended]);
          expect(item.mends).toBe(Math.min(item.minutes, missingMinutes));
          expect(after.planned + after.attended).toBeLessThanOrEqual(after.maximum);
          await atTheDesk(() => house.get(TakeBackMakeUp).run(clinic.clinicId, first.episodeId, booked.sessionId));
          expect(await planned(first.episodeId)).toEqual(before);
        }
        expect(await hoursDrift(house.database, clinic.clinicId, WEEK)).toEqual([]);
      }),
      { numRuns: RUNS, ...(process.env['STEPWELL_RUNS'] === undefined ? { seed: 6 } : {}) },
    );
    expect(offered.within).toBeGreaterThan(RUNS);
    expect(Math.min(offered.not_authorized, offered.authorization_used_up)).toBeGreaterThan(0);
  }, 120_000 + RUNS * 10_000);
});

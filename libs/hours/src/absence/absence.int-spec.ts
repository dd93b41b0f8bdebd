import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EPISODES_CHANGED } from '#episodes';
import { DomainEvents, newId, runAsSystem, type ClinicDay } from '#platform';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { hoursDrift } from '../../../../test/support/hours-drift.js';
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
  clinic = await bookableClinic(house.database, 3);
  director = await personWith(house, clinic.clinicId, 'director');
});
afterEach(async () => expect(await hoursDrift(house.database, clinic.clinicId, '2025-12-31' as ClinicDay)).toEqual([]));

interface Session { id: string; version: number; day: string; title: string; substitutes: { staffId: string; reasons: string[] }[]; rooms: { id: string }[]; suggestion: { action: string; staffId: string | null; roomId: string | null } }
interface Ripple { noted: boolean; out: { name: string }; sessions: Session[]; weeks: { client: { id: string }; weekStart: string; prescribedMinutes: number; projectedMinutes: number; shortBy: number; shortWithout: number; sessions: { sessionId: string; minutes: number }[] }[] }
const post = (path: string, body: object, who = director) => who.ask('POST', `/clinics/${clinic.clinicId}${path}`, body);
const book = async (day: string, n: number, extra: object = {}) => {
  const answer = await post('/sessions', { serviceId: clinic.individualServiceId, startsAt: `${day}T15:00:00Z`, staffIds: [clinic.therapists[0]], clientIds: [clinic.people[n]!.clientId], roomId: clinic.rooms.small, ...extra });
  expect([answer.statusCode, answer.json()]).toEqual([201, expect.anything()]);
  return (answer.json() as { id: string }).id;
};
const WEEK = { from: '2026-03-03', to: '2026-03-06' };
const ripple = async (body: object = {}) => {
  const answer = await post('/absences/preview', { staffId: clinic.therapists[0], ...WEEK, ...body });
  expect([answer.statusCode, answer.json()]).toEqual([200, expect.anything()]);
  return answer.json() as Ripple;
};
const choose = (sessions: Session[], change: (one: Session) => object = () => ({})) =>
  sessions.map((one) => ({ sessionId: one.id, version: one.version, action: one.suggestion.action, ...(one.suggestion.staffId ? { staffId: one.suggestion.staffId } : {}), ...(one.suggestion.roomId ? { roomId: one.suggestion.roomId } : {}), ...change(one) }));
const approve = (choices: object[], body: object = {}, who = director) => post('/absences', { staffId: clinic.therapists[0], ...WEEK, reason: 'Ill', record: true, choices, ...body }, who);
const leads = (sessionId: string) => house.database.rows<{ staff_id: string }>('select staff_id from scheduling.session_staff where session_id = $1 order by position', [sessionId]).then((rows) => rows.map((one) => one.staff_id));

describe('a clinician is out', () => {
  it('shows the sessions, who is qualified and free, and whose week falls short; one approval does all of it', async () => {
    const [tuesday, wednesday] = [await book('2026-03-03', 0), await book('2026-03-04', 1)];
    const group = await book('2026-03-05', 2, { serviceId: clinic.groupServiceId, programId: clinic.programId, staffIds: [clinic.therapists[0], clinic.therapists[2]] });
    await book('2026-03-04', 2, { staffIds: [clinic.therapists[1]], roomId: clinic.rooms.large });
    await written(house.database, `insert into team.time_off (id, clinic_id, staff_id, starts_at, ends_at, reason) values (gen_random_uuid(), $1, $2, '2026-03-04T05:00Z', '2026-03-05T05:00Z', 'Course')`, [clinic.clinicId, clinic.therapists[2]]);
    // The first client is asked for an hour a week: the one that falls out.
    await atTheDesk(() => house.database.transaction(async () => {
      await house.database.rows(`update episodes.prescribed_hours set minutes_per_week = 60, days_per_week = 1 where episode_id = any ($1::uuid[])`, [clinic.people.map((one) => one.episodeId)]);
      await house.get(DomainEvents).publish({ name: EPISODES_CHANGED, clinicId: clinic.clinicId, payload: { episodeIds: clinic.people.map((one) => one.episodeId) } });
    }));
    const seen = await ripple();
    expect(seen).toMatchObject({ noted: false, out: { name: 'Therapist Number 0' } });
    expect(seen.sessions.map((one) => [one.id, one.substitutes.map((each) => each.staffId).filter((id) => clinic.therapists.includes(id)), one.suggestion.action])).toEqual([
      [tuesday, [clinic.therapists[1], clinic.therapists[2]], 'substitute'],
      [wednesday, [], expect.stringMatching(/cancel|substitute/)],
      [group, [clinic.therapists[1]], 'substitute'],
    ]);
    expect(seen.weeks.find((one) => one.client.id === clinic.people[1]!.clientId)).toMatchObject({ weekStart: '2026-03-02', prescribedMinutes: 60, projectedMinutes: 60, shortBy: 0, shortWithout: 60, sessions: [{ sessionId: wednesday, minutes: 60 }] });

    const done = await approve(choose(seen.sessions, (one) => (one.id === wednesday ? { action: 'cancel', staffId: undefined } : one.id === group ? { action: 'without', staffId: undefined } : { action: 'substitute', staffId: clinic.therapists[1] })));
    expect([done.statusCode, done.json()]).toEqual([200, { timeOffId: expect.any(String), roomOutageId: null, substituted: [tuesday], moved: [], cancelled: [wednesday], kept: [] }]);
    expect(await leads(tuesday)).toEqual([clinic.therapists[1]]);
    expect(await leads(group)).toEqual([clinic.therapists[2]]);
    expect(await house.database.rows('select status, cancel_reason from scheduling.session where id = $1', [wednesday])).toEqual([{ status: 'cancelled', cancel_reason: 'Ill' }]);
    expect(await house.database.rows('select reason from team.time_off where staff_id = $1', [clinic.therapists[0]])).toEqual([{ reason: 'Ill' }]);
    expect(await house.database.rows(`select planned_minutes from hours.client_week where episode_id = $1 and week_start = '2026-03-02'`, [clinic.people[1]!.episodeId])).toEqual([{ planned_minutes: 0 }]);
    expect(await house.database.rows(`select payload->'cancelled' as cancelled, payload->'substituted'->0->>'staffId' as "staffId" from platform.outbox where clinic_id = $1 and name = 'scheduling.absence-approved'`, [clinic.clinicId])).toEqual([{ cancelled: [wednesday], staffId: clinic.therapists[1] }]);
    expect(await house.database.rows(`select action, count(*) as n from platform.audit_entry where clinic_id = $1 and reason = 'Ill' group by 1 order by 1`, [clinic.clinicId])).toEqual([
      { action: 'scheduling.absence-approved', n: 1 }, { action: 'scheduling.session-cancelled', n: 1 }, { action: 'scheduling.session-moved', n: 2 },
    ]);
    expect(await ripple()).toMatchObject({ noted: true, sessions: [] });
  });

  it('knows first whoever leads the group otherwise, or is on the care team', async () => {
    await written(house.database, `insert into episodes.care_team_member (id, clinic_id, episode_id, staff_id, role, is_primary, from_day) values (gen_random_uuid(), $1, $2, $3, 'therapist', false, '2026-01-05')`, [clinic.clinicId, clinic.people[0]!.episodeId, clinic.therapists[2]]);
    await book('2026-03-03', 0);
    expect((await ripple()).sessions[0]?.substitutes[0]).toMatchObject({ staffId: clinic.therapists[2], reasons: expect.arrayContaining(['knows_them']) });
  });

  it('is not carried out in part: a choice taken by now, a session new by now, and nothing is saved', async () => {
    const [tuesday, wednesday] = [await book('2026-03-03', 0), await book('2026-03-04', 1)];
    const { sessions } = await ripple();
    const choices = choose(sessions, () => ({ action: 'substitute', staffId: clinic.therapists[1] }));
    const other = await book('2026-03-04', 2, { staffIds: [clinic.therapists[1]], roomId: null });
    const taken = await approve(choices);
    expect([taken.statusCode, problemOf(taken), (taken.json() as { sessions: object[] }).sessions]).toEqual([409, 'absence-conflicts', [{ sessionId: wednesday, conflicts: [expect.objectContaining({ kind: 'staff', sessionId: other })] }]]);
    await post(`/sessions/${other}/cancel`, { reason: 'x' });
    const added = await book('2026-03-05', 2);
    const changed = await approve(choices);
    expect([problemOf(changed), (changed.json() as { sessionIds: string[] }).sessionIds]).toEqual(['absence-changed', [added]]);
    expect([await leads(tuesday), await leads(wednesday)]).toEqual([[clinic.therapists[0]], [clinic.therapists[0]]]);
    expect(await house.database.rows('select from team.time_off where staff_id = $1', [clinic.therapists[0]])).toEqual([]);
  });

  it('is approved by those who may, for people who may lead, with choices that can be', async () => {
    const id = await book('2026-03-03', 0);
    const { sessions } = await ripple();
    const with_ = (change: object) => choose(sessions, () => ({ staffId: undefined, ...change }));
    expect(problemOf(await approve(with_({ action: 'substitute', staffId: clinic.staffIds[1] })))).toBe('not-a-substitute');
    expect((await approve(with_({ action: 'substitute' }))).json()).toMatchObject({ errors: [{ pointer: '/choices/0/staffId' }] });
    expect((await approve(with_({ action: 'without' }))).json()).toMatchObject({ errors: [{ pointer: '/choices/0/action' }] });
    expect((await approve(with_({ action: 'room', roomId: clinic.rooms.large }))).json()).toMatchObject({ errors: [{ pointer: '/choices/0/action' }] });
    expect((await approve([], { staffId: undefined })).json()).toMatchObject({ errors: [{ pointer: '/staffId' }] });
    expect((await post('/absences/preview', { staffId: newId(), ...WEEK })).statusCode).toBe(404);
    expect((await post('/absences/preview', { staffId: clinic.therapists[0], from: '2026-03-03', to: '2026-08-03' })).json()).toMatchObject({ errors: [{ pointer: '/to' }] });
    const desk = await personWith(house, clinic.clinicId, 'front_desk');
    expect((await approve(with_({ action: 'cancel' }), {}, desk)).statusCode).toBe(403);
    expect((await approve(with_({ action: 'keep' }), { record: false }, desk)).json()).toMatchObject({ kept: [id], timeOffId: null });
  });
});

describe('a room is out', () => {
  it('moves its sessions to rooms that hold them and are free, or cancels them', async () => {
    const [tuesday, thursday] = [await book('2026-03-03', 0), await book('2026-03-05', 1)];
    await book('2026-03-05', 2, { staffIds: [clinic.therapists[1]], roomId: clinic.rooms.large });
    const out = { staffId: undefined, roomId: clinic.rooms.small };
    const { sessions } = await ripple(out);
    expect(sessions.map((one) => [one.id, one.rooms.map((room) => room.id)])).toEqual([[tuesday, [clinic.rooms.large, clinic.rooms.hall]], [thursday, [clinic.rooms.hall]]]);
    expect((await approve(choose(sessions), { ...out, record: false })).json()).toEqual({ timeOffId: null, roomOutageId: null, substituted: [], moved: [tuesday, thursday], cancelled: [], kept: [] });
    expect(await house.database.rows('select room_id from scheduling.session where id = any ($1::uuid[]) order by starts_at', [[tuesday, thursday]])).toEqual([{ room_id: clinic.rooms.large }, { room_id: clinic.rooms.hall }]);
    expect(await ripple(out)).toMatchObject({ noted: false, sessions: [] });
  });

  it('is closed by the approval: not booked again unawares, not offered for another room that is out', async () => {
    await book('2026-03-03', 0);
    const out = { staffId: undefined, roomId: clinic.rooms.small };
    const { sessions } = await ripple(out);
    const done = await approve(choose(sessions), { ...out, reason: 'Water damage' });
    expect([done.statusCode, done.json()]).toMatchObject([200, { timeOffId: null, roomOutageId: expect.any(String), moved: [sessions[0]!.id] }]);
    expect(await house.database.rows('select reason, starts_at, ends_at from clinics.room_outage where room_id = $1', [clinic.rooms.small])).toEqual([{ reason: 'Water damage', starts_at: new Date('2026-03-03T05:00Z'), ends_at: new Date('2026-03-07T05:00Z') }]);
    expect(await house.database.rows(`select action from platform.audit_entry where clinic_id = $1 and subject_id = $2 order by id`, [clinic.clinicId, clinic.rooms.small])).toEqual([{ action: 'clinics.room-closed' }, { action: 'scheduling.absence-approved' }]);
    expect(await ripple(out)).toMatchObject({ noted: true, sessions: [] });
    const again = { serviceId: clinic.individualServiceId, startsAt: '2026-03-06T15:00:00Z', staffIds: [clinic.therapists[0]], clientIds: [clinic.people[1]!.clientId], roomId: clinic.rooms.small };
    const refused = await post('/sessions', again);
    expect([refused.statusCode, problemOf(refused), (refused.json() as { outside: object[] }).outside]).toEqual([422, 'needs-reason', [{ kind: 'room-out', id: clinic.rooms.small, sentence: 'The room is closed at this time.' }]]);
    expect((await post('/sessions', { ...again, startsAt: '2026-03-07T15:00:00Z' })).statusCode).toBe(201);
    const inLarge = await book('2026-03-06', 2, { roomId: clinic.rooms.large });
    const others = await ripple({ staffId: undefined, roomId: clinic.rooms.large });
    expect(others.sessions.find((one) => one.id === inLarge)?.rooms.map((room) => room.id)).toEqual([clinic.rooms.hall]);
  });

  it('is closed by those who may close rooms, and once', async () => {
    const id = await book('2026-03-03', 0);
    const out = { staffId: undefined, roomId: clinic.rooms.small };
    const { sessions } = await ripple(out);
    const desk = await personWith(house, clinic.clinicId, 'front_desk');
    expect((await approve(choose(sessions), out, desk)).statusCode).toBe(403);
    expect((await post(`/rooms/${clinic.rooms.small}/outages`, { from: '2026-03-05', to: '2026-03-05', reason: 'Painters' })).statusCode).toBe(201);
    const twice = await approve(choose(sessions), out);
    expect([twice.statusCode, problemOf(twice)]).toEqual([409, 'room-outage-overlaps']);
    expect(await house.database.rows('select room_id from scheduling.session where id = $1', [id])).toEqual([{ room_id: clinic.rooms.small }]);
    expect((await approve(choose(sessions), { ...out, record: false }, desk)).statusCode).toBe(200);
  });
});

describe('an approval against new bookings', () => {
  it.each<[string, number, (at: string[]) => Promise<unknown>]>([
    ['the room was closed', 1, ([from, to]) => written(house.database, `insert into clinics.room_outage (id, clinic_id, room_id, starts_at, ends_at, reason) values (gen_random_uuid(), $1, $2, $3, $4, 'Water')`, [clinic.clinicId, clinic.rooms.small, from, to])],
    ['the therapist went away', 0, ([from, to]) => written(house.database, `insert into team.time_off (id, clinic_id, staff_id, starts_at, ends_at, reason) values (gen_random_uuid(), $1, $2, $3, $4, 'Flu')`, [clinic.clinicId, clinic.therapists[1], from, to])],
  ])('lets no booking through that was judged before %s and waited for it', async (_, nth, close) => {
    const booking = { serviceId: clinic.individualServiceId, startsAt: '2026-03-04T15:00:00Z', staffIds: [clinic.therapists[1]], clientIds: [clinic.people[nth]!.clientId], roomId: clinic.rooms.small };
    let queued!: () => void;
    const isQueued = new Promise<void>((resolve) => (queued = resolve));
    // Whoever approves an absence is first in the queue of the room; the booking is judged, and waits.
    const closing = runAsSystem('test', () =>
      house.database.transaction(async () => {
        await house.database.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [clinic.rooms.small]);
        queued();
        while ((await house.database.rows(`select from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`)).length === 0);
        await close(['2026-03-04T05:00Z', '2026-03-05T05:00Z']);
      }),
    );
    await isQueued;
    const [answer] = await Promise.all([post('/sessions', booking), closing]);
    expect([answer.statusCode, problemOf(answer)]).toEqual([422, 'needs-reason']);
    const booked = () => house.database.rows('select from scheduling.session where clinic_id = $1 and room_id = $2', [clinic.clinicId, clinic.rooms.small]);
    expect(await booked()).toEqual([]);
    expect((await post('/sessions', { ...booking, outsideHoursReason: 'As agreed' })).statusCode).toBe(201);
    expect(await booked()).toHaveLength(1);
  });

  it('of the room it closes, at the same time: whoever comes second is told, and nobody is left in a closed room unawares', async () => {
    await book('2026-03-03', 0);
    const out = { staffId: undefined, roomId: clinic.rooms.small };
    const choices = choose((await ripple(out)).sessions);
    const booking = () => post('/sessions', { serviceId: clinic.individualServiceId, startsAt: '2026-03-04T15:00:00Z', staffIds: [clinic.therapists[1]], clientIds: [clinic.people[1]!.clientId], roomId: clinic.rooms.small });
    const [approval, booked] = await Promise.all([approve(choices, out), booking()]);
    const outcome = [approval.statusCode, approval.statusCode === 200 ? null : problemOf(approval), booked.statusCode, booked.statusCode === 201 ? null : problemOf(booked)];
    expect([[200, null, 422, 'needs-reason'], [409, 'absence-changed', 201, null]]).toContainEqual(outcome);
    expect(await house.database.rows(`select from clinics.room_outage where room_id = $1`, [clinic.rooms.small])).toHaveLength(approval.statusCode === 200 ? 1 : 0);
  });

  it('of the substitute at the same time: one of them has the clinician, and the other is told', async () => {
    const id = await book('2026-03-03', 0);
    const { sessions } = await ripple();
    const choices = choose(sessions, () => ({ action: 'substitute', staffId: clinic.therapists[1] }));
    const answers = await Promise.all([
      approve(choices),
      ...[1, 2].map((n) => post('/sessions', { serviceId: clinic.individualServiceId, startsAt: '2026-03-03T15:00:00Z', staffIds: [clinic.therapists[1]], clientIds: [clinic.people[n]!.clientId] })),
    ]);
    expect(answers.filter((answer) => answer.statusCode < 300)).toHaveLength(1);
    expect(answers.filter((answer) => answer.statusCode >= 300).map((answer) => problemOf(answer)).every((code) => code === 'time-taken' || code === 'absence-conflicts')).toBe(true);
    expect(await leads(id)).toEqual([answers[0]!.statusCode === 200 ? clinic.therapists[1] : clinic.therapists[0]]);
    expect((await house.database.rows('select from team.time_off where staff_id = $1', [clinic.therapists[0]])).length).toBe(answers[0]!.statusCode === 200 ? 1 : 0);
  });
});

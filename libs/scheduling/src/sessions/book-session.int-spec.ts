import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#platform';
import { AddParticipants, BookSession, CancelSession, MoveSession, RemoveParticipant, RestoreSession, type BookSessionInput } from '#scheduling';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { atTheDesk, bookableClinic, written, type BookableClinic } from '../../../../test/support/schedule.js';

let house: TestApp;
beforeAll(async () => {
  house = await testApp();
});
afterAll(() => house.close());

let clinic: BookableClinic;
beforeEach(async () => {
  clinic = await bookableClinic(house.database);
});

// Tuesday 3 March 2026, 10:00 in New York.
const TEN = new Date('2026-03-03T15:00:00Z');
const at = (minutes: number): Date => new Date(TEN.getTime() + minutes * 60_000);

const book = (input: Partial<BookSessionInput> = {}) =>
  atTheDesk(() =>
    house.get(BookSession).run(clinic.clinicId, {
      serviceId: clinic.individualServiceId,
      startsAt: TEN,
      staffIds: [clinic.therapists[0]],
      roomId: clinic.rooms.small,
      clientIds: [clinic.people[0]!.clientId],
      ...input,
    }),
  );

describe('booking one session', () => {
  it('writes the session, its staff and its place, with audit and news, and the client’s week follows', async () => {
    const booked = await book();
    expect(booked).toMatchObject({ clinicDay: '2026-03-03', capacity: 1, seatsTaken: 1, version: 1, endsAt: at(60) });
    const [session] = await house.database.rows(
      `select s.kind, s.title, s.program_id, s.seats_taken, s.counts_toward_hours, p.episode_id, p.live, t.staff_id
       from scheduling.session s join scheduling.participation p on p.session_id = s.id join scheduling.session_staff t on t.session_id = s.id where s.id = $1`,
      [booked.id],
    );
    expect(session).toEqual({
      kind: 'individual', title: 'Individual therapy', program_id: clinic.programId, seats_taken: 1, counts_toward_hours: true,
      episode_id: clinic.people[0]!.episodeId, live: true, staff_id: clinic.therapists[0],
    });
    expect(await house.database.rows('select action, subject_id, client_id from platform.audit_entry where clinic_id = $1', [clinic.clinicId])).toEqual([
      { action: 'scheduling.session-booked', subject_id: booked.id, client_id: clinic.people[0]!.clientId },
    ]);
    expect(await house.database.rows('select name from platform.outbox where clinic_id = $1', [clinic.clinicId])).toEqual([{ name: 'scheduling.sessions-changed' }]);
    expect(await house.database.rows('select planned_minutes from hours.client_week where episode_id = $1 and week_start = $2', [clinic.people[0]!.episodeId, '2026-03-02'])).toEqual([{ planned_minutes: 60 }]);
  });

  it('books a family: two clients, two who lead, by telehealth; each of them has the place, and only what counts is in their hours', async () => {
    const { therapists, people } = clinic;
    const family = async (counts: boolean): Promise<string> => {
      const id = newId();
      await written(
        house.database,
        `insert into programs.service (id, clinic_id, name, kind, category, counts_toward_hours, default_minutes, capacity) values ($1, $2, $3, 'family', 'family_therapy', $4, 45, 6)`,
        [id, clinic.clinicId, counts ? 'Family therapy' : 'Family evening', counts],
      );
      return id;
    };
    const together = people.slice(0, 2);
    const told = { staffIds: therapists.slice(0, 2), clientIds: together.map(({ clientId }) => clientId), roomId: null, telehealth: true };
    const booked = await book({ ...told, serviceId: await family(true) });
    await book({ ...told, serviceId: await family(false), startsAt: at(120) });
    expect(booked).toMatchObject({ capacity: 6, seatsTaken: 2, endsAt: at(45) });
    expect(await house.database.one('select kind, telehealth, title from scheduling.session where id = $1', [booked.id])).toEqual({ kind: 'family', telehealth: true, title: 'Family therapy' });
    expect(await house.database.rows('select staff_id as id from scheduling.session_staff where session_id = $1 order by position', [booked.id])).toEqual(therapists.slice(0, 2).map((id) => ({ id })));
    for (const { episodeId } of together) {
      expect(await house.database.rows('select planned_minutes from hours.client_week where episode_id = $1 and week_start = $2', [episodeId, '2026-03-02'])).toEqual([{ planned_minutes: 45 }]);
    }
    await expect(book({ serviceId: clinic.individualServiceId, staffIds: [therapists[1] as string], clientIds: [people[2]!.clientId], roomId: null, telehealth: true })).rejects.toMatchObject({ code: 'time-taken', facts: { conflicts: [{ kind: 'staff', id: therapists[1] }] } });
  });

  it('names everything in the way and the nearest free times', async () => {
    const first = await book();
    await expect(book({ startsAt: at(30) })).rejects.toMatchObject({
      code: 'time-taken',
      status: 409,
      title: 'A client, the room and a clinician are already taken at this time.',
      facts: {
        conflicts: [
          { kind: 'client', id: clinic.people[0]!.clientId, sessionId: first.id, title: 'Individual therapy', startsAt: TEN, endsAt: at(60) },
          { kind: 'room', id: clinic.rooms.small, sessionId: first.id },
          { kind: 'staff', id: clinic.therapists[0], sessionId: first.id },
        ],
        freeSlots: [{ startsAt: at(60), endsAt: at(120) }, { startsAt: at(-60), endsAt: at(0) }, { startsAt: at(120), endsAt: at(180) }],
      },
    });
  });

  it('lets sessions touch, and a shareable room hold several', async () => {
    await book();
    await book({ startsAt: at(60) });
    await book({ roomId: clinic.rooms.hall, startsAt: at(120) });
    await book({ roomId: clinic.rooms.hall, startsAt: at(120), staffIds: [clinic.therapists[1]], clientIds: [clinic.people[1]!.clientId] });
  });

  it('asks for a reason outside hours, availability and scope, and keeps it', async () => {
    await written(house.database, `insert into clinics.closure (id, clinic_id, day, reason) values (gen_random_uuid(), $1, '2026-03-04', 'Staff day')`, [clinic.clinicId]);
    await written(house.database, `insert into clinics.opening_hours (id, clinic_id, weekday, opens, closes) values (gen_random_uuid(), $1, 2, '08:00', '20:00'), (gen_random_uuid(), $1, 3, '08:00', '20:00')`, [clinic.clinicId]);
    await written(house.database, `insert into team.availability (id, clinic_id, staff_id, weekday, starts, ends, effective_from) values (gen_random_uuid(), $1, $2, 2, '12:00', '18:00', '2026-01-01')`, [clinic.clinicId, clinic.therapists[0]]);
    await written(house.database, `insert into team.time_off (id, clinic_id, staff_id, starts_at, ends_at, reason) values (gen_random_uuid(), $1, $2, $3, $4, 'Dentist')`, [clinic.clinicId, clinic.therapists[1], at(0), at(60)]);
    const kinds = async (input: Partial<BookSessionInput>) => {
      const refusal = await book(input).then(() => undefined, (thrown: { code: string; status: number; facts: { outside: { kind: string }[] } }) => thrown);
      return [refusal?.status, refusal?.code, ...(refusal?.facts.outside.map((one) => one.kind) ?? [])];
    };
    expect(await kinds({})).toEqual([422, 'needs-reason', 'staff-hours']);
    expect(await kinds({ startsAt: at(-180) })).toEqual([422, 'needs-reason', 'clinic-hours', 'staff-hours']);
    expect(await kinds({ startsAt: at(1440) })).toEqual([422, 'needs-reason', 'clinic-closed', 'staff-hours']);
    expect(await kinds({ staffIds: [clinic.therapists[1]] })).toEqual([422, 'needs-reason', 'time-off']);
    expect(await kinds({ staffIds: [clinic.staffIds[1]] })).toEqual([422, 'needs-reason', 'may-not-lead']);
    const booked = await book({ outsideHoursReason: 'Client works afternoons' });
    expect(await house.database.rows('select outside_hours_reason from scheduling.session where id = $1', [booked.id])).toEqual([{ outside_hours_reason: 'Client works afternoons' }]);
  });

  it('refuses what is of another clinic as if it were not there', async () => {
    const other = await bookableClinic(house.database, 1);
    await expect(book({ roomId: other.rooms.small })).rejects.toMatchObject({ status: 404 });
    await expect(book({ staffIds: [other.therapists[0]] })).rejects.toMatchObject({ status: 404 });
    await expect(book({ clientIds: [other.people[0]!.clientId] })).rejects.toMatchObject({ status: 404 });
    await expect(book({ serviceId: other.individualServiceId })).rejects.toMatchObject({ status: 404 });
    await expect(atTheDesk(() => house.get(CancelSession).run(other.clinicId, '01890000-0000-7000-8000-00000000dead', { reason: 'x' }))).rejects.toMatchObject({ status: 404 });
  });
});

describe('moving, cancelling and restoring', () => {
  it('moves everybody along, tells both days, and refuses where somebody is busy', async () => {
    const one = await book();
    const other = await book({ startsAt: at(60), staffIds: [clinic.therapists[1]], roomId: null, clientIds: [clinic.people[1]!.clientId] });
    const move = (sessionId: string, input: Parameters<MoveSession['run']>[2]) => atTheDesk(() => house.get(MoveSession).run(clinic.clinicId, sessionId, input));
    const moved = await move(one.id, { startsAt: at(1440), version: 1 });
    expect(moved).toMatchObject({ clinicDay: '2026-03-04', endsAt: at(1500), version: 2 });
    expect(await house.database.rows('select starts_at from scheduling.participation where session_id = $1', [one.id])).toEqual([{ starts_at: at(1440) }]);
    expect(await house.database.rows('select starts_at from scheduling.session_staff where session_id = $1', [one.id])).toEqual([{ starts_at: at(1440) }]);
    await expect(move(one.id, { startsAt: at(0), version: 1 })).rejects.toMatchObject({ code: 'stale-edit' });
    await expect(move(one.id, { startsAt: at(60), staffIds: [clinic.therapists[1]], version: 2 })).rejects.toMatchObject({
      code: 'time-taken',
      facts: { conflicts: [{ kind: 'staff', sessionId: other.id }] },
    });
    const restaffed = await move(one.id, { staffIds: [clinic.therapists[2], clinic.therapists[1]], roomId: clinic.rooms.large, version: 2 });
    expect(restaffed).toMatchObject({ version: 3, roomId: clinic.rooms.large });
    expect(await house.database.rows('select staff_id from scheduling.session_staff where session_id = $1 order by position', [one.id])).toEqual([{ staff_id: clinic.therapists[2] }, { staff_id: clinic.therapists[1] }]);
  });

  it('frees the time when cancelled, and is restored only if it is still free', async () => {
    const one = await book();
    await atTheDesk(() => house.get(CancelSession).run(clinic.clinicId, one.id, { reason: 'Clinician ill', version: 1 }));
    expect(await house.database.rows('select planned_minutes from hours.client_week where episode_id = $1 and week_start = $2', [clinic.people[0]!.episodeId, '2026-03-02'])).toEqual([{ planned_minutes: 0 }]);
    const other = await book();
    await expect(atTheDesk(() => house.get(RestoreSession).run(clinic.clinicId, one.id))).rejects.toMatchObject({ code: 'time-taken', facts: { conflicts: [{ sessionId: other.id }, { sessionId: other.id }, { sessionId: other.id }] } });
    await atTheDesk(() => house.get(CancelSession).run(clinic.clinicId, other.id, { reason: 'Mistake' }));
    expect(await atTheDesk(() => house.get(RestoreSession).run(clinic.clinicId, one.id, { version: 2 }))).toEqual({ version: 3 });
    expect(await house.database.rows('select live from scheduling.participation where session_id = $1', [one.id])).toEqual([{ live: true }]);
  });

  it('refuses to cancel or move what somebody attended', async () => {
    house.clock.set(at(10));
    const one = await book();
    await written(house.database, `update scheduling.participation set status = 'attended', recorded_at = $2, recorded_by_name = 'x', credited_minutes = 60 where session_id = $1`, [one.id, at(5)]);
    await expect(atTheDesk(() => house.get(CancelSession).run(clinic.clinicId, one.id, { reason: 'x' }))).rejects.toMatchObject({ code: 'attendance-recorded' });
    await expect(atTheDesk(() => house.get(MoveSession).run(clinic.clinicId, one.id, { startsAt: at(60) }))).rejects.toMatchObject({ code: 'attendance-recorded' });
    await expect(written(house.database, `update scheduling.session set status = 'cancelled', cancel_reason = 'x' where id = $1`, [one.id])).rejects.toMatchObject({ code: 'attendance-recorded' });
  });
});

describe('joining and leaving a session', () => {
  it('takes people while seats are left, gives a seat back, and takes the same person again', async () => {
    const session = await book({ serviceId: clinic.groupServiceId, clientIds: [], capacity: 2 });
    const add = (...clientIds: string[]) => atTheDesk(() => house.get(AddParticipants).run(clinic.clinicId, session.id, { clientIds }));
    const [a, b, c] = clinic.people.map((person) => person.clientId) as [string, string, string];
    expect(await add(a, b)).toMatchObject([{ clientId: a }, { clientId: b }]);
    await expect(add(c)).rejects.toMatchObject({ code: 'session-full', facts: { capacity: 2, seatsTaken: 2 } });
    await expect(add(a)).rejects.toMatchObject({ code: 'already-booked' });
    await atTheDesk(() => house.get(RemoveParticipant).run(clinic.clinicId, session.id, a));
    await add(c);
    await atTheDesk(() => house.get(RemoveParticipant).run(clinic.clinicId, session.id, c));
    expect(await add(a)).toHaveLength(1);
    expect(await house.database.rows('select seats_taken from scheduling.session where id = $1', [session.id])).toEqual([{ seats_taken: 2 }]);
  });
});

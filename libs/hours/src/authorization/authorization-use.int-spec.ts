import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RecordAttendance, type MarkStatus } from '#attendance';
import { EpisodeWeeks } from '#hours';
import { clinicDay, runAsSystem } from '#platform';
import { AddParticipants, BookSession } from '#scheduling';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { atTheDesk, bookableClinic, type BookableClinic } from '../../../../test/support/schedule.js';
import { personWith, problemOf, type Asker } from '../../../../test/support/sign-in.js';
import type { MakeUp } from '../make-ups.query.js';
import { statusOfAuthorization, takenBy } from './authorization-use.js';
import type { Authorization } from './authorizations-with-use.query.js';

const WEEK = '2026-03-02';

let house: TestApp;
let clinic: BookableClinic;
let desk: Asker;
let manager: Asker;
beforeAll(async () => {
  house = await testApp();
  house.clock.set(new Date('2026-03-04T16:05:00Z')); // Wednesday, 11:05 in New York
  clinic = await bookableClinic(house.database, 8);
  desk = await personWith(house, clinic.clinicId, 'front_desk');
  manager = await personWith(house, clinic.clinicId, 'case_manager');
  await runAsSystem('test', () => house.get(EpisodeWeeks).ofEpisodes(clinic.clinicId, clinic.people.map((person) => person.episodeId)));
});
afterAll(() => house.close());

const person = (n: number) => clinic.people[n] as { clientId: string; episodeId: string };
const grant = async (n: number, terms: object): Promise<string> => {
  const answer = await desk.ask('POST', `/clinics/${clinic.clinicId}/clients/${person(n).clientId}/authorizations`, {
    episodeId: person(n).episodeId, payer: 'Northwind', number: 'NW-1', startsOn: '2026-03-01', endsOn: '2026-03-31', unit: 'day', granted: 5, ...terms,
  });
  expect(answer.statusCode).toBe(201);
  return answer.json<{ id: string }>().id;
};
const of = async (n: number): Promise<Authorization[]> => (await desk.ask('GET', `/clinics/${clinic.clinicId}/clients/${person(n).clientId}/authorizations`)).json<{ items: Authorization[] }>().items;
const uses = async (n: number) => (await of(n)).map(({ used, booked, left, status }) => [used, booked, left, status]);
const therapist = new Map<string, number>();
/** Books a session; each at one time has a therapist of its own. */
const book = async (startsAt: string, minutes: number, people: number[], more: object = {}): Promise<string> => {
  const nth = therapist.get(startsAt) ?? 0;
  therapist.set(startsAt, nth + 1);
  const { id } = await atTheDesk(() =>
    house.get(BookSession).run(clinic.clinicId, {
      serviceId: clinic.groupServiceId, programId: clinic.programId, title: 'Process group', startsAt: new Date(startsAt), endsAt: new Date(Date.parse(startsAt) + minutes * 60_000), staffIds: [clinic.therapists[nth] as string],
      clientIds: people.map((n) => person(n).clientId), outsideHoursReason: 'As the test wants it', ...more,
    }),
  );
  return id;
};
const mark = async (sessionId: string, n: number, status: MarkStatus, more: object = {}): Promise<void> => {
  const place = await house.database.one<{ id: string; version: number }>('select id, version from scheduling.participation where session_id = $1 and client_id = $2', [sessionId, person(n).clientId]);
  await atTheDesk(() => house.get(RecordAttendance).run(clinic.clinicId, sessionId, { marks: [{ participationId: place.id, version: place.version, status, reason: 'As it was', ...more }], mayCorrect: true }));
};

describe('what is used of an authorization', () => {
  it.each([
    ['withdrawn', '2026-03-10', { withdrawn: true }, 'withdrawn'],
    ['of tomorrow', '2026-02-28', {}, 'not_yet'],
    ['on its first day', '2026-03-01', {}, 'in_force'],
    ['with a day left', '2026-03-10', { used: 4 }, 'in_force'],
    ['with nothing left', '2026-03-10', { used: 5 }, 'used_up'],
    ['on its last day', '2026-03-31', {}, 'in_force'],
    ['of yesterday, whatever was left', '2026-04-01', { used: 5 }, 'ended'],
  ])('and its dates say how it stands: %s', (_, today, more, status) => {
    expect(statusOfAuthorization({ startsOn: clinicDay('2026-03-01'), endsOn: clinicDay('2026-03-31'), granted: 5, used: 0, withdrawn: false, ...more }, clinicDay(today))).toBe(status);
  });

  it.each([
    ['minute', 45, 500, 45],
    ['day', 90, 90, 1],
    ['day', 90, 89, 0],
    ['day', 90, 180, 0],
  ] as const)('by one session more: %s, %i minutes on a day with %i', (unit, minutes, before, taken) => {
    expect(takenBy(minutes, { unit, minutes: before, dayMinimum: 180 })).toBe(taken);
  });

  it('are the days that count as per-diem days and those that will; a correction changes it, a day too short does not count', async () => {
    await grant(0, { granted: 3 });
    const long = await book('2026-03-03T14:00:00Z', 180, [0]);
    const first = await book('2026-03-04T14:00:00Z', 120, [0]);
    await book('2026-03-04T17:00:00Z', 60, [0]);
    await book('2026-03-05T14:00:00Z', 170, [0]);
    await book('2026-04-01T14:00:00Z', 180, [0]);
    expect(await uses(0)).toEqual([[0, 2, 1, 'in_force']]);
    await mark(long, 0, 'attended');
    // Half of Wednesday is recorded: with the other half it will count.
    await mark(first, 0, 'attended');
    expect(await uses(0)).toEqual([[1, 1, 1, 'in_force']]);
    await mark(first, 0, 'late', { arrivedAt: new Date('2026-03-04T14:01:00Z') });
    expect(await uses(0)).toEqual([[1, 0, 2, 'in_force']]);
    await mark(long, 0, 'no_show');
    expect(await uses(0)).toEqual([[0, 0, 3, 'in_force']]);
  });

  it('are minutes where the payer counts those, of services that count toward hours only; more than granted is never hidden', async () => {
    await grant(1, { unit: 'minute', granted: 240, startsOn: '2026-03-04', endsOn: '2026-03-06' });
    await grant(1, { unit: 'minute', granted: 600, startsOn: '2026-03-07', endsOn: '2026-03-31' });
    await book('2026-03-05T14:00:00Z', 180, [1], { breaks: [{ afterMinutes: 60, minutes: 15 }] });
    await book('2026-03-06T14:00:00Z', 90, [1]);
    // The last evening of the authorization in New York, the day after in Greenwich.
    await book('2026-03-07T00:30:00Z', 60, [1]);
    expect(await uses(1)).toEqual([[0, 0, 600, 'not_yet'], [0, 315, -75, 'in_force']]);
  });
});

describe('a make-up', () => {
  const path = (n: number) => `/clinics/${clinic.clinicId}/episodes/${person(n).episodeId}/weeks/${WEEK}/make-ups`;
  const list = async (n: number) => (await desk.ask('GET', path(n))).json<{ items: MakeUp[] }>().items;
  const offered = async (n: number, sessionId: string) => (await list(n)).find((one) => one.sessionId === sessionId)?.beyond;
  const mend = (n: number, sessionId: string, who: Asker = desk, beyondReason?: string) => who.ask('POST', path(n), { kind: 'seat', sessionId, ...(beyondReason === undefined ? {} : { beyondReason }) });
  let thursday: string;
  let friday: string;
  beforeAll(async () => {
    thursday = await book('2026-03-05T19:00:00Z', 180, []);
    friday = await book('2026-03-06T19:00:00Z', 180, []);
  });

  it('says nothing of a payer where nothing is recorded, nor where all that was is withdrawn', async () => {
    expect(await offered(2, thursday)).toBe(null);
    const id = await grant(2, { endsOn: '2026-03-02' });
    expect(await offered(2, thursday)).toBe('not_authorized');
    expect((await desk.ask('POST', `/clinics/${clinic.clinicId}/clients/${person(2).clientId}/authorizations/${id}/withdraw`, { version: 1, reason: 'Another client’s' })).statusCode).toBe(204);
    expect([await offered(2, thursday), (await mend(2, thursday)).statusCode]).toEqual([null, 201]);
  });

  it('on a day no authorization covers comes last, is refused by name, and is booked with a reason by those who may', async () => {
    await grant(3, { endsOn: '2026-03-05' });
    const items = await list(3);
    expect([await offered(3, thursday), await offered(3, friday)]).toEqual([null, 'not_authorized']);
    const firstBeyond = items.findIndex((one) => one.beyond !== null);
    expect(items.slice(firstBeyond).every((one) => one.beyond !== null)).toBe(true);
    const refused = await mend(3, friday);
    expect([refused.statusCode, refused.json()]).toEqual([409, expect.objectContaining({
      type: 'urn:stepwell:problem:beyond-authorization', title: 'No authorization of this stay covers that day. Say why it is booked all the same.', beyond: 'not_authorized',
      errors: [{ pointer: '/beyondReason', detail: 'must say why it goes beyond the authorization' }],
    })]);
    const asked = await mend(3, friday, desk, 'The review is on Monday');
    expect([asked.statusCode, problemOf(asked)]).toEqual([403, 'forbidden']);
    expect(problemOf(await mend(3, friday, manager, '  '))).toBe('invalid-input');
    expect((await mend(3, friday, manager, 'The review is on Monday')).statusCode).toBe(201);
    const [entry] = await house.database.rows('select client_id, changes, reason from platform.audit_entry where subject_id = $1 and action = $2', [person(3).episodeId, 'hours.authorization-exceeded']);
    expect(entry).toEqual({ client_id: person(3).clientId, changes: { week: WEEK, sessionId: friday, beyond: 'not_authorized' }, reason: 'The review is on Monday' });
    // What the payer allows needs no reason, and none is kept.
    expect((await mend(3, thursday, manager, 'No need')).statusCode).toBe(201);
    expect((await house.database.rows('select from platform.audit_entry where subject_id = $1 and action = $2', [person(3).episodeId, 'hours.authorization-exceeded'])).length).toBe(1);
  });

  it('that would take a day more than is left is refused; one on a day that is charged anyway, or that stays too short to be, is not', async () => {
    await grant(4, { granted: 1 });
    await book('2026-03-05T14:00:00Z', 180, [4]);
    const short = await book('2026-03-06T12:00:00Z', 90, []);
    expect(await uses(4)).toEqual([[0, 1, 0, 'in_force']]);
    expect([await offered(4, thursday), await offered(4, friday), await offered(4, short)]).toEqual([null, 'authorization_used_up', null]);
    const refused = await mend(4, friday);
    expect([refused.statusCode, refused.json()]).toMatchObject([409, { title: 'What is left of the authorization is not enough for this make-up. Say why it is booked all the same.', beyond: 'authorization_used_up' }]);
    expect([(await mend(4, thursday)).statusCode, (await mend(4, short)).statusCode]).toEqual([201, 201]);
    expect(await uses(4)).toEqual([[0, 1, 0, 'in_force']]);
  });

  it('is not booked beyond the policy, whatever reason is given', async () => {
    await grant(5, { unit: 'minute', granted: 60 });
    const led = { staffIds: [clinic.therapists[2]] };
    await book('2026-03-04T13:00:00Z', 540, [5], led);
    await book('2026-03-03T13:00:00Z', 300, [5], led);
    await book('2026-03-06T13:00:00Z', 300, [5], led);
    expect(problemOf(await mend(5, friday, manager, 'The client asks for it'))).toBe('make-up-refused');
  });

  it('of an individual time is held to it as well', async () => {
    await grant(6, { unit: 'minute', granted: 30 });
    const body = { kind: 'slot', serviceId: clinic.individualServiceId, staffId: clinic.therapists[2], roomId: null, startsAt: '2026-03-06T15:00:00Z' };
    expect(problemOf(await desk.ask('POST', path(6), body))).toBe('beyond-authorization');
    expect(await uses(6)).toEqual([[0, 0, 30, 'in_force']]);
  });

  it('booked beforehand by another way is counted: what is booked anywhere is booked', async () => {
    await grant(7, { granted: 1 });
    expect(await offered(7, friday)).toBe(null);
    await atTheDesk(() => house.get(AddParticipants).run(clinic.clinicId, thursday, { clientIds: [person(7).clientId] }));
    expect([await uses(7), await offered(7, friday)]).toEqual([[[0, 1, 0, 'in_force']], 'authorization_used_up']);
  });
});

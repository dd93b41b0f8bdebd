import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EpisodeWeeks } from '#hours';
import { runAsSystem } from '#platform';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { bookableClinic, type BookableClinic } from '../../../../test/support/schedule.js';
import { personWith, problemOf, type Asker } from '../../../../test/support/sign-in.js';

const WEEK = '2026-03-02';
const DAYS = ['2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06'];

let house: TestApp;
let clinic: BookableClinic;
let desk: Asker;
const sessions: string[] = [];
beforeAll(async () => {
  house = await testApp();
  clinic = await bookableClinic(house.database, 12);
  desk = await personWith(house, clinic.clinicId, 'front_desk');
  await runAsSystem('test', () => house.get(EpisodeWeeks).ofEpisodes(clinic.clinicId, clinic.people.map((person) => person.episodeId)));
  for (const day of DAYS) {
    const answer = await desk.ask('POST', `/clinics/${clinic.clinicId}/sessions`, { serviceId: clinic.groupServiceId, programId: clinic.programId, startsAt: `${day}T15:00:00Z`, endsAt: `${day}T18:00:00Z`, staffIds: [clinic.therapists[0]], capacity: 10 });
    sessions.push(answer.json<{ id: string }>().id);
  }
});
afterAll(() => house.close());

const at = (n: number, rest = '') => `/clinics/${clinic.clinicId}/clients/${clinic.people[n]?.clientId}/authorizations${rest}`;
const grant = (n: number, more: object = {}) =>
  desk.ask('POST', at(n), { episodeId: clinic.people[n]?.episodeId, payer: 'Northwind', number: 'NW-1', startsOn: '2026-03-01', endsOn: '2026-03-31', unit: 'day', granted: 1, ...more });
const mend = (n: number, sessionId: string) => desk.ask('POST', `/clinics/${clinic.clinicId}/episodes/${clinic.people[n]?.episodeId}/weeks/${WEEK}/make-ups`, { kind: 'seat', sessionId });
const of = async (n: number) => (await desk.ask('GET', at(n))).json<{ items: { used: number; booked: number; left: number }[] }>().items;

describe('the last authorized day', () => {
  it('wanted by four make-ups at once goes to one; the others are told that nothing is left', async () => {
    for (const unit of ['day', 'minute']) {
      const n = unit === 'day' ? 0 : 1;
      await grant(n, { unit, granted: unit === 'day' ? 1 : 359 });
      const answers = await Promise.all(sessions.map((session) => mend(n, session)));
      expect(answers.map((answer) => answer.statusCode).sort()).toEqual([201, 409, 409, 409]);
      expect(new Set(answers.filter((answer) => answer.statusCode === 409).map(problemOf))).toEqual(new Set(['beyond-authorization']));
      expect((await of(n))[0]).toMatchObject({ left: unit === 'day' ? 0 : 179 });
    }
  }, 600_000);

  it('booked while somebody lowers what was granted: the booking is within what stood, or it is refused', async () => {
    for (let n = 2; n < 8; n++) {
      const { id } = (await grant(n, { granted: 3 })).json<{ id: string }>();
      const [edited, ...booked] = await Promise.all([desk.ask('PATCH', at(n, `/${id}`), { version: 1, granted: 1 }), ...sessions.map((session) => mend(n, session))]);
      expect(edited?.statusCode).toBe(204);
      const taken = booked.filter((answer) => answer.statusCode === 201).length;
      expect([taken >= 1 && taken <= 3, booked.filter((answer) => answer.statusCode !== 201).every((answer) => problemOf(answer) === 'beyond-authorization')]).toEqual([true, true]);
      expect((await of(n))[0]).toMatchObject({ booked: taken, left: 1 - taken });
    }
  }, 600_000);
});

describe('an authorization', () => {
  it('of the same days recorded by ten at once is recorded once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => grant(8, { number: `NW-${n}` })));
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([201, ...Array.from({ length: 9 }, () => 409)]);
    expect(new Set(answers.filter((answer) => answer.statusCode === 409).map(problemOf))).toEqual(new Set(['authorizations-overlap']));
  });

  it('changed by five at once from what all saw is changed once', async () => {
    const { id } = (await grant(9)).json<{ id: string }>();
    const answers = await Promise.all(Array.from({ length: 5 }, (_, n) => (n % 2 ? desk.ask('PATCH', at(9, `/${id}`), { version: 1, granted: n + 2 }) : desk.ask('POST', at(9, `/${id}/withdraw`), { version: 1, reason: 'A mistake' }))));
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([204, 409, 409, 409, 409]);
    expect(answers.filter((answer) => answer.statusCode === 409).every((answer) => ['stale-edit', 'authorization-withdrawn'].includes(problemOf(answer)))).toBe(true);
  });
});

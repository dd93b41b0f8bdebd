import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EpisodeWeeks } from '#hours';
import { runAsSystem } from '#platform';
import { testApp, type TestApp } from '../../../test/support/app.js';
import { hoursDrift } from '../../../test/support/hours-drift.js';
import { bookableClinic, type BookableClinic } from '../../../test/support/schedule.js';
import { personWith, problemOf, type Asker } from '../../../test/support/sign-in.js';

const WEEK = '2026-03-02';

let house: TestApp;
let clinic: BookableClinic;
let desk: Asker;
beforeAll(async () => {
  house = await testApp();
  clinic = await bookableClinic(house.database, 12);
  desk = await personWith(house, clinic.clinicId, 'front_desk');
  await runAsSystem('test', () => house.get(EpisodeWeeks).ofEpisodes(clinic.clinicId, clinic.people.map((person) => person.episodeId)));
});
afterAll(() => house.close());

const session = async (startsAt: string, capacity: number, minutes = 60): Promise<string> => {
  const answer = await desk.ask('POST', `/clinics/${clinic.clinicId}/sessions`, { serviceId: clinic.groupServiceId, programId: clinic.programId, startsAt, endsAt: new Date(new Date(startsAt).getTime() + minutes * 60_000).toISOString(), staffIds: [clinic.therapists[0]], capacity });
  return answer.json<{ id: string }>().id;
};
const mend = (person: number, sessionId: string) => desk.ask('POST', `/clinics/${clinic.clinicId}/episodes/${clinic.people[person]?.episodeId}/weeks/${WEEK}/make-ups`, { kind: 'seat', sessionId });

describe('make-ups wanted at once', () => {
  it('by ten for two last seats: two have them, eight are told it is full, and every week is right', async () => {
    const wanted = await session('2026-03-04T15:00:00Z', 2);
    const answers = await Promise.all(Array.from({ length: 10 }, (_, person) => mend(person, wanted)));
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([201, 201, ...Array.from({ length: 8 }, () => 409)]);
    expect(answers.filter((answer) => answer.statusCode === 409).map(problemOf)).toEqual(Array.from({ length: 8 }, () => 'session-full'));
    expect(await hoursDrift(house.database, clinic.clinicId, '2026-03-09' as never)).toEqual([]);
  }, 600_000);

  it('for one client by four people: together they stay within the week’s maximum', async () => {
    const wanted = await Promise.all(['05T13', '05T18', '06T13', '06T18'].map((at) => session(`2026-03-${at}:00:00Z`, 10, 280)));
    const answers = await Promise.all(wanted.map((sessionId) => mend(11, sessionId)));
    // 20 hours at most: four times 4 h 40 min are 18 h 40 min; one more does not fit.
    expect(answers.map((answer) => answer.statusCode)).toEqual([201, 201, 201, 201]);
    const more = await Promise.all(['03T15', '04T20'].map(async (at) => mend(11, await session(`2026-03-${at}:00:00Z`, 10, 80))));
    expect(more.map((answer) => answer.statusCode).sort()).toEqual([201, 409]);
    expect(more.filter((answer) => answer.statusCode === 409).map(problemOf)).toEqual(['make-up-refused']);
  }, 600_000);
});

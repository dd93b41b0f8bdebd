import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RecordAttendance, type MarkStatus } from '#attendance';
import { EpisodeWeeks } from '#hours';
import { runAsSystem } from '#platform';
import { testApp, type TestApp } from '../../../test/support/app.js';
import { clinicWithPeople, sessionWith, type ClinicWithPeople } from '../../../test/support/roster.js';
import { atTheDesk } from '../../../test/support/schedule.js';
import { personWith, problemOf, type Asker } from '../../../test/support/sign-in.js';

interface Row {
  episodeId: string;
  standing: string;
  forecast: { outlook: string; likelyMinutes: number; likelyShortBy: number; chancePercent: number; sentence: string; sessions: number; missed: number; parts: { minutes: number; chance: number }[] } | null;
}
interface Board {
  items: Row[];
  nextCursor: string | null;
}

let house: TestApp;
let clinic: ClinicWithPeople;
let desk: Asker;

/** Five people; the first comes to all, the second misses evenings, the third is new and booked in full, the fourth is booked too little, the fifth has met it. */
beforeAll(async () => {
  house = await testApp();
  house.clock.set(new Date('2026-03-04T18:00:00Z')); // Wednesday, 13:00 in New York
  clinic = await clinicWithPeople(house.database, 5, { admittedOn: '2026-02-02' });
  desk = await personWith(house, clinic.clinicId, 'therapist');
  for (const day of ['2026-02-04', '2026-02-11', '2026-02-18', '2026-02-25']) {
    await held(day, '15:00', 180, ['attended', 'attended']);
    await held(day, '23:00', 90, ['attended', day === '2026-02-04' ? 'attended' : 'no_show']);
  }
  await held('2026-03-02', '15:00', 360, ['attended', 'attended', 'attended', 'attended', 'attended']);
  await held('2026-03-03', '15:00', 180, [null, null, null, null, 'attended']);
  // Tonight and tomorrow: two evening groups of an hour and a half.
  for (const day of ['2026-03-04', '2026-03-05']) await sessionWith(house.database, clinic, clinic.people.slice(0, 3), { startsAt: `${day}T23:00:00Z`, minutes: 90 });
  await runAsSystem('test', () => house.get(EpisodeWeeks).ofEpisodes(clinic.clinicId, clinic.people.map((person) => person.episodeId)));
});
afterAll(() => house.close());

async function held(day: string, time: string, minutes: number, came: (MarkStatus | null)[]): Promise<void> {
  const people = clinic.people.filter((_, at) => came[at]);
  const roster = await sessionWith(house.database, clinic, people, { startsAt: `${day}T${time}:00Z`, minutes });
  const marks = came.flatMap((status) => (status ? [status] : [])).map((status, at) => ({ participationId: roster.participationIds[at] as string, status }));
  await atTheDesk(() => house.get(RecordAttendance).run(clinic.clinicId, roster.sessionId, { marks, mayCorrect: true }));
}
const board = async (query = ''): Promise<Board> => (await desk.ask('GET', `/clinics/${clinic.clinicId}/hours/forecast${query}`)).json<Board>();
const episode = (n: number): string => clinic.people[n]?.episodeId as string;

describe('the forecast of a Wednesday', () => {
  it('says of everyone how the week is likely to end, by how much they fall short, and why; the standing stays the standing', async () => {
    const { items } = await board();
    const of = (n: number) => items.find((row) => row.episodeId === episode(n));
    expect(of(0)).toMatchObject({ standing: 'on_track', forecast: { outlook: 'likely_met', likelyMinutes: 540, sentence: 'Likely to reach 9 h: all nine sessions of the last eight weeks attended.', sessions: 9, missed: 0 } });
    expect(of(1)).toMatchObject({ standing: 'on_track', forecast: { outlook: 'likely_short', likelyMinutes: 450, likelyShortBy: 90, sentence: 'Likely 7 h 30 min of 9 h: three of four evening groups missed lately.' } });
    expect(of(1)?.forecast?.parts.map((part) => part.minutes)).toEqual([90, 90]);
    expect(of(1)?.forecast?.parts[0]?.chance).toBeLessThan(of(0)?.forecast?.parts[0]?.chance as number);
    expect(of(2)).toMatchObject({ forecast: { outlook: 'likely_met' } });
    expect(of(3)).toMatchObject({ standing: 'at_risk', forecast: { outlook: 'likely_short', likelyMinutes: 360, likelyShortBy: 180, chancePercent: 0, sentence: 'Likely 6 h of 9 h: nothing more is booked.' } });
    expect(of(4)).toMatchObject({ standing: 'met', forecast: { outlook: 'reached', likelyShortBy: 0, chancePercent: 100 } });
  });

  it('lists who is likely to fall short, page by page, in the order of the board', async () => {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Board = await board(`?likelyShort=true&limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...page.items.map((row) => row.episodeId));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual([episode(3), episode(1)]);
    expect((await board('?likelyShort=true')).items.map((row) => row.episodeId)).toEqual(seen);
  });

  it('is of a running week only, and of nobody else’s clinic', async () => {
    expect((await board('?week=2026-02-25')).items.every((row) => row.forecast === null)).toBe(true);
    expect((await board('?week=2026-03-11')).items.every((row) => row.forecast === null)).toBe(true);
    const path = `/clinics/${clinic.clinicId}/episodes/${episode(1)}/weeks`;
    expect((await desk.ask('GET', `${path}/2026-03-02/forecast`)).json()).toMatchObject({ weekStart: '2026-03-02', forecast: { likelyMinutes: 450 } });
    expect((await desk.ask('GET', `${path}/2026-02-23/forecast`)).json()).toEqual({ weekStart: '2026-02-23', forecast: null });
    expect(problemOf(await desk.ask('GET', `${path}/soon/forecast`))).toBe('not-found');
    const stranger = await personWith(house, (await clinicWithPeople(house.database, 0)).clinicId, 'director');
    expect((await stranger.ask('GET', `${path}/2026-03-02/forecast`)).statusCode).toBe(404);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CloseDays } from '#clinics';
import { EpisodeWeeks } from '#hours';
import { newId, runAsSystem } from '#platform';
import { testApp, type TestApp } from '../../../test/support/app.js';
import { clinicWithPeople, sessionWith, type ClinicWithPeople, type Roster } from '../../../test/support/roster.js';
import { personWith, problemOf, type Asker } from '../../../test/support/sign-in.js';

interface Row {
  episodeId: string;
  standing: string;
  sentence: string;
  arithmetic: string | null;
  prescribedMinutes: number;
  attendedMinutes: number;
  plannedMinutes: number;
  owedMinutes: number;
  clinicianName: string | null;
  history: { weekStart: string; standing: string }[];
}
interface Board {
  items: Row[];
  nextCursor: string | null;
  counts: Record<string, number>;
}

let house: TestApp;
let clinic: ClinicWithPeople;
let desk: Asker;
let monday: Roster;

beforeAll(async () => {
  house = await testApp();
  house.clock.set(new Date('2026-03-04T18:00:00Z')); // Wednesday, 13:00 in New York
  clinic = await clinicWithPeople(house.database, 5, { admittedOn: '2026-02-02' });
  desk = await personWith(house, clinic.clinicId, 'director');
  await runAsSystem('test', () =>
    house.database.transaction(async () => {
      await house.database.rows(`insert into clinics.opening_hours (id, clinic_id, weekday, opens, closes) select gen_random_uuid(), $1, d, '08:00', '20:00' from generate_series(1, 5) d`, [clinic.clinicId]);
      await house.database.rows(
        `insert into episodes.care_team_member (id, clinic_id, episode_id, staff_id, role, is_primary, from_day) values ($1, $2, $3, $4, 'therapist', true, '2026-02-02')`,
        [newId(), clinic.clinicId, clinic.people[0]?.episodeId, clinic.staffIds[0]],
      );
    }),
  );
  await runAsSystem('test', () => house.get(EpisodeWeeks).ofEpisodes(clinic.clinicId, clinic.people.map((person) => person.episodeId)));
  // Monday and Wednesday are over or on; person 0 came to all, 1 misses Monday, 2 is not recorded yet, 3 has a week above the maximum, 4 has nothing.
  monday = await sessionWith(house.database, clinic, clinic.people.slice(0, 4), { startsAt: '2026-03-02T14:00:00Z', minutes: 540 });
  await sessionWith(house.database, clinic, clinic.people.slice(3, 4), { startsAt: '2026-03-05T14:00:00Z', minutes: 700 });
  await sessionWith(house.database, clinic, clinic.people.slice(1, 2), { startsAt: '2026-03-05T14:00:00Z', minutes: 120 });
  await mark([0, 'attended'], [1, 'no_show'], [3, 'attended']);
  // What the rows above could not tell by themselves.
  await runAsSystem('test', () => house.get(EpisodeWeeks).ofEpisodes(clinic.clinicId, clinic.people.map((person) => person.episodeId)));
});
afterAll(() => house.close());

const mark = (...marks: [number, string][]) =>
  desk.ask('POST', `/clinics/${clinic.clinicId}/sessions/${monday.sessionId}/attendance`, { marks: marks.map(([at, status]) => ({ participationId: monday.participationIds[at], status })) });
const board = async (query = ''): Promise<Board> => (await desk.ask('GET', `/clinics/${clinic.clinicId}/hours${query}`)).json<Board>();
const episode = (n: number): string => clinic.people[n]?.episodeId as string;

describe('the hours board of a Wednesday', () => {
  it('shows those in most danger first, each with its reason in words, and counts them all', async () => {
    const { items, counts } = await board();
    expect(counts).toEqual({ short: 0, at_risk: 2, over: 1, on_track: 1, met: 1 });
    expect(items.map((row) => [row.episodeId, row.standing, row.sentence])).toEqual([
      [episode(4), 'at_risk', '9 h short of 9 h, with time left to book.'],
      [episode(1), 'at_risk', '7 h short of 9 h, with time left to book.'],
      [episode(3), 'over', '40 min above the weekly maximum: 9 h attended, 11 h 40 min planned.'],
      [episode(2), 'on_track', 'On track once 9 h of past attendance are recorded.'],
      [episode(0), 'met', '9 h attended of 9 h prescribed.'],
    ]);
    expect(items[3]?.owedMinutes).toBe(540);
    expect(items[4]).toMatchObject({ clinicianName: 'Ada Okafor', history: Array.from({ length: 4 }, (_, n) => ({ weekStart: ['2026-02-23', '2026-02-16', '2026-02-09', '2026-02-02'][n], standing: 'short' })) });
  });

  it('pages without losing or repeating anyone, and filters by standing, program and clinician', async () => {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Board = await board(`?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...page.items.map((row) => row.episodeId));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual((await board()).items.map((row) => row.episodeId));
    const risky = await board('?standing=at_risk');
    expect(risky.items.map((row) => row.episodeId)).toEqual([episode(4), episode(1)]);
    expect(risky.counts['met']).toBe(1);
    expect((await board(`?clinician=${clinic.staffIds[0]}`)).items.map((row) => row.episodeId)).toEqual([episode(0)]);
    expect((await board(`?program=${newId()}`)).items).toEqual([]);
  });

  it('of a week ahead nobody has opened yet is completed by looking at it', async () => {
    const { items, counts } = await board('?week=2026-04-22');
    expect(counts['at_risk']).toBe(5);
    expect(items[0]).toMatchObject({ weekStart: '2026-04-20', prescribedMinutes: 540, plannedMinutes: 0 });
  });

  it('when nothing can be booked any more, whoever lacks hours is short', async () => {
    const now = house.clock.now();
    house.clock.set(new Date('2026-03-08T01:00:00Z'));
    desk = await personWith(house, clinic.clinicId, 'director');
    expect((await board()).counts).toEqual({ short: 2, at_risk: 0, over: 1, on_track: 1, met: 1 });
    house.clock.set(new Date('2026-03-09T13:00:00Z'));
    desk = await personWith(house, clinic.clinicId, 'director');
    const past = await board('?week=2026-03-02');
    expect(past.counts).toEqual({ short: 3, at_risk: 0, over: 1, on_track: 0, met: 1 });
    expect(past.items.find((row) => row.episodeId === episode(2))?.sentence).toBe('9 h short: the week is over and 9 h of attendance are still to be recorded.');
    house.clock.set(now);
    desk = await personWith(house, clinic.clinicId, 'director');
  });

  it('follows a closure at once, and explains the arithmetic', async () => {
    await runAsSystem('test', () => house.get(CloseDays).run(clinic.clinicId, { from: '2026-03-05' as never, to: '2026-03-06' as never, reason: 'Snow' }));
    const row = (await board()).items.find((one) => one.episodeId === episode(4));
    expect(row).toMatchObject({ prescribedMinutes: 324, arithmetic: 'Counts 3 of 5 program days: 2 program days closed.' });
  });
});

describe('the weeks of an episode', () => {
  it('open into the ledger: the attended total is the sum of its lines, each with session, rule, author', async () => {
    const path = `/clinics/${clinic.clinicId}/episodes/${episode(0)}/weeks`;
    const weeks = (await desk.ask('GET', path)).json<{ items: { weekStart: string; attendedMinutes: number }[] }>();
    expect(weeks.items.map((week) => week.weekStart)).toContain('2026-02-02');
    const ledger = (await desk.ask('GET', `${path}/2026-03-02/ledger`)).json<{ attendedMinutes: number; entries: Record<string, unknown>[]; places: Record<string, unknown>[] }>();
    expect(ledger.attendedMinutes).toBe(540);
    expect(ledger.entries).toMatchObject([{ minutes: 540, kind: 'credit', ruleVersion: 'credited-minutes/1', policyNumber: 1, author: 'Robin Hale', sessionTitle: 'Process group', serviceDay: '2026-03-02' }]);
    expect(ledger.places).toMatchObject([{ status: 'attended', offeredMinutes: 540, creditedMinutes: 540 }]);
    expect((await desk.ask('GET', `${path}/2026-03-02`)).json()).toMatchObject({ attendedMinutes: 540, policyNumber: 1, programDays: 5 });
  });

  it('are not there for another clinic, an unknown day, or no week at all', async () => {
    const stranger = await personWith(house, (await clinicWithPeople(house.database, 0)).clinicId, 'director');
    const path = `/episodes/${episode(0)}/weeks`;
    expect((await stranger.ask('GET', `/clinics/${clinic.clinicId}${path}`)).statusCode).toBe(404);
    for (const day of ['2026-03-03', '2030-01-07', 'soon', '2026-02-30']) expect(problemOf(await desk.ask('GET', `/clinics/${clinic.clinicId}${path}/${day}/ledger`))).toBe('not-found');
    expect((await desk.ask('GET', `/clinics/${clinic.clinicId}/hours?cursor=nonsense`)).statusCode).toBe(400);
    expect((await desk.ask('GET', `/clinics/${clinic.clinicId}/hours?week=2026-13-01`)).statusCode).toBe(400);
  });
});

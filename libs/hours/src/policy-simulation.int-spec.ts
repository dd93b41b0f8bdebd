import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RecordAttendance } from '#attendance';
import { CloseDays } from '#clinics';
import { EpisodeWeeks } from '#hours';
import { DomainEvents, addDays, clinicDay, newId, runAsSystem, type ClinicDay } from '#platform';
import { POLICY_CHANGED, type PolicyChanged } from '#programs';
import { testApp, type TestApp } from '../../../test/support/app.js';
import { clinicWithPeople, sessionWith, type ClinicWithPeople } from '../../../test/support/roster.js';
import { atTheDesk } from '../../../test/support/schedule.js';
import { personWith, problemOf, type Asker } from '../../../test/support/sign-in.js';
import type { PolicyChange } from './policy-change.js';
import type { AffectedClient, SimulatedWeek, Simulation } from './simulate-policy.query.js';
import { standing } from './standing.js';

const WEDNESDAY = '2026-03-18T18:00:00Z';
const FIRST = clinicDay('2026-01-19');
const COLUMNS: Record<keyof PolicyChange, string> = {
  weekStartsOn: 'week_starts_on', programWeekdays: 'program_weekdays', weeklyMinimumMinutes: 'weekly_min_minutes', weeklyMaximumMinutes: 'weekly_max_minutes',
  daysMinimum: 'days_min', daysMaximum: 'days_max', dayMinimumMinutes: 'day_min_minutes', prorate: 'prorate_partial_weeks',
};

let house: TestApp;
let clinic: ClinicWithPeople;
let director: Asker;

/** Nine weeks of Mondays, Tuesdays and Thursdays, over the change of the clocks on 8 March; one admitted and one discharged within them, two closed days. */
beforeAll(async () => {
  house = await testApp();
  house.clock.set(new Date(WEDNESDAY));
  await furnish();
});
afterAll(() => house.close());

async function furnish(): Promise<void> {
  clinic = await clinicWithPeople(house.database, 6, { admittedOn: '2026-01-05' });
  const [, second, third] = clinic.people;
  await runAsSystem('test', () =>
    house.database.transaction(async () => {
      await house.database.rows(`insert into clinics.opening_hours (id, clinic_id, weekday, opens, closes) select gen_random_uuid(), $1, d, '08:00', '21:00' from generate_series(1, 6) d`, [clinic.clinicId]);
      await house.database.rows(`update episodes.episode set admitted_on = '2026-02-11' where id = $1`, [second?.episodeId]);
      await house.database.rows(`update episodes.episode set discharged_on = '2026-02-26', disposition = 'completed' where id = $1`, [third?.episodeId]);
      await house.database.rows(`insert into episodes.prescribed_hours (id, clinic_id, episode_id, effective_from, minutes_per_week, days_per_week) values ($1, $2, $3, '2026-03-04', 900, 5)`, [newId(), clinic.clinicId, clinic.people[3]?.episodeId]);
    }),
  );
  await runAsSystem('test', () => house.get(CloseDays).run(clinic.clinicId, { from: clinicDay('2026-02-16'), to: clinicDay('2026-02-17'), reason: 'Storm' }));
  for (let week = 0; week < 9; week++) {
    for (const [nth, offset] of [0, 1, 3, 5].entries()) {
      const day = addDays(FIRST, 7 * week + offset);
      const people = clinic.people.filter((_, at) => !(at === 1 && day < '2026-02-11') && !(at === 2 && day > '2026-02-26'));
      const roster = await sessionWith(house.database, clinic, people, { startsAt: `${day}T15:00:00Z`, minutes: [180, 170, 240, 120][nth] as number, breaks: nth === 2 ? [[60, 75]] : [] });
      if (day > '2026-03-17') continue;
      const marks = roster.participationIds.map((participationId, at) => ({ participationId, status: (at * 5 + nth + week) % 4 === 0 ? ('no_show' as const) : ('attended' as const) }));
      await atTheDesk(() => house.get(RecordAttendance).run(clinic.clinicId, roster.sessionId, { marks, mayCorrect: true }));
    }
  }
  await runAsSystem('test', () => house.get(EpisodeWeeks).ofEpisodes(clinic.clinicId, clinic.people.map((person) => person.episodeId)));
  director = await personWith(house, clinic.clinicId, 'director');
}

const path = (): string => `/clinics/${clinic.clinicId}/programs/${clinic.programId}/policy/simulation`;

async function simulated(change: PolicyChange, limit = 100): Promise<Simulation[]> {
  const pages: Simulation[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const answer = await director.ask('POST', `${path()}?limit=${limit}${cursor === '' ? '' : `&cursor=${cursor}`}`, change);
    expect(answer.statusCode).toBe(200);
    pages.push(answer.json<Simulation>());
    cursor = pages.at(-1)?.nextCursor ?? null;
  }
  return pages;
}

/** The change made in earnest, as the programs derive and tell it. */
async function make(change: PolicyChange, from: ClinicDay): Promise<void> {
  const columns = Object.fromEntries(Object.entries(change).map(([key, value]) => [COLUMNS[key as keyof PolicyChange], value]));
  await runAsSystem('test', () =>
    house.database.transaction(async () => {
      const old = await house.database.rows<{ id: string; effective_from: ClinicDay }>('update programs.policy_version set superseded_at = now() where program_id = $1 and superseded_at is null and (effective_to is null or effective_to >= $2) returning id, effective_from', [clinic.programId, from]);
      const write = (like: string, values: object) =>
        house.database.rows(
          `insert into programs.policy_version select (jsonb_populate_record(null::programs.policy_version, to_jsonb(v) || jsonb_build_object('id', gen_random_uuid(), 'number', (select max(number) + 1 from programs.policy_version where program_id = v.program_id), 'superseded_at', null) || $2::jsonb)).*
           from programs.policy_version v where v.id = $1`,
          [like, JSON.stringify(values)],
        );
      for (const one of old) {
        if (one.effective_from < from) await write(one.id, { effective_to: addDays(from, -1) });
        await write(one.id, { ...columns, ...(one.effective_from < from ? { effective_from: from } : {}) });
      }
      await house.get(DomainEvents).publish<PolicyChanged>({ name: POLICY_CHANGED, clinicId: clinic.clinicId, payload: { programId: clinic.programId, from } });
    }),
  );
}

/** Every client week as it stands, by episode and first day. */
async function standings(): Promise<Map<string, SimulatedWeek>> {
  const rows = await house.database.rows<Omit<SimulatedWeek, 'standing'> & { key: string; maximum: number | null; weekOver: boolean; bookableLeft: boolean }>(
    `select episode_id || ' ' || week_start as key, prescribed_minutes as "prescribedMinutes", attended_minutes as "attendedMinutes", planned_minutes as "plannedMinutes", days_per_diem as "daysPerDiem",
       weekly_max_minutes as maximum, ends_at <= $2 as "weekOver", coalesce(bookable_until >= $2, false) as "bookableLeft"
     from hours.v_client_week where clinic_id = $1`,
    [clinic.clinicId, house.clock.now()],
  );
  return new Map(
    rows.map(({ key, maximum, weekOver, bookableLeft, ...week }) => {
      const facts = { prescribed: week.prescribedMinutes, attended: week.attendedMinutes, planned: week.plannedMinutes, maximum, weekOver, bookableLeft, owedMinutes: 0 };
      return [key, { ...week, standing: standing(facts).standing }];
    }),
  );
}

/** How far into a week as it was a day lies. */
function daysIn(day: string, weeks: ReadonlyMap<string, unknown>, episodeId: string): number {
  return Array.from({ length: 7 }, (_, back) => back).find((back) => weeks.has(`${episodeId} ${addDays(day as ClinicDay, -back)}`)) ?? 0;
}

describe('trying other numbers of a policy', () => {
  it.each<[string, PolicyChange]>([
    ['a lower weekly maximum', { weeklyMaximumMinutes: 560 }],
    ['a shorter day minimum', { dayMinimumMinutes: 120 }],
    ['no proration', { prorate: false }],
    ['six program days', { programWeekdays: [1, 2, 3, 4, 5, 6] }],
    ['proration again, four program days, a longer day minimum', { prorate: true, programWeekdays: [1, 2, 4, 5], daysMinimum: 2, dayMinimumMinutes: 200 }],
    ['weeks that begin on Wednesday, and so one that is cut short', { weekStartsOn: 3 }],
    ['a higher weekly minimum, which leaves orders and standings alone', { weeklyMinimumMinutes: 545 }],
  ])('says of everybody what their weeks become when it is really made: %s', async (_, change) => {
    const before = await standings();
    const pages = await simulated(change, 4);
    expect(await standings()).toEqual(before);
    const from = pages[0]?.from as ClinicDay;
    await make(change, from);
    const after = await standings();
    const items = new Map<string, AffectedClient>(pages.flatMap((page) => page.items.map((item) => [item.episodeId, item])));
    let weeks = 0;
    for (const [key, week] of after) {
      const [episodeId, weekStart] = key.split(' ') as [string, string];
      if (weekStart < from || weekStart > '2026-03-18') continue;
      weeks++;
      const said = items.get(episodeId)?.weeks.find((one) => one.weekStart === weekStart);
      if (said) {
        expect({ key, ...week }).toEqual({ key, ...said.after });
        if (before.has(key)) expect({ key, ...before.get(key) }).toEqual({ key, ...said.before });
      } else {
        // Not said to differ: it stands as the week did that held its first day.
        const { standing: stands, prescribedMinutes, daysPerDiem } = week;
        expect({ key, ...before.get(`${episodeId} ${addDays(weekStart as ClinicDay, -daysIn(weekStart, before, episodeId))}`) }).toMatchObject({ key, standing: stands, prescribedMinutes, daysPerDiem });
      }
    }
    // The numbers are those of everybody: as many weeks as there are, standing as they come to stand.
    const counted = pages.flatMap((page) => page.weeks).reduce((sum, { after: counts }) => sum + Object.values(counts).reduce((all, one) => all + one, 0), 0);
    expect(counted).toBe(weeks);
    expect(pages.reduce((sum, page) => sum + page.looked, 0)).toBe(6);
    expect(pages.every((page) => page.total === 6)).toBe(true);
  });

  it('says whose orders would lie outside the policy', async () => {
    const [page] = await simulated({ weeklyMinimumMinutes: 545, weeklyMaximumMinutes: 1000 });
    // Since the numbers above are made: four orders under the minimum, one above the maximum.
    expect([page?.outsideBefore, page?.outsideAfter]).toEqual([5, 4]);
    const raised = page?.items.find((item) => item.episodeId === clinic.people[3]?.episodeId);
    expect(raised?.prescription).toEqual({ minutesPerWeek: 900, daysPerWeek: 5, outsideBefore: ['above_maximum'], outsideAfter: [] });
    expect(page?.items.find((item) => item.episodeId === clinic.people[2]?.episodeId)?.prescription ?? null).toBeNull();
  });

  it('refuses numbers that contradict each other at the one that was changed, and people who may not change the policy', async () => {
    const refused = await director.ask('POST', path(), { weeklyMinimumMinutes: 1300, weeklyMaximumMinutes: 1200, daysMinimum: 6 });
    expect([refused.statusCode, refused.json<{ errors: { pointer: string }[] }>().errors.map((error) => error.pointer).sort()]).toEqual([400, ['/daysMinimum', '/weeklyMinimumMinutes']]);
    expect((await director.ask('POST', path(), { programWeekdays: [8] })).statusCode).toBe(400);
    expect((await (await personWith(house, clinic.clinicId, 'therapist')).ask('POST', path(), { prorate: true })).statusCode).toBe(403);
    expect(problemOf(await director.ask('POST', `/clinics/${clinic.clinicId}/programs/${newId()}/policy/simulation`, { prorate: true }))).toBe('not-found');
    expect((await director.ask('POST', path(), {})).statusCode).toBe(400);
    expect((await simulated({ prorate: true }))[0]?.items).toEqual([]);
  });
});

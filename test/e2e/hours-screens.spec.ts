import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { RecordAttendance } from '#attendance';
import { EpisodeWeeks } from '#hours';
import { Clock, addDays, clinicDayOf, instantOf, newId, runAsSystem, wallTime, type ClinicDay, type TimeZone } from '#platform';
import { accessibilityFaults, openPage, openScreen, picture, signIn, startBrowser, type PageOptions, type WatchedPage } from '../support/browser.js';
import { daytimeZone } from '../support/daytime.js';
import { nameClinic } from '../support/named-clinic.js';
import { sessionWith, type Roster } from '../support/roster.js';
import { atTheDesk, bookableClinic, type BookableClinic } from '../support/schedule.js';
import { servedApp, type ServedApp } from '../support/served-app.js';
import { sixHoursAWeek } from '../support/six-hours-a-week.js';
import { TEST_PASSWORD } from '../support/sign-in.js';

const NAMES = [['Leo', 'Abara'], ['Eli', 'Brandt'], ['Marcus', 'Delacroix'], ['Owen', 'Fairbairn'], ['Noémie', 'Lefèvre'], ['Priya', 'Raman']] as const;

let house: ServedApp;
let browser: Browser;
let zone: TimeZone;
let today: ClinicDay;
let clinic: BookableClinic;
let slug: string;
/** The group whose open seats mend Eli's week. */
let skills: string;

const on = (day: ClinicDay, time: string): string => instantOf(day, wallTime(time), zone).toISOString();

/** A session of the past everybody's attendance is recorded of; `absent` did not come. */
async function held(day: ClinicDay, time: string, minutes: number, people: number[], absent: number[] = []): Promise<Roster> {
  const roster = await sessionWith(house.database, clinic, people.map((n) => clinic.people[n] as (typeof clinic.people)[number]), { startsAt: on(day, time), minutes });
  await house.database.transaction(() => house.database.rows('insert into scheduling.session_staff (session_id, staff_id, clinic_id, starts_at, ends_at, live) select id, $2, clinic_id, starts_at, ends_at, live from scheduling.session where id = $1', [roster.sessionId, clinic.staffIds[1]]));
  const marks = people.map((n, at) => ({ participationId: roster.participationIds[at] as string, status: absent.includes(n) ? ('no_show' as const) : ('attended' as const) }));
  await atTheDesk(() => house.get(RecordAttendance).run(clinic.clinicId, roster.sessionId, { marks, mayCorrect: true }));
  return roster;
}

/** A session of this week, booked for these people. */
async function ahead(title: string, days: number, time: string, minutes: number, people: number[], capacity = 12): Promise<string> {
  const { sessionId } = await sessionWith(house.database, clinic, people.map((n) => clinic.people[n] as (typeof clinic.people)[number]), { startsAt: on(addDays(today, days), time), minutes, capacity });
  await house.database.transaction(() => house.database.rows('update scheduling.session set title = $2 where id = $1', [sessionId, title]));
  return sessionId;
}

/** Six hours a week are asked, and the program's week begins today: whatever day the test runs on, all of it is to come. */
async function furnish(): Promise<void> {
  clinic = await bookableClinic(house.database, NAMES.length, { timeZone: zone });
  const { clinicId, programId, people } = clinic;
  await sixHoursAWeek(house.database, clinic, today, NAMES);
  slug = await nameClinic(house, clinic, { clients: NAMES, staff: { [clinic.therapists[0]]: ['Ada', 'Okafor'] }, signIn: ['director', 'auditor'] });
  await house.database.transaction(() => house.database.rows(`insert into programs.rule_profile (id, clinic_id, layer, name, program_id) values ($1, $2, 'program', 'Adult evening', $3)`, [newId(), clinicId, programId]));
  for (let back = 4; back >= 1; back--) {
    const day = addDays(today, 1 - 7 * back);
    await held(day, '09:00', 120, [0, 1, 2, 4, 5], back === 2 ? [4] : []);
    await held(addDays(day, 1), '09:00', 120, [0, 1, 2, 4, 5]);
    await held(addDays(day, 2), '18:00', 120, [0, 1, 2, 4, 5], back === 4 ? [] : [0]);
  }
  // Leo has all six hours booked, a third of them in the evening; Eli an hour and a half too little; Owen nothing; Marcus and Priya all of it by day.
  await ahead('Process group', 1, '09:00', 120, [0, 1, 2, 4, 5]);
  await ahead('Process group', 2, '09:00', 120, [0, 2, 4, 5]);
  await ahead('Process group', 2, '09:00', 150, [1], 1);
  await ahead('Relapse prevention', 3, '18:00', 120, [0, 2, 5], 3);
  await ahead('Family evening', 3, '13:00', 120, [4], 1);
  skills = await ahead('Skills group', 1, '13:00', 90, [], 2);
  await ahead('Mindfulness', 3, '10:00', 60, [], 8);
  await ahead('Life skills', 4, '10:00', 90, [], 8);
  await house.get(EpisodeWeeks).ofEpisodes(clinicId, people.map((person) => person.episodeId));
}

beforeAll(async () => {
  house = await servedApp();
  browser = await startBrowser();
  const now = new Clock().now();
  zone = daytimeZone(now);
  today = clinicDayOf(now, zone);
  await runAsSystem('test', furnish);
}, 300_000);
afterAll(async () => {
  await browser.close();
  await house.close();
});

const problems: string[] = [];
async function screen(email: string, options: Partial<PageOptions> = {}): Promise<WatchedPage> {
  const watched = await openPage(browser, { url: house.url, timeZone: zone, ...options });
  watched.page.setDefaultTimeout(60_000);
  await signIn(watched.page, email, TEST_PASSWORD);
  return watched;
}
const planned = async (at: number): Promise<number> =>
  (await house.database.one<{ planned_minutes: number }>('select planned_minutes from hours.client_week where episode_id = $1 and week_start = $2', [clinic.people[at]?.episodeId, today])).planned_minutes;
async function until(check: () => Promise<boolean>, what: string): Promise<void> {
  for (const end = performance.now() + 60_000; performance.now() < end; ) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Waited in vain: ${what}`);
}
const weekdayName = (day: ClinicDay): string => new Intl.DateTimeFormat('en-US', { weekday: 'short', timeZone: 'UTC' }).format(new Date(`${day}T12:00Z`));
const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

describe('who will fall short', () => {
  it('is said on the board as a forecast, with its reason, and can be looked for', async () => {
    const { page, problems: faults, close } = await screen('director@harbor.test');
    await openScreen(page, slug, '/hours');
    await rowOf(page, 'Leo Abara').getByText('Likely 4 h of 6 h: three of four evening groups missed lately.').waitFor();
    expect(await rowOf(page, 'Leo Abara').getByText('On track', { exact: true }).count()).toBe(1);
    expect(await rowOf(page, 'Marcus Delacroix').getByText(/Likely/).count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'hours-board-wide');
    await page.getByText('Likely short', { exact: true }).click();
    await rowOf(page, 'Marcus Delacroix').waitFor({ state: 'detached' });
    expect(await rowOf(page, 'Leo Abara').count()).toBe(1);
    await rowOf(page, 'Leo Abara').getByRole('button', { name: 'Leo Abara' }).click();
    const forecast = page.getByRole('dialog').getByRole('region', { name: 'Forecast' });
    await forecast.getByRole('button', { name: /What it goes by/ }).click();
    await forecast.getByText(/3 of 12 recorded sessions/).waitFor();
    await page.getByRole('dialog').getByText('Minute ledger').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'hours-forecast-wide');
    // The chart opens in the same week's ledger, and back is the board.
    await page.getByRole('dialog').getByRole('link', { name: 'Leo Abara' }).click();
    const ledger = page.getByRole('dialog', { name: /^Ledger of the week/ });
    await ledger.getByText('Minute ledger').waitFor();
    expect(page.url()).toMatch(/clients\/[0-9a-f-]{36}\?part=hours&stay=[0-9a-f-]{36}&week=\d{4}-\d\d-\d\d$/);
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'client-ledger-wide');
    await page.keyboard.press('Escape');
    await ledger.waitFor({ state: 'detached' });
    await page.goBack();
    await rowOf(page, 'Leo Abara').waitFor();
    problems.push(...faults);
    await close();
  });
});

describe('a make-up', () => {
  it('is booked from the board with Enter, and taken back with undo', async () => {
    const { page, problems: faults, close } = await screen('director@harbor.test');
    await openScreen(page, slug, '/hours');
    await rowOf(page, 'Eli Brandt').getByRole('button', { name: 'Make up 1 h 30 min' }).click();
    const drawer = page.getByRole('dialog', { name: 'Make up 1 h 30 min' });
    const first = drawer.getByRole('button', { name: /Skills group/ });
    await first.waitFor();
    expect(await first.textContent()).toContain('Mends all 1 h 30 min, on a day the client comes anyway.');
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'hours-make-ups-wide');
    await until(async () => (await first.evaluate('document.activeElement?.textContent') as string).includes('Skills group'), 'the best one to be chosen');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await until(async () => (await planned(1)) === 360, 'the make-up to be booked');
    await drawer.waitFor({ state: 'detached' });
    await page.getByRole('status').getByText('Skills group booked, 1 h 30 min').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await until(async () => (await planned(1)) === 270, 'the make-up to be taken back');
    await rowOf(page, 'Eli Brandt').getByRole('button', { name: 'Make up 1 h 30 min' }).waitFor();
    problems.push(...faults);
    await close();
  });

  it('is booked from the week, and a seat somebody else took meanwhile is said to be gone', async () => {
    const { page, close } = await screen('director@harbor.test');
    await openScreen(page, slug, '/hours');
    await rowOf(page, 'Eli Brandt').getByRole('button', { name: 'Eli Brandt' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Make up 1 h 30 min' }).click();
    const option = page.getByRole('dialog', { name: 'Make up 1 h 30 min' }).getByRole('button', { name: /Skills group/ });
    await option.waitFor();
    await house.database.transaction(() => house.database.rows('update scheduling.session set capacity = 1, seats_taken = 1 where id = $1', [skills]));
    await option.click();
    await page.getByText('No seat is left in this session.').waitFor();
    await option.waitFor({ state: 'detached' });
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'hours-make-up-gone-wide');
    await house.database.transaction(() => house.database.rows('update scheduling.session set capacity = 2, seats_taken = 0 where id = $1', [skills]));
    await close();
  });

  it('is not offered to people who may not book', async () => {
    const { page, problems: faults, close } = await screen('auditor@harbor.test');
    await openScreen(page, slug, '/hours');
    await rowOf(page, 'Eli Brandt').waitFor();
    expect(await page.getByRole('button', { name: /^Make up/ }).count()).toBe(0);
    problems.push(...faults);
    await close();
  });

  it.each<[string, Partial<PageOptions>]>([['dark', { dark: true }], ['820', { size: 'tablet' }], ['phone', { size: 'phone' }]])('reads well: %s', async (name, options) => {
    const { page, problems: faults, close } = await screen('director@harbor.test', options);
    await openScreen(page, slug, '/hours');
    await rowOf(page, 'Eli Brandt').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, `hours-board-${name}`);
    await rowOf(page, 'Eli Brandt').getByRole('button', { name: 'Make up 1 h 30 min' }).click();
    await page.getByRole('dialog').getByRole('button', { name: /Skills group/ }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, `hours-make-ups-${name}`);
    await openScreen(page, slug, '/hours');
    await rowOf(page, 'Leo Abara').getByRole('button', { name: 'Leo Abara' }).click();
    await page.getByRole('dialog').getByText('Minute ledger').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, `hours-forecast-${name}`);
    problems.push(...faults);
    await close();
  });
});

describe('the week opened', () => {
  it('shows the days that count per diem, those that missed it, and the arithmetic of the prescription', async () => {
    const { page, problems: faults, close } = await screen('director@harbor.test');
    await openScreen(page, slug, `/hours?week=${addDays(today, -7)}`);
    await rowOf(page, 'Marcus Delacroix').getByRole('button', { name: 'Marcus Delacroix' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('button', { name: /Per-diem days/ }).click();
    await drawer.getByText('Missed by 1 h').first().waitFor();
    await drawer.getByRole('button', { name: /^Prescribed/ }).click();
    await drawer.getByText(/7 × 6 h a week ÷ 7 days = 6 h/).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'hours-week-days-wide');
    problems.push(...faults);
    await close();
  });
});

describe('hours by clinician', () => {
  it.each<[string, Partial<PageOptions>]>([['wide', {}], ['dark', { dark: true }], ['820', { size: 'tablet' }], ['phone', { size: 'phone' }]])('say what each led and open into its sessions: %s', async (name, options) => {
    const { page, problems: faults, close } = await screen('director@harbor.test', options);
    // Any day of the week will do, which begins on the weekday the programs' do.
    await openScreen(page, slug, `/hours/delivered?week=${addDays(today, -3)}`);
    await page.getByText(/^The clinic:/).waitFor();
    await page.getByText(new RegExp(`^Week of ${weekdayName(addDays(today, -7))}, `)).waitFor();
    await rowOf(page, 'Ben Lindqvist').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, `hours-delivered-${name}`);
    await rowOf(page, 'Ben Lindqvist').getByRole('button', { name: 'Ben Lindqvist' }).click();
    await page.getByRole('dialog').getByRole('link', { name: 'Process group' }).first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    problems.push(...faults);
    await close();
  });

  it('say plainly when there is nothing', async () => {
    const { page, problems: faults, close } = await screen('director@harbor.test');
    await openScreen(page, slug, '/hours/delivered?week=2020-01-06');
    await page.getByText('Nobody led a session in these weeks').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'hours-delivered-empty');
    problems.push(...faults);
    await close();
  });
});

describe('a clinic with more staff than one answer holds', () => {
  it('finds whoever is typed, and shows whoever is chosen by name', async () => {
    await runAsSystem('test', () =>
      house.database.transaction(() =>
        house.database.rows(
          `insert into team.staff (id, clinic_id, given_name, family_name, discipline)
           select gen_random_uuid(), $1, case n when 206 then 'Zuzanna' when 207 then 'Zygmunt' else 'Clerk' end, 'Z' || lpad(n::text, 3, '0'), 'front_desk' from generate_series(1, 207) n`,
          [clinic.clinicId],
        ),
      ),
    );
    const { id } = await house.database.one<{ id: string }>(`select id from team.staff where clinic_id = $1 and given_name = 'Zuzanna'`, [clinic.clinicId]);
    const { page, problems: faults, close } = await screen('director@harbor.test');
    await openScreen(page, slug, `/hours?clinician=${id}`);
    const picker = page.getByRole('combobox', { name: 'Clinician' });
    await until(async () => (await picker.inputValue()) === 'Zuzanna Z206', 'the name of whoever the address chose');
    await picker.fill('zygm');
    await page.getByRole('option', { name: 'Zygmunt Z207' }).click();
    await until(async () => (await picker.inputValue()) === 'Zygmunt Z207' && !page.url().includes(id), 'whoever was found, chosen');
    expect(await accessibilityFaults(page)).toEqual([]);
    problems.push(...faults);
    await close();
  });
});

describe('other numbers of a policy', () => {
  it.each<[string, Partial<PageOptions>]>([['wide', {}], ['dark', { dark: true }], ['820', { size: 'tablet' }], ['phone', { size: 'phone' }]])('are tried from the program, and change nothing: %s', async (name, options) => {
    const { page, problems: faults, close } = await screen('director@harbor.test', options);
    await openScreen(page, slug, `/hours/try-policy/${clinic.programId}`);
    await page.getByText('Change a number and see who would be affected.').waitFor();
    await page.getByLabel('Weekly maximum').fill('5.5');
    await page.getByLabel('Weekly minimum').fill('5');
    await page.getByLabel('Day minimum').fill('2');
    await page.getByRole('button', { name: 'Who would be affected' }).click();
    await page.getByRole('heading', { name: /of 6 clients would stand otherwise/ }).waitFor();
    await rowOf(page, 'Marcus Delacroix').first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, `hours-try-policy-${name}`);
    expect(await house.database.one('select weekly_max_minutes as maximum from programs.v_policy_version where program_id = $1', [clinic.programId])).toEqual({ maximum: 1200 });
    problems.push(...faults);
    await close();
  });

  it('that contradict each other are refused in words', async () => {
    const { page, close } = await screen('director@harbor.test');
    await openScreen(page, slug, `/hours/try-policy/${clinic.programId}`);
    await page.getByLabel('Weekly maximum').fill('5');
    await page.getByRole('button', { name: 'Who would be affected' }).click();
    await page.getByText('puts the weekly minimum above the weekly maximum').waitFor();
    await close();
  });

  it('made no fault on the way', () => {
    expect(problems).toEqual([]);
  });
});

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { EpisodeWeeks } from '#hours';
import { Clock, addDays, clinicDayOf, instantOf, runAsSystem, wallTime, wallTimeOf, weekStartOf, type ClinicDay, type TimeZone } from '#platform';
import { openPage, settled, startBrowser } from '../support/browser.js';
import { daytimeZone } from '../support/daytime.js';
import { sessionWith } from '../support/roster.js';
import { bookableClinic, type BookableClinic } from '../support/schedule.js';
import { servedApp, type ServedApp } from '../support/served-app.js';
import { sixHoursAWeek } from '../support/six-hours-a-week.js';
import { TEST_PASSWORD, makeUser } from '../support/sign-in.js';

const NAMES = [['Eli', 'Brandt'], ['Leo', 'Abara'], ['Noémie', 'Lefèvre'], ['Priya', 'Raman']] as const;

let house: ServedApp;
let browser: Browser;
let zone: TimeZone;
let today: ClinicDay;
let clinic: BookableClinic;

beforeAll(async () => {
  house = await servedApp({ role: 'all' });
  browser = await startBrowser();
  const now = new Clock().now();
  zone = daytimeZone(now);
  today = clinicDayOf(now, zone);
  await runAsSystem('test', () => furnish(now));
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

/** Six hours a week from today on: everybody has them booked but Eli, who lacks the hour and a half the skills group has open seats for. */
async function furnish(now: Date): Promise<void> {
  clinic = await bookableClinic(house.database, NAMES.length, { timeZone: zone });
  const { clinicId, people } = clinic;
  await sixHoursAWeek(house.database, clinic, today, NAMES);
  await sessionWith(house.database, clinic, people, { startsAt: new Date(now.getTime() - 12 * 60_000).toISOString(), minutes: 90 });
  const ahead = (days: number, minutes: number, who: typeof people) => sessionWith(house.database, clinic, who, { startsAt: instantOf(addDays(today, days), wallTime('10:00'), zone).toISOString(), minutes });
  await ahead(1, 180, people);
  const { sessionId } = await ahead(2, 90, people.slice(1));
  await house.database.transaction(() => house.database.rows(`update scheduling.session set title = 'Skills group' where id = $1`, [sessionId]));
  await house.get(EpisodeWeeks).ofEpisodes(clinicId, people.map((person) => person.episodeId));
  await makeUser(house as never, [{ clinicId, roles: ['director'] }], { email: 'director@harbor.test', displayName: 'Finn Tan' });
}

/** Goes on by Tab until something has the focus, as somebody without a mouse would. */
async function tabTo(page: Page, what: Locator): Promise<void> {
  await what.waitFor();
  for (let presses = 0; presses < 120; presses++) {
    if ((await what.and(page.locator(':focus')).count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Not reached by Tab: ${String(what)}`);
}

/** Opens a screen by name, through what Ctrl K finds. */
async function goTo(page: Page, screen: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox').and(page.locator(':focus')).waitFor();
  await page.keyboard.type(screen);
  await page.getByRole('dialog').getByText(screen, { exact: true }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: screen }).waitFor();
  await settled(page);
}

async function standing(): Promise<string> {
  const rows = await house.database.rows<{ starts_at: Date }>(`select starts_at from scheduling.session where clinic_id = $1 and kind = 'individual' and status = 'scheduled'`, [clinic.clinicId]);
  return rows.map((row) => `${clinicDayOf(row.starts_at, zone)} ${wallTimeOf(row.starts_at, zone)}`).join();
}
const plannedOfEli = async (): Promise<number> =>
  (await house.database.one<{ planned: number }>('select planned_minutes as planned from hours.client_week where episode_id = $1 and week_start = $2', [clinic.people[0]?.episodeId, today])).planned;
async function until(wanted: string, what: string): Promise<void> {
  let seen = '';
  for (const end = performance.now() + 20_000; performance.now() < end; ) {
    seen = await standing();
    if (seen === wanted) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Waited in vain: ${what}; it is ${seen}`);
}

it('a week is lived by keyboard alone: signed in, booked, moved, undone, checked in, the hours moved, a make-up booked, signed out', async () => {
  const { page, problems, close } = await openPage(browser, { url: house.url, timeZone: zone });
  await page.goto('/');
  await page.getByLabel('Email').and(page.locator(':focus')).waitFor();
  await page.keyboard.type('director@harbor.test');
  await tabTo(page, page.getByLabel('Password', { exact: true }));
  await page.keyboard.type(TEST_PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Calendar' }).waitFor();
  await settled(page);

  // The week after next, whose day and hour nobody chose.
  await goTo(page, 'Calendar');
  await page.keyboard.press(']');
  await page.keyboard.press(']');
  await page.getByText('Nothing is booked this week').waitFor();
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'Book a session' });
  await tabTo(page, dialog.getByLabel('Led by'));
  await page.keyboard.type('Number 1');
  await page.getByRole('option', { name: 'Therapist Number 1' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const find = dialog.getByLabel('Find a client');
  await tabTo(page, find);
  await page.keyboard.type('raman');
  const choose = dialog.getByRole('button', { name: 'Choose Priya Raman' });
  await tabTo(page, choose);
  await page.keyboard.press('Enter');
  await tabTo(page, dialog.getByRole('button', { name: 'Book', exact: true }));
  // The calendar is read anew later than the booking is told: what was booked has the focus all the same.
  await page.route('**/calendar?*', async (route) => {
    await page.getByText('Booked for').waitFor();
    await route.continue();
  }, { times: 1 });
  await page.keyboard.press('Enter');
  await page.getByText('Booked for').waitFor();
  await page.locator('[data-key] button:focus').waitFor();
  const booked = await standing();
  expect(booked >= addDays(weekStartOf(today, 1), 14)).toBe(true);

  for (const key of ['m', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  await page.getByText('Moved to').waitFor();
  expect(await standing()).not.toBe(booked);
  await page.keyboard.press('u');
  await until(booked, 'the move undone');
  await page.getByText('Moved to').waitFor({ state: 'detached' });

  await goTo(page, 'Check-in');
  await tabTo(page, page.getByRole('link', { name: /Process group/ }));
  await page.keyboard.press('Enter');
  await page.locator('[aria-label="Roster"] > li[data-current]').waitFor();
  await page.getByText('0 of 4').waitFor();
  for (let n = 0; n < 4; n++) await page.keyboard.press('1');
  await page.getByText('4 of 4').waitFor();
  await page.getByText('All saved').waitFor();

  await goTo(page, 'Hours');
  await page.getByRole('row', { name: /Priya Raman/ }).getByRole('img', { name: /^1 hour 30 minutes attended/ }).first().waitFor();
  await tabTo(page, page.getByRole('row', { name: /Eli Brandt/ }).getByRole('button', { name: 'Make up 1 h 30 min' }));
  await page.keyboard.press('Enter');
  const makeUps = page.getByRole('dialog', { name: 'Make up 1 h 30 min' });
  await makeUps.getByRole('button', { name: /Skills group/ }).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('Skills group booked, 1 h 30 min').waitFor();
  await makeUps.waitFor({ state: 'detached' });
  expect(await plannedOfEli()).toBe(270);

  const menu = page.getByRole('button', { name: /Finn Tan/ });
  await menu.waitFor();
  await tabTo(page, menu);
  await page.keyboard.press('Enter');
  const leave = page.getByRole('menuitem', { name: 'Sign out', exact: true });
  await leave.waitFor();
  for (let presses = 0; presses < 20 && (await leave.and(page.locator(':focus')).count()) === 0; presses++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByLabel('Password', { exact: true }).waitFor();
  expect(problems).toEqual([]);
  await close();
});

import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { RecordAttendance } from '#attendance';
import { Clock, addDays, clinicDayOf, newId, runAsSystem, runInContext, timeZone, type ClinicDay } from '#platform';
import { accessibilityFaults, openPage, openScreen, picture, signIn, startBrowser, type PageOptions, type WatchedPage } from '../support/browser.js';
import { nameClinic } from '../support/named-clinic.js';
import { clinicWithPeople, sessionWith, type ClinicWithPeople, type Roster } from '../support/roster.js';
import { servedApp, type ServedApp } from '../support/served-app.js';
import { TEST_PASSWORD } from '../support/sign-in.js';

const ZONE = timeZone('America/New_York');
const NAMES: [string, string][] = [['Leo', 'Abara'], ['Luz', 'Aragon'], ['Priya', 'Raman'], ['Marcus', 'Delacroix'], ['Eli', 'Brandt']];

let house: ServedApp;
let browser: Browser;
let clinic: ClinicWithPeople;
let slug: string;
let today: ClinicDay;
let past: Roster;
const problems: string[] = [];

async function furnish(): Promise<void> {
  clinic = await clinicWithPeople(house.database, NAMES.length, { admittedOn: addDays(today, -20) });
  const { clinicId, people } = clinic;
  slug = await nameClinic(house, clinic, { clients: NAMES, signIn: ['front_desk', 'director'] });
  past = await sessionWith(house.database, clinic, people.slice(0, 3), { startsAt: `${addDays(today, -2)}T15:00:00Z`, minutes: 90 });
  const rooms = ['Room 2', 'Garden room'].map((name) => ({ id: newId(), name }));
  for (const [at, room] of rooms.entries()) {
    await house.database.transaction(() => house.database.rows('insert into clinics.room (id, clinic_id, name, capacity) values ($1, $2, $3, 12)', [room.id, clinicId, room.name]));
    const roster = await sessionWith(house.database, clinic, people.slice(at, at + 4), { startsAt: `${addDays(today, 1)}T${15 + at * 3}:00:00Z`, minutes: 90, capacity: 10 });
    await house.database.transaction(() => house.database.rows(`update scheduling.session set room_id = $2, room_shareable = false, title = 'Relapse prevention' where id = $1`, [roster.sessionId, room.id]));
  }
  await runInContext({ requestId: 'test', actor: { kind: 'user', userId: null, displayName: 'Finn Tan', sessionId: null } }, () =>
    house.get(RecordAttendance).run(clinicId, past.sessionId, { marks: past.participationIds.map((participationId) => ({ participationId, status: 'attended' as const })), mayCorrect: true }),
  );
}

beforeAll(async () => {
  house = await servedApp();
  browser = await startBrowser();
  today = clinicDayOf(new Clock().now(), ZONE);
  await runAsSystem('test', furnish);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await house.close();
});

async function screen(email: string, options: Partial<PageOptions> = {}): Promise<WatchedPage> {
  const watched = await openPage(browser, { url: house.url, ...options });
  await signIn(watched.page, email, TEST_PASSWORD);
  return watched;
}

describe('rosters on paper', () => {
  it('print a day’s sheets with initials only, a page each, black on white', async () => {
    const { page, problems: faults, close } = await screen('desk@harbor.test');
    await openScreen(page, slug, `/check-in/sheets?day=${addDays(today, 1)}`);
    await page.getByRole('cell', { name: 'P. R.' }).first().waitFor();
    expect(await page.getByRole('cell', { name: 'L. A. -0' }).count()).toBe(1);
    const text = await page.locator('main').innerText();
    for (const secret of ['Relapse', 'Abara', 'Priya', 'Process group']) expect(text).not.toContain(secret);
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'sign-in-sheets-wide');
    await page.getByRole('checkbox').first().uncheck();
    await page.getByRole('button', { name: 'Print 1 sheet' }).waitFor();
    await page.getByRole('checkbox').first().check();
    // On paper: no controls, no colour but black on white, two pages for two sheets.
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button', { name: /Print/ }).isVisible()).toBe(false);
    const inks = await page.evaluate<string[]>(`[...document.querySelectorAll('section td, section th, section h2')].map((cell) => getComputedStyle(cell).color + getComputedStyle(cell).borderTopColor)`);
    expect(new Set(inks)).toEqual(new Set(['rgb(0, 0, 0)rgb(0, 0, 0)']));
    await picture(page, 'sign-in-sheets-paper');
    problems.push(...faults);
    await close();
  });

  it('are made anew and taken by the front desk for when nothing else works, and that is written down', async () => {
    const { page, problems: faults, close } = await screen('desk@harbor.test', { size: 'tablet' });
    await openScreen(page, slug, '/check-in');
    await page.getByRole('button', { name: 'On paper' }).click();
    await page.getByText('No page yet').waitFor();
    await page.getByRole('button', { name: 'Make tomorrow’s anew' }).click();
    const take = page.getByRole('link', { name: /Take the page of/ });
    await take.waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'check-in-on-paper-820');
    const [download] = await Promise.all([page.waitForEvent('download'), take.click()]);
    expect(download.suggestedFilename()).toBe(`rosters-${addDays(today, 1)}.html`);
    const html = await readFile(await download.path(), 'utf8');
    expect(html).toContain('Garden room');
    for (const secret of ['Relapse', 'Abara', 'Priya', 'Process group']) expect(html).not.toContain(secret);
    expect(await house.database.rows('select action, actor_name from platform.audit_entry where clinic_id = $1 and action like $2 order by id', [clinic.clinicId, 'attendance.paper%'])).toEqual([
      { action: 'attendance.paper-made', actor_name: 'Finn Tan' },
      { action: 'attendance.paper-taken', actor_name: 'Finn Tan' },
    ]);
    problems.push(...faults);
    await close();
  });
});

describe('a correction after the day', () => {
  it('asks why, and shows what stood before on the roster and in the ledger', async () => {
    const { page, problems: faults, close } = await screen('director@harbor.test');
    await openScreen(page, slug, `/check-in/${past.sessionId}`);
    const row = page.getByRole('listitem', { name: /Leo Abara/ });
    await row.getByRole('button', { name: 'No-show' }).click();
    await page.getByRole('dialog', { name: 'Why is this corrected?' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel('Reason').fill('Signed for by somebody else');
    await page.getByRole('button', { name: 'Correct' }).click();
    await row.getByText('Robin Hale').waitFor();
    await row.getByRole('button', { name: /More for/ }).click();
    await page.getByRole('menuitem', { name: 'Who marked what' }).click();
    const history = page.getByRole('dialog');
    await history.getByText('No-show · Correction').waitFor();
    await history.getByText(/Was present\. 1 h 30 min became 0 min\. Reason: Signed for by somebody else/).waitFor();
    await picture(page, 'check-in-correction-wide');
    expect(await house.database.rows('select kind, minutes, reason from hours.ledger_entry where episode_id = $1 order by id', [clinic.people[0]?.episodeId])).toEqual([
      { kind: 'credit', minutes: 90, reason: null },
      { kind: 'reversal', minutes: -90, reason: 'Signed for by somebody else' },
    ]);
    problems.push(...faults);
    await close();
  });

  it('is not the front desk’s to make', async () => {
    const { page, problems: faults, close } = await screen('desk@harbor.test');
    await openScreen(page, slug, `/check-in/${past.sessionId}`);
    const row = page.getByRole('listitem', { name: /Priya Raman/ });
    expect(await row.getByRole('button', { name: 'No-show' }).isDisabled()).toBe(true);
    problems.push(...faults);
    await close();
  });

  it('made no fault on the way', () => {
    expect(problems).toEqual([]);
  });
});

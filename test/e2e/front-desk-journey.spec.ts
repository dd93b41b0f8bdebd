import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { EpisodeWeeks } from '#hours';
import { Clock, addDays, clinicDayOf, newId, runAsSystem, weekStartOf, type ClinicDay, type TimeZone } from '#platform';
import { openPage, openScreen, settled, signIn, startBrowser } from '../support/browser.js';
import { daytimeZone } from '../support/daytime.js';
import { sessionWith } from '../support/roster.js';
import { bookableClinic, type BookableClinic } from '../support/schedule.js';
import { servedApp, type ServedApp } from '../support/served-app.js';
import { TEST_PASSWORD, makeUser } from '../support/sign-in.js';

const BROUGHT = 'Chart no;Family name;Given name;Date of birth\nH-101;Okonkwo;Grace;17.05.1990\nH-102;Müller;Jürgen;02.11.1984\nH-103;de la Cruz;Inés;30.01.2001\n';

let house: ServedApp;
let browser: Browser;
let zone: TimeZone;
let today: ClinicDay;
let clinic: BookableClinic;
let slug: string;
let folder: string;

beforeAll(async () => {
  house = await servedApp({ role: 'all' });
  browser = await startBrowser();
  folder = await mkdtemp(join(tmpdir(), 'front-desk-'));
  const now = new Clock().now();
  zone = daytimeZone(now);
  today = clinicDayOf(now, zone);
  clinic = await bookableClinic(house.database, 10, { timeZone: zone });
  ({ slug } = await house.database.one<{ slug: string }>('select slug from clinics.clinic where id = $1', [clinic.clinicId]));
  await sessionWith(house.database, clinic, clinic.people, { startsAt: new Date(now.getTime() - 12 * 60_000).toISOString(), minutes: 90, capacity: 12 });
  await runAsSystem('test', async () => {
    await house.database.transaction(async () => {
      for (const { episodeId } of clinic.people) {
        await house.database.rows(`insert into episodes.care_team_member (id, clinic_id, episode_id, staff_id, role, is_primary, from_day) values ($1, $2, $3, $4, 'therapist', true, $5)`, [newId(), clinic.clinicId, episodeId, clinic.therapists[0], addDays(today, -28)]);
      }
    });
    await house.get(EpisodeWeeks).ofEpisodes(clinic.clinicId, clinic.people.map((person) => person.episodeId));
    await makeUser(house as never, [{ clinicId: clinic.clinicId, roles: ['front_desk'] }], { email: 'desk@harbor.test', displayName: 'Finn Tan' });
  });
});
afterAll(async () => {
  await browser.close();
  await house.close();
  await rm(folder, { recursive: true });
});

async function importClients(page: Page): Promise<void> {
  const file = join(folder, 'charts.csv');
  await writeFile(file, BROUGHT);
  await openScreen(page, slug, '/import/new');
  await page.getByLabel('File to import').setInputFiles(file);
  await page.getByRole('radio', { name: /^Clients/ }).click();
  await page.getByRole('combobox', { name: 'Name of the other system' }).fill('Old system');
  await page.getByRole('button', { name: 'Read the file' }).click();
  await page.waitForURL(/\/import\/[0-9a-f-]{36}$/);
  await settled(page);
  await page.getByRole('button', { name: 'Check the file' }).click();
  await page.getByRole('button', { name: 'Import 3 rows' }).click();
  await page.getByText('3 new').waitFor();
}

async function bookFor(page: Page, words: string, name: string): Promise<void> {
  await openScreen(page, slug, `/calendar?view=day&day=${addDays(weekStartOf(today, 1), 8)}`);
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'Book a session' });
  await dialog.getByLabel('Led by').click();
  await page.getByRole('option', { name: 'Therapist Number 1' }).click();
  await page.keyboard.press('Escape');
  await dialog.getByLabel('Find a client').fill(words);
  await dialog.getByRole('button', { name: `Choose ${name}` }).click();
  await dialog.getByRole('button', { name: 'Book', exact: true }).click();
  await page.getByRole('listitem').getByRole('button', { name: new RegExp(`^${name}`) }).waitFor();
}

async function hoursOf(page: Page, name: string): Promise<string> {
  await openScreen(page, slug, '/hours');
  return (await page.getByRole('row', { name: new RegExp(name) }).getByRole('img').first().getAttribute('aria-label')) ?? '';
}

it('the front desk brings clients in, books one, checks ten people in, and the hours move', async () => {
  const { page, problems, close } = await openPage(browser, { url: house.url, timeZone: zone });
  await signIn(page, 'desk@harbor.test', TEST_PASSWORD);
  await importClients(page);
  await bookFor(page, 'cruz', 'Inés de la Cruz');
  const booked = await house.database.one<{ n: number }>(
    `select count(*)::int as n from scheduling.participation p join clients.client c on c.id = p.client_id where c.given_name = 'Inés' and p.status = 'booked'`,
  );
  expect(booked).toEqual({ n: 1 });

  expect(await hoursOf(page, 'Number 3')).toMatch(/^0 minutes attended/);
  await openScreen(page, slug, '/check-in');
  await page.getByRole('link', { name: /Process group/ }).click();
  // The list of the day counts its sessions too: only the roster's own rows say that keys reach it.
  await page.locator('[aria-label="Roster"] > li[data-current]').waitFor();
  await page.getByText('0 of 10').waitFor();
  const began = performance.now();
  for (let n = 0; n < 10; n++) await page.keyboard.press('1');
  await page.getByText('10 of 10').waitFor();
  await page.getByText('All saved').waitFor();
  expect(performance.now() - began).toBeLessThan(15_000);
  expect(await hoursOf(page, 'Number 3')).toMatch(/^1 hour 30 minutes attended/);
  expect(problems).toEqual([]);
  await close();
});

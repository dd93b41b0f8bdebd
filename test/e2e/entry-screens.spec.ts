import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { Clock, newId } from '#platform';
import { accessibilityFaults, openPage, openScreen, picture, settled, signIn, startBrowser, type PageOptions } from '../support/browser.js';
import { daytimeZone } from '../support/daytime.js';
import { sessionWith } from '../support/roster.js';
import { bookableClinic } from '../support/schedule.js';
import { servedApp, type ServedApp } from '../support/served-app.js';
import { TEST_PASSWORD, makeUser } from '../support/sign-in.js';

const checkSize = fileURLToPath(new URL('../../apps/admin/check-size.mjs', import.meta.url));
const WINDOWS: [string, Omit<PageOptions, 'url'>][] = [['wide', {}], ['dark', { dark: true }], ['820', { size: 'tablet' }], ['phone', { size: 'phone' }]];

let house: ServedApp;
let browser: Browser;
let slug: string;

beforeAll(async () => {
  house = await servedApp();
  browser = await startBrowser();
  const now = new Clock().now();
  const clinic = await bookableClinic(house.database, 1, { timeZone: daytimeZone(now) });
  const { clinicId } = clinic;
  ({ slug } = await house.database.one<{ slug: string }>('select slug from clinics.clinic where id = $1', [clinicId]));
  await sessionWith(house.database, clinic, clinic.people, { startsAt: new Date(now.getTime() - 12 * 60_000).toISOString(), minutes: 90, capacity: 8 });
  await makeUser(house, [{ clinicId, roles: ['director'] }], { displayName: 'Grace Mbeki', email: 'grace@riverside.test' });
  await house.database.writeOnce(`insert into clients.client (id, clinic_id, chart_number, given_name, family_name) values ($1, $2, '100601', 'Noah', 'Whitfield') returning id`, [newId(), clinicId]);
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

describe('the first page', () => {
  it('needs at most 250 kB of JavaScript, compressed', () => {
    const weigh = (...limit: string[]) => spawnSync(process.execPath, [checkSize, ...limit], { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } });
    const weighed = weigh();
    expect([weighed.status, weighed.stdout]).toEqual([0, expect.stringMatching(/\d kB gzip {2}initial JavaScript \(limit 250 kB\)/)]);
    // It weighs something, and says so when that is too much.
    expect(weigh('--limit=50').status).toBe(1);
  });
});

describe('the way in', () => {
  it.each(WINDOWS)('is a sign-in one would show to a friend: %s', async (name, options) => {
    const { page, problems, close } = await openPage(browser, { url: house.url, ...options });
    await page.goto('/sign-in');
    await settled(page);
    await page.getByRole('heading', { name: 'Sign in to Stepwell' }).waitFor();
    await picture(page, `sign-in-${name}`);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel('Email').fill('grace@riverside.test');
    await page.getByLabel('Password', { exact: true }).fill('not this one');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('alert').waitFor();
    if (name === 'wide') await picture(page, 'sign-in-refused-wide');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel('Password', { exact: true }).fill(TEST_PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL(/\/c\//);
    expect(problems).toEqual([]);
    await close();
  });
});

describe('from any screen', () => {
  it.each(WINDOWS)('Ctrl K finds a client, a session, a screen and an action, and ? says the keys: %s', async (name, options) => {
    const { page, problems, close } = await openPage(browser, { url: house.url, ...options });
    await signIn(page, 'grace@riverside.test', TEST_PASSWORD);
    await openScreen(page, slug, '/hours');
    await page.keyboard.press('Control+k');
    const words = page.getByRole('textbox', { name: 'Find a client, a session, a screen or an action' });
    for (const [typed, found] of [['groups', 'Groups'], ['lock', 'Lock'], ['witfield', 'Noah Whitfield'], ['grou proc', 'Process group']] as const) {
      await words.fill(typed);
      await page.getByRole('dialog').getByText(found, { exact: true }).first().waitFor();
    }
    await picture(page, `find-anything-${name}`);
    expect(await accessibilityFaults(page)).toEqual([]);
    await words.fill('process');
    await page.getByRole('dialog').getByText('Process group', { exact: true }).first().click();
    await page.waitForURL(/\/check-in\/[0-9a-f-]{36}$/);
    await settled(page);
    await words.waitFor({ state: 'hidden' });
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Shortcuts' }).waitFor();
    await picture(page, `shortcuts-${name}`);
    expect([...(await accessibilityFaults(page)), ...problems]).toEqual([]);
    await close();
  });

  it.each(WINDOWS)('a locked screen shows nobody’s name behind it, and opens where it was: %s', async (name, options) => {
    const { page, problems, close } = await openPage(browser, { url: house.url, ...options });
    await signIn(page, 'grace@riverside.test', TEST_PASSWORD);
    await openScreen(page, slug, '/clients');
    await page.getByText('Noah Whitfield').first().waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('textbox', { name: 'Find a client, a session, a screen or an action' }).fill('lock');
    await page.getByRole('dialog').getByText('Lock', { exact: true }).first().click();
    const lock = page.locator('[data-lock-screen]');
    await lock.waitFor();
    expect((await page.request.get('/api/auth/me')).status()).not.toBe(200);
    await picture(page, `locked-${name}`);
    expect(await accessibilityFaults(page)).toEqual([]);
    await lock.getByLabel('Password', { exact: true }).fill(TEST_PASSWORD);
    await page.keyboard.press('Enter');
    await lock.waitFor({ state: 'hidden' });
    await page.getByText('Noah Whitfield').first().waitFor();
    expect(problems).toEqual([]);
    await close();
  });
});

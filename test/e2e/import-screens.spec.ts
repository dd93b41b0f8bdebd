import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { accessibilityFaults, openPage, openScreen, settled, signIn, startBrowser } from '../support/browser.js';
import { bookableClinic } from '../support/schedule.js';
import { servedApp, type ServedApp } from '../support/served-app.js';
import { TEST_PASSWORD, makeUser } from '../support/sign-in.js';
import type { TestApp } from '../support/app.js';

const file = (name: string): string => fileURLToPath(new URL(`../../libs/exchange/test-data/${name}`, import.meta.url));
const picture = (name: string): string => fileURLToPath(new URL(`../../docs/screens/import-${name}.png`, import.meta.url));
const pictures = process.env['STEPWELL_PICTURES'] !== undefined;

let served: ServedApp;
let browser: Browser;
let clinicId: string;
let slug: string;
let email: string;

beforeAll(async () => {
  served = await servedApp({ role: 'all' });
  browser = await startBrowser();
  const clinic = await bookableClinic(served.database, 2);
  clinicId = clinic.clinicId;
  ({ slug } = await served.database.one<{ slug: string }>('select slug from clinics.clinic where id = $1', [clinicId]));
  ({ email } = await makeUser(served as unknown as TestApp, [{ clinicId, roles: ['front_desk'] }], { displayName: 'Robin Hale' }));
});
afterAll(async () => {
  await browser.close();
  await served.close();
});

async function shot(page: Page, name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: picture(name), fullPage: true });
}

async function bring(page: Page, name: string, kind: string): Promise<void> {
  await openScreen(page, slug, '/import/new');
  await page.getByLabel('File to import').setInputFiles(file(name));
  await page.getByRole('radio', { name: new RegExp(`^${kind}`) }).click();
  await page.getByRole('combobox', { name: 'Name of the other system' }).fill('Old system');
  await page.getByRole('button', { name: 'Read the file' }).click();
  await page.waitForURL(/\/import\/[0-9a-f-]{36}$/);
  await settled(page);
}

describe('the front desk at the import screens', () => {
  it('brings a file in, answers what it leaves open, checks it, imports it, finds it again and undoes it', async () => {
    const { page, problems, close } = await openPage(browser, { url: served.url });
    await signIn(page, email, TEST_PASSWORD);
    await openScreen(page, slug, '/import');
    await page.getByText('Nothing imported yet').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await shot(page, 'empty');
    await openScreen(page, slug, '/import/new');
    expect(await accessibilityFaults(page)).toEqual([]);
    await shot(page, 'new');

    await bring(page, 'clients.csv', 'Clients');
    expect(await page.getByRole('button', { name: 'Check the file' }).isDisabled()).toBe(true);
    expect(await accessibilityFaults(page)).toEqual([]);
    await shot(page, 'mapping');
    await page.getByRole('radio', { name: 'Other', exact: true }).click();
    await page.getByRole('button', { name: 'Check the file' }).click();
    await page.getByRole('button', { name: 'Import 5 rows' }).waitFor();
    await shot(page, 'checked');
    await page.getByRole('button', { name: 'Import 5 rows' }).click();
    await page.getByRole('button', { name: 'Undo import' }).waitFor();
    await page.getByText('5 new').waitFor();
    await shot(page, 'done');
    expect(await served.database.one(`select count(*)::int as n from clients.client where clinic_id = $1 and external_source = 'Old system'`, [clinicId])).toEqual({ n: 5 });

    await openScreen(page, slug, '/import');
    await page.getByRole('link', { name: 'clients.csv' }).click();
    await page.getByRole('button', { name: 'Undo import' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Undo import' }).click();
    await page.getByText('What was imported and taken back').waitFor();
    expect(await served.database.one(`select count(*)::int as n from clients.client where clinic_id = $1 and external_source = 'Old system'`, [clinicId])).toEqual({ n: 0 });
    expect(problems).toEqual([]);
    await close();
  });

  it.each([
    ['wide', false],
    ['tablet', false],
    ['wide', true],
  ] as const)('sees row by row why some cannot be taken (%s, dark %s)', async (size, dark) => {
    const { page, problems, close } = await openPage(browser, { url: served.url, size, dark });
    const suffix = dark ? 'dark' : size === 'tablet' ? '820' : 'wide';
    await signIn(page, email, TEST_PASSWORD);
    await bring(page, 'attendance.csv', 'Attendance');
    await page.getByRole('radio', { name: 'Make a chart for each' }).click();
    await page.getByRole('radio', { name: 'Yes, “Client 12345”' }).click();
    await page.getByRole('radio', { name: 'Follow one another' }).click();
    await page.getByRole('radio', { name: 'Individual therapy' }).click();
    await page.getByLabel('The file has no time of day').fill('09:00');
    await page.getByLabel('How long is a visit').fill('30');
    await page.getByLabel('How long is a visit').blur();
    await page.getByText('Everything needed is said.').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await shot(page, `questions-${suffix}`);
    await page.getByRole('button', { name: 'Check the file' }).click();
    await page.getByText('2 rows cannot be taken').waitFor();
    await page.getByText('before it was booked on').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await shot(page, `problems-${suffix}`);
    await page.getByRole('button', { name: 'Leave them out and check again' }).click();
    await page.getByRole('button', { name: 'Import 4 rows' }).waitFor();
    await openScreen(page, slug, '/import');
    await shot(page, `history-${suffix}`);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(problems).toEqual([]);
    await close();
  });
});

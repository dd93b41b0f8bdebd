import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { bookableClinic } from '../support/schedule.js';
import { accessibilityFaults, openPage, openScreen, picture, settled, signIn, startBrowser, type PageOptions } from '../support/browser.js';
import { servedApp, type ServedApp } from '../support/served-app.js';
import { TEST_PASSWORD, makeUser } from '../support/sign-in.js';

const DEMO = 'director@demo.test';
const OTHER = 'director@clinic.test';

let house: ServedApp;
let browser: Browser;
let slug: string;

beforeAll(async () => {
  house = await servedApp();
  browser = await startBrowser();
  const { clinicId } = await bookableClinic(house.database, 1, {});
  ({ slug } = await house.database.one<{ slug: string }>('select slug from clinics.clinic where id = $1', [clinicId]));
  await makeUser(house, [{ clinicId, roles: ['director'] }], { email: DEMO, displayName: 'Margaret Chen', demo: true });
  await makeUser(house, [{ clinicId, roles: ['director'] }], { email: OTHER, displayName: 'Ann Lee' });
}, 90_000);
afterAll(async () => {
  await browser.close();
  await house.close();
});

describe('the tour of the demo', () => {
  it('is walked by keyboard: three steps that lead to Today, Check-in and Hours, then gone for good', async () => {
    const { page, problems, close } = await openPage(browser, { url: house.url });
    await signIn(page, DEMO, TEST_PASSWORD);
    await openScreen(page, slug, '/today');
    const tour = page.getByRole('region', { name: 'A first look' });
    await tour.getByText('step 1 of 3').waitFor();
    await tour.getByRole('button', { name: 'Next' }).focus();
    await page.keyboard.press('Enter');
    await tour.getByText('step 2 of 3').waitFor();
    await tour.getByRole('link', { name: 'Open Check-in' }).press('Enter');
    await page.waitForURL(/\/check-in/);
    await page.getByRole('heading', { level: 1, name: 'Check-in' }).waitFor();
    await settled(page);
    // The tour is still there, at its step, beside the screen it speaks of.
    await tour.getByRole('button', { name: 'Next' }).press('Enter');
    await tour.getByRole('link', { name: 'Open Hours' }).press('Enter');
    await page.waitForURL(/\/hours/);
    // Whoever arrives at a screen has the focus there.
    await page.getByRole('heading', { level: 1, name: 'Hours' }).waitFor();
    await settled(page);
    await tour.getByRole('button', { name: 'Done' }).press('Enter');
    await tour.waitFor({ state: 'detached' });
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('main');
    await openScreen(page, slug, '/today');
    expect(await tour.count()).toBe(0);
    expect(problems).toEqual([]);
    await close();
  });

  it('can be skipped, and asked for again in the menu of whoever is signed in', async () => {
    const { page, problems, close } = await openPage(browser, { url: house.url });
    await signIn(page, DEMO, TEST_PASSWORD);
    await openScreen(page, slug, '/today');
    const tour = page.getByRole('region', { name: 'A first look' });
    await tour.getByRole('button', { name: 'Skip the tour' }).click();
    await tour.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /your menu/ }).click();
    await page.getByRole('menuitem', { name: 'Show the tour' }).click();
    await tour.getByText('step 1 of 3').waitFor();
    expect(problems).toEqual([]);
    await close();
  });

  it('is not shown to people of a clinic of their own', async () => {
    const { page, problems, close } = await openPage(browser, { url: house.url });
    await signIn(page, OTHER, TEST_PASSWORD);
    await openScreen(page, slug, '/today');
    expect(await page.getByRole('region', { name: 'A first look' }).count()).toBe(0);
    await page.getByRole('button', { name: /your menu/ }).click();
    await page.getByRole('menuitem', { name: 'Lock' }).waitFor();
    expect(await page.getByRole('menuitem', { name: 'Show the tour' }).count()).toBe(0);
    expect(problems).toEqual([]);
    await close();
  });

  const windows: [string, Omit<PageOptions, 'url'>][] = [['wide', {}], ['dark', { dark: true }], ['820', { size: 'tablet' }], ['390', { size: 'phone' }]];
  it.each(windows)('has nothing axe finds: %s', async (name, options) => {
    const { page, problems, close } = await openPage(browser, { url: house.url, ...options });
    await signIn(page, DEMO, TEST_PASSWORD);
    await openScreen(page, slug, '/today');
    await page.getByRole('region', { name: 'A first look' }).getByText('step 1 of 3').waitFor();
    await picture(page, `demo-tour-${name}`);
    expect([...(await accessibilityFaults(page)), ...problems]).toEqual([]);
    await close();
  });
});

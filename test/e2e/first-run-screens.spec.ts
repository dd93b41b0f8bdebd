import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Cookie, Page } from 'playwright-core';
import { FirstRun } from '#identity';
import { accessibilityFaults, openPage, openScreen, picture, settled, startBrowser, type PageOptions } from '../support/browser.js';
import { servedApp, type ServedApp } from '../support/served-app.js';

const PASSWORD = 'amber kettle orbit';

let house: ServedApp;
let browser: Browser;
let cookies: Cookie[];

beforeAll(async () => {
  house = await servedApp();
  browser = await startBrowser();
}, 90_000);
afterAll(async () => {
  await browser.close();
  await house.close();
});

const WINDOWS: [string, Omit<PageOptions, 'url'>][] = [
  ['wide', {}],
  ['dark', { dark: true }],
  ['820', { size: 'tablet' }],
  ['390', { size: 'phone' }],
];
const see = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Looks at the screen as it is in this window; signed in where cookies are given. */
async function look(name: string, path: string, signedIn: Cookie[] = []): Promise<string[]> {
  const faults: string[] = [];
  for (const [suffix, options] of WINDOWS) {
    const { page, problems, close } = await openPage(browser, { url: house.url, ...options });
    await page.context().addCookies(signedIn);
    await page.goto(path);
    await settled(page);
    await picture(page, `${name}-${suffix}`);
    faults.push(...(await accessibilityFaults(page)).map((fault) => `${name} ${suffix}: ${fault}`), ...problems);
    await close();
  }
  return faults;
}

describe('an empty Stepwell', () => {
  it('shows a door and a form one would show to a friend', async () => {
    expect([...(await look('first-run', '/sign-in')), ...(await look('set-up', '/set-up'))]).toEqual([]);
  }, 400_000);

  it('is set up in the browser by whoever has the code, and then says what the clinic needs', async () => {
    const { page, problems, close } = await openPage(browser, { url: house.url });
    await page.goto('/');
    await page.getByRole('link', { name: 'Set up Stepwell' }).click();
    await page.getByRole('heading', { name: 'Set up Stepwell' }).waitFor();

    await press(page, 'Open the clinic');
    await see(page, 'What is the clinic called?');
    await page.getByRole('textbox', { name: 'Setup code' }).fill('AAAA-BBBB-CCCC-DDDD');
    await page.getByLabel('Name of the clinic').fill('Harbor Street Clinic');
    await page.getByLabel('Your name').fill('Robin Hale');
    await page.getByLabel('Email').fill('robin@harbor.test');
    await page.getByLabel('Password', { exact: true }).fill('passwordpassword');
    await page.getByLabel('Password again', { exact: true }).fill('passwordpassword');
    await press(page, 'Open the clinic');
    await see(page, 'Is not the one the server printed when it started.');
    await page.getByRole('textbox', { name: 'Setup code' }).fill(((await house.get(FirstRun).code()) as string).toLowerCase());
    await press(page, 'Open the clinic');
    await see(page, 'Is one that people try first.');
    const faults = await accessibilityFaults(page);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByLabel('Password again', { exact: true }).fill(PASSWORD);
    await press(page, 'Open the clinic');

    await page.waitForURL(/\/c\/harbor-street-clinic\/today$/);
    const checklist = page.getByRole('region', { name: 'Setting up the clinic' });
    await checklist.getByText(/^0 of \d done/).waitFor();

    await checklist.getByRole('link', { name: 'Add rooms' }).click();
    await page.getByRole('button', { name: 'New room' }).first().click();
    await page.getByLabel('Name').fill('Cedar room');
    await press(page, 'Save');
    await page.getByRole('row', { name: /Cedar room/ }).waitFor();
    await openScreen(page, 'harbor-street-clinic', '/today');
    await checklist.getByText(/^1 of \d done/).waitFor();
    await checklist.getByRole('link', { name: 'Open rooms' }).waitFor();

    await press(page, 'Put the checklist away');
    await checklist.waitFor({ state: 'detached' });
    await press(page, 'Undo');
    await checklist.waitFor();
    await press(page, 'Put the checklist away');
    await page.reload();
    await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor();
    await settled(page);
    expect(await checklist.count()).toBe(0);
    await openScreen(page, 'harbor-street-clinic', '/settings');
    await checklist.getByText(/^1 of \d done/).waitFor();

    expect([...faults, ...problems]).toEqual([]);
    cookies = await page.context().cookies();
    await close();
  }, 400_000);

  it('shows the checklist of its new clinic, on Today until it is done', async () => {
    expect(await look('setup-checklist', '/c/harbor-street-clinic/today', cookies)).toEqual([]);
  }, 400_000);

  it('is then closed to everybody else: the door asks for a sign-in', async () => {
    const { page, problems, close } = await openPage(browser, { url: house.url });
    await page.goto('/set-up');
    await page.getByRole('heading', { name: 'Sign in to Stepwell' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    expect(await page.getByRole('link', { name: 'Set up Stepwell' }).count()).toBe(0);
    expect(problems).toEqual([]);
    await close();
  }, 400_000);
});

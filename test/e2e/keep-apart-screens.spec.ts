import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { Clock, addDays, clinicDayOf, runAsSystem, runInContext, wallTime, weekStartOf, type ClinicDay, type TimeZone } from '#platform';
import { CreateGroup, EnrolInGroup } from '#scheduling';
import { accessibilityFaults, openPage, openScreen, picture, signIn, startBrowser, type PageOptions, type WatchedPage } from '../support/browser.js';
import { daytimeZone } from '../support/daytime.js';
import { nameClinic } from '../support/named-clinic.js';
import { bookableClinic, type BookableClinic } from '../support/schedule.js';
import { servedApp, type ServedApp } from '../support/served-app.js';
import { TEST_PASSWORD } from '../support/sign-in.js';

const NAMES = [['Leo', 'Abara', 'English'], ['Eli', 'Brandt', null], ['Marcus', 'Delacroix', 'es'], ['Priya', 'Raman', 'English']] as const;

let house: ServedApp;
let browser: Browser;
let clinic: BookableClinic;
let zone: TimeZone;
let today: ClinicDay;
let slug: string;
let skills: string;
let spanish: string;
const problems: string[] = [];

const as = <T>(displayName: string, work: () => Promise<T>): Promise<T> => runInContext({ requestId: 'test', actor: { kind: 'user', userId: null, displayName, sessionId: null } }, work);

async function furnish(): Promise<void> {
  clinic = await bookableClinic(house.database, NAMES.length, { timeZone: zone, admittedOn: addDays(today, -20) });
  const { clinicId, people, therapists, rooms, groupServiceId: serviceId, programId } = clinic;
  slug = await nameClinic(house, clinic, {
    clients: NAMES, signIn: ['director', 'therapist', 'front_desk'], ada: { staffId: therapists[0], caresFor: people.slice(0, 2), since: addDays(today, -20) },
  });
  const found = (name: string, nth: number, rule: string, extra: object = {}) =>
    as('Robin Hale', () => house.get(CreateGroup).run(clinicId, { name, serviceId, programId, roomId: rooms.large, staffIds: [therapists[nth] as string], series: { rule, startDay: addDays(weekStartOf(today, 1), 7), startTime: wallTime('17:30'), durationMinutes: 90 }, ...extra })).then((made) => made.id);
  skills = await found('DBT skills', 0, 'FREQ=WEEKLY;BYDAY=MO;COUNT=6');
  spanish = await found('Grupo de la tarde', 1, 'FREQ=WEEKLY;BYDAY=TU;COUNT=6', { language: 'es' });
  for (const at of [0, 3]) await as('Robin Hale', () => house.get(EnrolInGroup).run(clinicId, skills, { episodeId: people[at]!.episodeId, joinedOn: today }));
}

beforeAll(async () => {
  house = await servedApp();
  browser = await startBrowser();
  const now = new Clock().now();
  zone = daytimeZone(now);
  today = clinicDayOf(now, zone);
  await runAsSystem('test', furnish);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await house.close();
});

async function screen(email: string, options: Partial<PageOptions> = {}): Promise<WatchedPage> {
  const watched = await openPage(browser, { url: house.url, timeZone: zone, ...options });
  await signIn(watched.page, email, TEST_PASSWORD);
  return watched;
}
const chart = (at: number) => `/clients/${clinic.people[at]!.clientId}?part=team`;

describe('two clients who must not meet', () => {
  it('are named in the chart by who cares for them, with where they meet all the same', async () => {
    const { page, problems: faults, close } = await screen('ada@harbor.test');
    await openScreen(page, slug, chart(0));
    for (const [name, why] of [['Raman', 'They share a household matter before the court'], ['Brandt', 'A protective order between the two']] as const) {
      await page.getByRole('button', { name: 'Keep apart from somebody' }).click();
      const dialog = page.getByRole('dialog', { name: 'Keep apart' });
      await dialog.getByLabel('From whom').fill(name.toLowerCase());
      await dialog.getByRole('button', { name: new RegExp(`Choose .*${name}`) }).click();
      await dialog.getByLabel('Why').fill(why);
      expect(await accessibilityFaults(page)).toEqual([]);
      await picture(page, 'keep-apart-new-wide');
      await dialog.getByRole('button', { name: 'Keep apart', exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
    }
    const list = page.getByRole('table', { name: 'Kept apart from' });
    await list.getByRole('row', { name: /Priya Raman.*Together in DBT skills/ }).waitFor();
    await list.getByRole('row', { name: /Eli Brandt.*protective order.*Nowhere together/ }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'keep-apart-wide');
    await page.getByRole('button', { name: /End keeping apart from .*Priya/ }).click();
    await page.getByRole('button', { name: 'No longer keep apart', exact: true }).click();
    await list.getByRole('row', { name: /Priya Raman/ }).waitFor({ state: 'detached' });
    problems.push(...faults);
    await close();
  });

  it.each<[string, Partial<PageOptions>]>([['dark', { dark: true }], ['820', { size: 'tablet' }], ['phone', { size: 'phone' }]])('read well: %s', async (name, options) => {
    const { page, problems: faults, close } = await screen('ada@harbor.test', options);
    await openScreen(page, slug, chart(1));
    await page.getByText('A protective order between the two').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, `keep-apart-${name}`);
    problems.push(...faults);
    await close();
  });

  it('are not put into one group: whoever books sees that it cannot be, and nothing of why or with whom', async () => {
    const { page, problems: faults, close } = await screen('desk@harbor.test');
    await openScreen(page, slug, chart(1));
    await page.getByRole('heading', { name: 'Eli Brandt' }).waitFor();
    expect(await page.getByText('Kept apart').count()).toBe(0);
    await openScreen(page, slug, `/groups/${skills}`);
    await page.getByRole('button', { name: 'Enrol', exact: true }).first().click();
    const dialog = page.getByRole('dialog');
    const eli = dialog.getByRole('button', { name: /Eli Brandt/ });
    await eli.getByText('Not in this group').waitFor();
    expect(await eli.isDisabled()).toBe(true);
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'keep-apart-enrol-wide');
    expect(await dialog.innerText()).not.toMatch(/protective|Abara/);
    problems.push(...faults);
    await close();
  });
});

describe('a group held in another language', () => {
  it('says so, and takes whoever speaks another with a reason only', async () => {
    const { page, problems: faults, close } = await screen('director@harbor.test');
    await openScreen(page, slug, `/groups/${spanish}`);
    await page.getByText('Spanish', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Enrol', exact: true }).first().click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('button', { name: /Marcus Delacroix/ }).getByText('Other language').count()).toBe(0);
    await dialog.getByRole('button', { name: /Priya Raman.*Other language/ }).click();
    await dialog.getByRole('button', { name: 'Enrol', exact: true }).click();
    await dialog.getByText(/This group is held in Spanish; the client’s language is English/).first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'groups-other-language-wide');
    await dialog.getByLabel('Reason').fill('She grew up with it');
    await dialog.getByRole('button', { name: 'Enrol', exact: true }).click();
    await page.getByText(/Enrolled and booked in 6 sessions/).waitFor();
    await openScreen(page, slug, `/groups/${spanish}`);
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    const edit = page.getByRole('dialog');
    await edit.getByLabel('For phases').fill('Step 1');
    await page.keyboard.press('Enter');
    await edit.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Spanish · Step 1').waitFor();
    problems.push(...faults);
    await close();
  });

  it('made no fault on the way', () => {
    expect(problems).toEqual([]);
  });
});

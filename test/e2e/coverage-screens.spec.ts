import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { RecordAttendance } from '#attendance';
import { RecordAuthorization, WithdrawAuthorization } from '#episodes';
import { EpisodeWeeks } from '#hours';
import type { Role } from '#identity';
import { Clock, addDays, clinicDayOf, instantOf, runAsSystem, wallTime, type ClinicDay, type TimeZone } from '#platform';
import { accessibilityFaults, openPage, openScreen, picture, signIn, startBrowser, type PageOptions, type WatchedPage } from '../support/browser.js';
import { daytimeZone } from '../support/daytime.js';
import { sessionWith } from '../support/roster.js';
import { atTheDesk, bookableClinic, type BookableClinic } from '../support/schedule.js';
import { servedApp, type ServedApp } from '../support/served-app.js';
import { TEST_PASSWORD, makeUser } from '../support/sign-in.js';
import { sixHoursAWeek } from '../support/six-hours-a-week.js';

const NAMES = [['Leo', 'Abara'], ['Eli', 'Brandt'], ['Marcus', 'Delacroix']] as const;

let house: ServedApp;
let browser: Browser;
let clinic: BookableClinic;
let zone: TimeZone;
let today: ClinicDay;
let slug: string;
const problems: string[] = [];

const on = (days: number, time: string): string => instantOf(addDays(today, days), wallTime(time), zone).toISOString();
const person = (at: number) => clinic.people[at] as { clientId: string; episodeId: string };
async function session(title: string, days: number, time: string, minutes: number, people: number[]): Promise<void> {
  const roster = await sessionWith(house.database, clinic, people.map(person), { startsAt: on(days, time), minutes });
  await house.database.transaction(() => house.database.rows('update scheduling.session set title = $2 where id = $1', [roster.sessionId, title]));
  const marks = roster.participationIds.map((participationId) => ({ participationId, status: 'attended' as const }));
  if (days < 0) await atTheDesk(() => house.get(RecordAttendance).run(clinic.clinicId, roster.sessionId, { marks, mayCorrect: true }));
}
const grant = (at: number, from: number, to: number, more: object): Promise<string> =>
  atTheDesk(() =>
    house.get(RecordAuthorization).run(clinic.clinicId, person(at).clientId, {
      episodeId: person(at).episodeId, payer: 'Northwind Health Plan', number: 'NW-77102', startsOn: addDays(today, from), endsOn: addDays(today, to), unit: 'day', granted: 12, nextReviewOn: addDays(today, to - 3), ...more,
    }),
  );

/** Six hours a week are asked, and the program's week begins today: whatever day the test runs on, all of it is to come. */
async function furnish(): Promise<void> {
  clinic = await bookableClinic(house.database, NAMES.length, { timeZone: zone, admittedOn: addDays(today, -60) });
  const { clinicId } = clinic;
  await sixHoursAWeek(house.database, clinic, today, NAMES);
  await house.database.transaction(() => house.database.rows(`update clinics.clinic set name = 'Harbor Street Clinic' where id = $1`, [clinicId]));
  ({ slug } = await house.database.one<{ slug: string }>('select slug from clinics.clinic where id = $1', [clinicId]));
  for (const days of [-14, -12, -7, -5]) await session('Process group', days, '09:00', 180, [0, 1]);
  for (const days of [1, 2]) await session('Process group', days, '09:00', 180, [0]);
  await session('Process group', 1, '13:00', 240, [1]);
  await session('Skills group', 3, '13:00', 180, []);
  await house.get(EpisodeWeeks).ofEpisodes(clinicId, clinic.people.map(({ episodeId }) => episodeId));
  // Leo: one that ended, one nearly used, one withdrawn. Eli: the payer paid until yesterday. Marcus: nothing is known.
  await grant(0, -60, -15, { number: 'NW-75530', nextReviewOn: null });
  await grant(0, -14, 6, { granted: 7 });
  const wrong = await grant(0, 7, 20, { number: 'NW-70001' });
  await atTheDesk(() => house.get(WithdrawAuthorization).run(clinicId, person(0).clientId, wrong, { version: 1, reason: 'Typed from another letter' }));
  await grant(1, -14, -1, { unit: 'minute', granted: 1800, payer: 'Summit Mutual', number: 'SM-31877' });
  const roles: [string, string, Role[]][] = [['manager@harbor.test', 'Brian Walsh', ['case_manager']], ['desk@harbor.test', 'Finn Tan', ['front_desk']], ['auditor@harbor.test', 'Uma Berg', ['auditor']]];
  for (const [email, displayName, held] of roles) await makeUser(house as never, [{ clinicId, roles: held }], { email, displayName });
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

async function screen(email: string, options: Partial<PageOptions> = {}): Promise<WatchedPage> {
  const watched = await openPage(browser, { url: house.url, timeZone: zone, ...options });
  watched.page.setDefaultTimeout(60_000);
  await signIn(watched.page, email, TEST_PASSWORD);
  return watched;
}
const chart = (at: number) => `/clients/${person(at).clientId}?part=coverage`;

describe('what a payer allows', () => {
  it('stands in the chart: granted, used, booked and left, how it stands, and what comes next', async () => {
    const { page, problems: faults, close } = await screen('desk@harbor.test');
    await openScreen(page, slug, chart(0));
    const table = page.getByRole('table', { name: 'Authorizations' });
    await table.getByRole('img', { name: '4 of 7 days used, 2 more booked. 1 day left.' }).waitFor();
    await table.getByText('In force', { exact: true }).waitFor();
    await table.getByText('Typed from another letter · Front Desk').waitFor();
    expect(await table.getByText('Ended', { exact: true }).count()).toBe(1);
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'coverage-wide');
    problems.push(...faults);
    await close();
  });

  it('is recorded by keyboard, corrected, refused at its field where days are authorized already, and withdrawn with a reason', async () => {
    const { page, problems: faults, close } = await screen('desk@harbor.test');
    await openScreen(page, slug, chart(2));
    await page.getByText('Nothing recorded of a payer').waitFor();
    await picture(page, 'coverage-empty-wide');
    await page.keyboard.press('n');
    const fresh = page.getByRole('dialog', { name: 'New authorization' });
    await fresh.getByLabel('Payer', { exact: true }).fill('Summit Mutual');
    await page.keyboard.press('Tab');
    await page.keyboard.type('SM-40022');
    await fresh.getByRole('button', { name: 'Record' }).click();
    await fresh.getByText('Choose the last authorized day.').waitFor();
    await fresh.getByLabel('Last day').fill(words(addDays(today, 30)));
    await page.keyboard.press('Tab');
    await fresh.getByText('Hours', { exact: true }).click();
    await fresh.getByLabel('Hours granted').fill('40');
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'coverage-new-wide');
    await fresh.getByRole('button', { name: 'Record' }).click();
    await fresh.waitFor({ state: 'detached' });
    const table = page.getByRole('table', { name: 'Authorizations' });
    await table.getByRole('img', { name: '0 min of 40 h used. 40 h left.' }).waitFor();

    await page.getByRole('button', { name: 'New authorization' }).click();
    await fresh.getByLabel('Number', { exact: true }).fill('SM-40023');
    await fresh.getByLabel('First day').fill(words(addDays(today, 20)));
    await page.keyboard.press('Tab');
    await fresh.getByRole('button', { name: 'Record' }).click();
    await fresh.getByText(/Is within another authorization of this stay/i).first().waitFor();
    await picture(page, 'coverage-overlap-wide');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Discard changes' }).click();
    await fresh.waitFor({ state: 'detached' });

    await table.getByRole('button', { name: /^More about the authorization/ }).click();
    await page.getByRole('menuitem', { name: 'Change' }).click();
    const edited = page.getByRole('dialog', { name: 'Authorization' });
    await edited.getByLabel('Hours granted').fill('45');
    await edited.getByRole('button', { name: 'Save' }).click();
    await table.getByRole('img', { name: '0 min of 45 h used. 45 h left.' }).waitFor();
    await table.getByRole('button', { name: /^More about the authorization/ }).click();
    await page.getByRole('menuitem', { name: 'Withdraw' }).click();
    const withdrawn = page.getByRole('dialog', { name: 'Withdraw the authorization' });
    await withdrawn.getByRole('button', { name: 'Withdraw' }).click();
    await withdrawn.getByText('Say why.').waitFor();
    await withdrawn.getByLabel('Why').fill('The plan changed its mind');
    await withdrawn.getByRole('button', { name: 'Withdraw' }).click();
    await table.getByText('The plan changed its mind · Finn Tan').waitFor();
    expect(await table.getByRole('button').count()).toBe(0);
    problems.push(...faults);
    await close();
  });

  it('is only read by an auditor', async () => {
    const { page, problems: faults, close } = await screen('auditor@harbor.test');
    await openScreen(page, slug, chart(0));
    await page.getByRole('table', { name: 'Authorizations' }).waitFor();
    expect(await page.getByRole('button', { name: /^(New authorization|More about the authorization)/ }).count()).toBe(0);
    problems.push(...faults);
    await close();
  });

  it.each([['820', { size: 'tablet' }], ['phone', { size: 'phone' }], ['dark', { dark: true }]] as const)('is read at %s', async (name, options) => {
    const { page, problems: faults, close } = await screen('desk@harbor.test', options);
    await openScreen(page, slug, chart(0));
    await page.getByRole('img', { name: /1 day left/ }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, `coverage-${name}`);
    problems.push(...faults);
    await close();
  });
});

describe('a make-up beyond what the payer allows', () => {
  const open = async (email: string, options: Partial<PageOptions> = {}) => {
    const watched = await screen(email, options);
    await openScreen(watched.page, slug, '/hours');
    await watched.page.getByRole('row').filter({ hasText: 'Eli Brandt' }).getByRole('button', { name: 'Make up 2 h' }).click();
    const drawer = watched.page.getByRole('dialog', { name: 'Make up 2 h' });
    await drawer.getByText('Nothing fits within the authorization').waitFor();
    return { ...watched, drawer };
  };

  it('is said to be all there is, and the front desk is told who can book it', async () => {
    const { page, drawer, problems: faults, close } = await open('desk@harbor.test');
    await drawer.getByText('A case manager or the director can book them, with a reason.', { exact: false }).waitFor();
    expect(await drawer.getByRole('button', { name: /Skills group/ }).count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'make-up-beyond-desk-wide');
    problems.push(...faults);
    await close();
  });

  it('is said in the chart’s week too', async () => {
    const { page, problems: faults, close } = await screen('desk@harbor.test');
    await openScreen(page, slug, `/clients/${person(1).clientId}?part=hours&stay=${person(1).episodeId}&week=${today}`);
    await page.getByRole('dialog').getByText('No authorization covers the days on which there is a seat or time.').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'client-week-beyond-wide');
    problems.push(...faults);
    await close();
  });

  it('is booked by the case manager, who says why, and what it takes shows in the chart', async () => {
    const { page, drawer, problems: faults, close } = await open('manager@harbor.test');
    const skills = drawer.getByRole('button', { name: /Skills group/ });
    await skills.focus();
    await page.keyboard.press('Enter');
    await drawer.getByRole('button', { name: 'Book beyond the authorization' }).click();
    await drawer.getByText('Say why.').waitFor();
    await drawer.getByLabel('Why it is booked all the same').fill('The review is tomorrow, and the payer was told');
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'make-up-beyond-wide');
    await drawer.getByRole('button', { name: 'Book beyond the authorization' }).click();
    await drawer.waitFor({ state: 'detached' });
    await page.getByText('Skills group booked, 3 h').waitFor();
    const [entry] = await house.database.rows<{ reason: string }>(`select reason from platform.audit_entry where clinic_id = $1 and action = 'hours.authorization-exceeded'`, [clinic.clinicId]);
    expect(entry?.reason).toBe('The review is tomorrow, and the payer was told');
    problems.push(...faults);
    await close();
  });
});

it('no script failed, nothing was answered by a fault', () => {
  expect(problems).toEqual([]);
});

/** As a person types a day into a field. */
function words(day: ClinicDay): string {
  return new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${day}T12:00Z`));
}

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import type { Role } from '#identity';
import { Clock, addDays, clinicDayOf, instantOf, runAsSystem, timeZone, wallTime, wallTimeOf, type ClinicDay } from '#platform';
import { MoveSession } from '#scheduling';
import { accessibilityFaults, openPage, openScreen, picture, signIn, startBrowser, type PageOptions, type WatchedPage } from '../support/browser.js';
import { servedApp, type ServedApp } from '../support/served-app.js';
import { TEST_PASSWORD, makeUser } from '../support/sign-in.js';
import { weekOfSessions, type WeekOfSessions } from '../support/week-of-sessions.js';

/** The clinic is open from eight to eight, and nothing is booked outside. */
const HOURS_SHOWN = 12;
const ZONE = timeZone('America/New_York');

let house: ServedApp;
let browser: Browser;
let clinic: WeekOfSessions;

beforeAll(async () => {
  house = await servedApp();
  browser = await startBrowser();
  clinic = await weekOfSessions(house, ZONE, clinicDayOf(new Clock().now(), ZONE));
  const accounts: [string, string, Role[]][] = [['desk@harbor.test', 'Finn Tan', ['front_desk']], ['auditor@harbor.test', 'Robin Hale', ['auditor']]];
  for (const [email, displayName, roles] of accounts) await makeUser(house as never, [{ clinicId: clinic.clinicId, roles }], { email, displayName });
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

const problems: string[] = [];
async function screen(email = 'desk@harbor.test', options: Partial<PageOptions> = {}): Promise<WatchedPage> {
  const watched = await openPage(browser, { url: house.url, timeZone: ZONE, ...options });
  await signIn(watched.page, email, TEST_PASSWORD);
  return watched;
}
const tuesday = (): ClinicDay => addDays(clinic.monday, 1);
const openWeek = (page: Page, more = '') => openScreen(page, clinic.slug, `/calendar?day=${tuesday()}${more}`);
const openDay = (page: Page, more = '') => openScreen(page, clinic.slug, `/calendar?view=day&day=${tuesday()}${more}`);
const block = (page: Page, name: RegExp): Locator => page.getByRole('listitem').getByRole('button', { name });
const of = (who: string, day: string) => new RegExp(`^${who}\\W+${day}`);
const lane = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });

async function standing(sessionId: string): Promise<string> {
  const row = await house.database.one<{ starts_at: Date; ends_at: Date; status: string }>('select starts_at, ends_at, status from scheduling.session where id = $1', [sessionId]);
  return row.status === 'cancelled' ? 'cancelled' : `${wallTimeOf(row.starts_at, ZONE)}-${wallTimeOf(row.ends_at, ZONE)}`;
}
async function until(check: () => Promise<unknown>, wanted: unknown, what: string): Promise<void> {
  let seen: unknown;
  for (const end = performance.now() + 20_000; performance.now() < end; ) {
    seen = await check();
    if (seen === wanted) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Waited in vain: ${what}; it is ${String(seen)}`);
}

/** Drags by so many hours down and so many columns across, from a place within the block. */
async function drag(page: Page, what: Locator, by: { hours?: number; lanes?: number; stretch?: boolean }): Promise<void> {
  await what.scrollIntoViewIfNeeded();
  const box = (await what.boundingBox())!;
  const column = (await page.locator('[data-lane]').first().boundingBox())!;
  const from = { x: box.x + box.width / 2, y: by.stretch ? box.y + box.height - 2 : box.y + 8 };
  const to = { x: from.x + (by.lanes ?? 0) * column.width, y: from.y + ((by.hours ?? 0) * column.height) / HOURS_SHOWN };
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 6, from.y + 6);
  await page.mouse.move(to.x, to.y, { steps: 8 });
  await page.mouse.up();
}

describe('the calendar', () => {
  it.each<[string, Partial<PageOptions>]>([['wide', {}], ['dark', { dark: true }], ['820', { size: 'tablet' }], ['phone', { size: 'phone' }]])('reads well: %s', async (name, options) => {
    const { page, problems: faults, close } = await screen('desk@harbor.test', options);
    await openWeek(page);
    await page.getByRole('button', { name: /Jolene Whitaker/ }).first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, `calendar-week-${name}`);
    await openDay(page);
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, `calendar-day-${name}`);
    await openDay(page, '&by=room');
    await picture(page, `calendar-rooms-${name}`);
    await openScreen(page, clinic.slug, `/calendar?view=month&day=${tuesday()}`);
    await page.getByRole('region', { name: 'Month' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, `calendar-month-${name}`);
    await openWeek(page, `&session=${clinic.sessions.tuesdayThree}`);
    await page.getByRole('dialog').getByText('1 of 1 seat taken').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, `calendar-session-${name}`);
    problems.push(...faults);
    await close();
  });

  it('books a session where one clicks, for a client found by name, as long as the service takes', async () => {
    const { page, problems: faults, close } = await screen();
    await openDay(page);
    const column = lane(page, 'Mei Sato');
    await column.scrollIntoViewIfNeeded();
    const box = (await column.boundingBox())!;
    // Somewhere in the half hour after ten, two hours down from eight.
    await page.mouse.click(box.x + box.width / 2, box.y + (box.height / HOURS_SHOWN) * 2.2);
    const dialog = page.getByRole('dialog', { name: 'Book a session' });
    await dialog.waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog.getByLabel('Find a client').fill('nascim');
    await dialog.getByRole('button', { name: 'Choose Bia Nascimento' }).click();
    await picture(page, 'calendar-book-wide');
    // She is in the group of that morning: the refusal says so, with times that are free.
    await dialog.getByRole('button', { name: 'Book', exact: true }).click();
    await dialog.getByText('Bia Nascimento is in Process group').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'calendar-book-taken-wide');
    await dialog.getByRole('button', { name: '12:00 PM' }).click();
    await dialog.waitFor({ state: 'detached' });
    await block(page, of('Bia Nascimento', 'Tue')).waitFor();
    const row = await house.database.one<{ starts_at: Date; ends_at: Date }>(
      `select s.starts_at, s.ends_at from scheduling.session s join scheduling.participation p on p.session_id = s.id where p.client_id = $1 and s.kind = 'individual'`, [clinic.people[7]!.clientId]);
    expect([wallTimeOf(row.starts_at, ZONE), wallTimeOf(row.ends_at, ZONE)]).toEqual(['12:00', '13:00']);
    problems.push(...faults);
    await close();
  });

  it('refuses a drop where it was dropped, names who is in the way, takes a free time instead, and undoes it', async () => {
    const { page, problems: faults, close } = await screen();
    await openWeek(page);
    const { tuesdayNoon } = clinic.sessions;
    await drag(page, block(page, of('Ingrid Solberg', 'Tue')), { hours: 2 });
    const card = page.getByRole('dialog');
    await card.getByText('Jonas Keller is in Individual therapy').waitFor();
    await card.getByText('Small room holds Individual therapy').waitFor();
    expect(await standing(tuesdayNoon)).toBe('13:00-14:00');
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'calendar-refused-wide');
    await card.getByRole('button', { name: '2:00 PM' }).click();
    await until(() => standing(tuesdayNoon), '14:00-15:00', 'the free time taken');
    await page.getByText('Moved to Tue').waitFor();
    await picture(page, 'calendar-moved-wide');
    await card.waitFor({ state: 'detached' });
    await page.keyboard.press('u');
    await until(() => standing(tuesdayNoon), '13:00-14:00', 'the move undone');
    await block(page, /^Ingrid Solberg\W+Tue.*1:00/).waitFor();
    problems.push(...faults);
    await close();
  });

  it('moves to another clinician, stretches, and asks for a reason outside hours', async () => {
    const { page, problems: faults, close } = await screen();
    await openDay(page);
    const { tuesdayThree } = clinic.sessions;
    const mine = () => block(page, of('Jolene Whitaker', 'Tue'));
    await drag(page, mine(), { lanes: 1 });
    await lane(page, 'Mei Sato').getByRole('button', { name: of('Jolene Whitaker', 'Tue') }).waitFor();
    await until(async () => (await house.database.one<{ staff_id: string }>('select staff_id from scheduling.session_staff where session_id = $1', [tuesdayThree])).staff_id, clinic.therapists[2], 'another clinician');
    await drag(page, mine(), { hours: 0.5, stretch: true });
    await until(() => standing(tuesdayThree), '15:00-16:30', 'a longer session');
    await block(page, /^Jolene Whitaker.*4:30/).waitFor();
    // The small room closes at five.
    await drag(page, mine(), { hours: 1 });
    const card = page.getByRole('dialog');
    await card.getByText('outside the hours of Small room').waitFor();
    await card.getByLabel('Reason to put it here all the same').fill('The only time she can come');
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'calendar-reason-wide');
    await card.getByRole('button', { name: 'Put it here' }).click();
    await until(() => standing(tuesdayThree), '16:00-17:30', 'a session outside hours');
    expect(await house.database.one('select outside_hours_reason as reason from scheduling.session where id = $1', [tuesdayThree])).toEqual({ reason: 'The only time she can come' });
    problems.push(...faults);
    await close();
  });

  it('is worked by keys: from session to session, moved, let go, undone, opened', async () => {
    const { page, problems: faults, close } = await screen();
    await openWeek(page);
    const { wednesdayOne } = clinic.sessions;
    const mine = block(page, of('Wanda Prokop', 'Wed'));
    await page.keyboard.press('ArrowDown');
    await until(() => page.locator('[data-key] button:focus').count(), 1, 'a session in focus');
    await mine.focus();
    await page.keyboard.press('ArrowDown');
    await block(page, of('Ingrid Solberg', 'Wed')).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('m');
    for (const key of ['ArrowLeft', 'ArrowUp', 'ArrowUp']) await page.keyboard.press(key);
    await page.getByText(/^Moving Wanda Prokop: Tue.*12:30 PM to 1:30 PM/).waitFor({ state: 'attached' });
    await picture(page, 'calendar-keys-wide');
    await page.keyboard.press('Escape');
    expect(await standing(wednesdayOne)).toBe('13:00-14:00');
    await page.keyboard.press('m');
    for (const key of ['ArrowUp', 'ArrowUp', 'Shift+ArrowDown', 'Enter']) await page.keyboard.press(key);
    await until(() => standing(wednesdayOne), '12:30-13:45', 'a move by keys');
    await page.getByText('Moved to Wed').waitFor();
    await page.keyboard.press('u');
    await until(() => standing(wednesdayOne), '13:00-14:00', 'the move undone');
    await block(page, /^Wanda Prokop\W+Wed.*1:00/).waitFor();
    await mine.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Individual session' }).getByRole('link', { name: 'Wanda Prokop' }).waitFor();
    problems.push(...faults);
    await close();
  });

  it('opens, edits, cancels with a reason and restores', async () => {
    const { page, problems: faults, close } = await screen();
    const { thursdayFamily } = clinic.sessions;
    await openWeek(page);
    await block(page, of('Leo Abara', 'Thu')).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Edit or move' }).click();
    await dialog.getByLabel('Title').fill('Family meeting');
    await dialog.getByLabel('Modality').fill('DBT');
    await dialog.getByLabel('Begins').fill('15:00');
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'calendar-edit-wide');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await until(() => standing(thursdayFamily), '15:00-16:30', 'an edited time');
    await dialog.getByRole('heading', { name: 'Family meeting' }).waitFor();
    await dialog.getByText('DBT', { exact: true }).waitFor();
    await dialog.getByRole('button', { name: 'Cancel session' }).click();
    await page.getByText('Why is it cancelled?').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'calendar-cancel-wide');
    await page.getByRole('button', { name: 'Client cannot come' }).click();
    await dialog.getByText('This session is cancelled').waitFor();
    expect(await standing(thursdayFamily)).toBe('cancelled');
    await dialog.getByRole('button', { name: 'Restore' }).click();
    await dialog.getByRole('button', { name: 'Edit or move' }).waitFor();
    expect(await standing(thursdayFamily)).toBe('15:00-16:30');
    problems.push(...faults);
    await close();
  });

  it('tells a drag that crossed somebody else’s change, and shows theirs', async () => {
    const { page, close } = await screen();
    await openWeek(page);
    const { tuesdayNoon } = clinic.sessions;
    await runAsSystem('test', () => house.get(MoveSession).run(clinic.clinicId, tuesdayNoon, { startsAt: instantOf(tuesday(), wallTime('14:00'), ZONE) }));
    await drag(page, block(page, of('Ingrid Solberg', 'Tue')), { hours: -1 });
    await page.getByRole('dialog').getByText('Somebody else changed this session just now').waitFor();
    await block(page, /^Ingrid Solberg\W+Tue.*2:00/).waitFor();
    expect(await standing(tuesdayNoon)).toBe('14:00-15:00');
    await close();
  });

  it('shows the lanes of one client and one clinician, named by ids only in the address', async () => {
    const { page, problems: faults, close } = await screen();
    await openWeek(page, `&by=client&lanes=${clinic.people[11]!.clientId}`);
    await page.getByRole('button', { name: 'Ingrid Solberg', exact: true }).waitFor();
    expect(await page.getByRole('listitem').getByRole('button', { name: /^Process group/ }).count()).toBe(0);
    await picture(page, 'calendar-client-wide');
    await openWeek(page);
    await page.getByRole('button', { name: 'Every clinician' }).click();
    await page.getByRole('checkbox', { name: 'Jonas Keller' }).click();
    await page.waitForURL(new RegExp(`lanes=${clinic.therapists[1]}`));
    await page.keyboard.press('Escape');
    await page.getByText('Away').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'calendar-clinician-wide');
    expect(page.url()).not.toMatch(/keller|solberg/i);
    problems.push(...faults);
    await close();
  });

  it('an empty week says what to do; who may not change the schedule sees it and cannot', async () => {
    const { page, problems: faults, close } = await screen();
    await openScreen(page, clinic.slug, `/calendar?day=${addDays(clinic.monday, 70)}`);
    await page.getByText('Nothing is booked this week').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'calendar-empty-wide');
    await page.keyboard.press('n');
    await page.getByRole('dialog', { name: 'Book a session' }).waitFor();
    problems.push(...faults);
    await close();
    const auditor = await screen('auditor@harbor.test');
    await openWeek(auditor.page);
    await auditor.page.getByRole('button', { name: /^Process group/ }).first().waitFor();
    expect(await auditor.page.getByRole('button', { name: 'Book a session' }).count()).toBe(0);
    const before = await standing(clinic.sessions.wednesdayOne);
    await drag(auditor.page, block(auditor.page, of('Wanda Prokop', 'Wed')), { hours: 2 });
    expect(await standing(clinic.sessions.wednesdayOne)).toBe(before);
    expect(await auditor.page.getByRole('alert').count()).toBe(0);
    problems.push(...auditor.problems);
    await auditor.close();
  });

  it('says so when the viewer’s clock is another, and when the calendar cannot be read', async () => {
    const { page, close } = await screen('desk@harbor.test', { timeZone: 'Europe/Berlin' });
    await openWeek(page);
    await page.getByText('All times are New York time').waitFor();
    await block(page, /^Ingrid Solberg\W+Tue.*2:00/).waitFor();
    await page.route('**/api/clinics/*/calendar?*', (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{}' }));
    await page.keyboard.press(']');
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await page.unroute('**/api/clinics/*/calendar?*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Nothing is booked this week').waitFor();
    await close();
  });

  it('prints a week on one page', async () => {
    const { page, close } = await screen();
    await openWeek(page);
    await block(page, of('Wanda Prokop', 'Wed')).waitFor();
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    await page.emulateMedia({ media: 'print' });
    await picture(page, 'calendar-print');
    await close();
  });

  it('made no fault on the way', () => {
    expect(problems).toEqual([]);
  });
});

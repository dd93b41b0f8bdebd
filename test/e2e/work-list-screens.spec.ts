import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { RecordAttendance } from '#attendance';
import { OpenTasks, type NewTask } from '#episodes';
import { Clock, addDays, clinicDayOf, runAsSystem, runInContext, timeZone, type ClinicDay } from '#platform';
import { FollowAbsences } from '../../libs/attendance/src/outreach/follow-absences.service.js';
import { accessibilityFaults, openPage, openScreen, picture, signIn, startBrowser, type PageOptions, type WatchedPage } from '../support/browser.js';
import { nameClinic } from '../support/named-clinic.js';
import { clinicWithPeople, sessionWith, type ClinicWithPeople } from '../support/roster.js';
import { servedApp, type ServedApp } from '../support/served-app.js';
import { TEST_PASSWORD } from '../support/sign-in.js';

const ZONE = timeZone('America/New_York');
const NAMES: [string, string][] = [['Leo', 'Abara'], ['Eli', 'Brandt'], ['Priya', 'Raman'], ['Marcus', 'Delacroix']];

let house: ServedApp;
let browser: Browser;
let clinic: ClinicWithPeople;
let slug: string;
let today: ClinicDay;
const problems: string[] = [];

const task = (title: string, due: number, more: Partial<NewTask> = {}): NewTask => ({ source: 'person', title, dueOn: addDays(today, due), ownerStaffId: clinic.staffIds[0], ...more });

async function furnish(): Promise<void> {
  clinic = await clinicWithPeople(house.database, NAMES.length, { admittedOn: addDays(today, -20) });
  const { clinicId, people, staffIds } = clinic;
  slug = await nameClinic(house, clinic, {
    clients: NAMES, signIn: ['therapist', 'front_desk', 'director', 'auditor'], ada: { staffId: staffIds[0] as string, caresFor: people, since: addDays(today, -20) },
  });
  await house.database.transaction(() => house.database.rows(`update team.credential set issued_on = '2024-01-01', expires_on = $2 where staff_id = $1`, [staffIds[0], addDays(today, 20)]));
  const before = new Clock().now().getTime();
  const ago = (hours: number): string => new Date(before - hours * 3_600_000).toISOString();
  const missed = await sessionWith(house.database, clinic, people.slice(0, 1), { startsAt: ago(26), minutes: 60 });
  const owed = await sessionWith(house.database, clinic, people, { startsAt: ago(30), minutes: 60 });
  await house.database.transaction(() =>
    house.database.rows('insert into scheduling.session_staff (session_id, staff_id, clinic_id, starts_at, ends_at, live) select id, $2, clinic_id, starts_at, ends_at, live from scheduling.session where id = $1', [owed.sessionId, staffIds[0]]),
  );
  await runInContext({ requestId: 'test', actor: { kind: 'user', userId: null, displayName: 'Finn Tan', sessionId: null } }, () =>
    house.get(RecordAttendance).run(clinicId, missed.sessionId, { marks: [{ participationId: missed.participationIds[0] as string, status: 'no_show' }], mayCorrect: true }),
  );
  await house.get(FollowAbsences).run();
  const [leo, eli] = people as [ClinicWithPeople['people'][0], ClinicWithPeople['people'][0]];
  await house.get(OpenTasks).run(clinicId, [
    task('Send the packet to the school', -2, { clientId: eli.clientId, episodeId: eli.episodeId }),
    task('Ask about the bus', 0, { clientId: leo.clientId, episodeId: leo.episodeId, note: 'He came by the 17 before.' }),
    task('Order workbooks', 12),
    task('Water the plants in room 2', 0, { ownerStaffId: null }),
    task('Renew the waiver', 5, { ownerStaffId: staffIds[1] }),
  ]);
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
const row = (page: Page, name: string) => page.getByRole('listitem', { name: new RegExp(name) });
const stateOf = async (title: string): Promise<string> => (await house.database.one<{ state: string }>('select state from episodes.task where clinic_id = $1 and title = $2', [clinic.clinicId, title])).state;
async function until(check: () => Promise<boolean>, what: string): Promise<void> {
  for (const end = performance.now() + 15_000; performance.now() < end; ) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Waited in vain: ${what}`);
}

describe('the work list', () => {
  it('holds all a person owes, and is worked off by keyboard alone, with a way back', async () => {
    const { page, problems: faults, close } = await screen('ada@harbor.test');
    await openScreen(page, slug, '/work-list');
    await row(page, 'Send the packet to the school').waitFor();
    for (const title of ['Call after a missed session', 'Process group', 'Ask about the bus', 'Renew: license', 'Order workbooks']) expect(await row(page, title).count()).toBe(1);
    expect(await page.getByText('Water the plants').count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'work-list-wide');
    // The first thing that is a task: down to it, and done.
    while ((await row(page, 'Send the packet to the school').getAttribute('data-current')) === null) await page.keyboard.press('j');
    await page.keyboard.press('d');
    await until(async () => (await stateOf('Send the packet to the school')) === 'done', 'the task done');
    await page.getByRole('button', { name: 'Undo' }).click();
    await until(async () => (await stateOf('Send the packet to the school')) === 'open', 'the task open again');
    await row(page, 'Ask about the bus').waitFor();
    while ((await row(page, 'Ask about the bus').getAttribute('data-current')) === null) await page.keyboard.press('j');
    await page.keyboard.press('s');
    await page.getByRole('dialog', { name: 'Put off until when?' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'work-list-put-off-wide');
    await page.getByLabel('Why').fill('His sister is away');
    await page.keyboard.press('Enter');
    await row(page, 'Ask about the bus').waitFor({ state: 'detached' });
    const slept = () => house.database.one<{ snoozed_until: string | null; snooze_reason: string | null }>('select snoozed_until, snooze_reason from episodes.task where clinic_id = $1 and title = $2', [clinic.clinicId, 'Ask about the bus']);
    await until(async () => (await slept()).snoozed_until !== null, 'the task put off');
    expect(await slept()).toEqual({ snoozed_until: addDays(today, 1), snooze_reason: 'His sister is away' });
    await page.getByLabel('Also what sleeps').check({ force: true });
    await row(page, 'Ask about the bus').getByText(/Sleeps until/).waitFor();
    // Enter opens a thing where it is done.
    await row(page, 'Process group').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/check-in/);
    problems.push(...faults);
    await close();
  });

  it('takes a new task, gives it away, and drops another for a reason', async () => {
    const { page, problems: faults, close } = await screen('director@harbor.test');
    await openScreen(page, slug, '/work-list?whose=everyone');
    await row(page, 'Renew the waiver').getByText('Ben Lindqvist').waitFor();
    await picture(page, 'work-list-everyone-wide');
    await page.keyboard.press('n');
    await page.getByLabel('What is to be done').fill('Book the fire drill');
    await page.getByRole('combobox', { name: 'Whose', exact: true }).fill('Chi');
    await page.getByRole('option', { name: 'Chi Park' }).click();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'work-list-new-task-wide');
    await page.getByRole('button', { name: 'Add task' }).click();
    await row(page, 'Book the fire drill').getByText('Chi Park').waitFor();
    await row(page, 'Book the fire drill').getByRole('button', { name: /More for/ }).click();
    await page.getByRole('menuitem', { name: 'Drop …' }).click();
    await page.getByLabel('Why').fill('It was last week');
    await page.getByRole('button', { name: 'Drop', exact: true }).click();
    await until(async () => (await stateOf('Book the fire drill')) === 'dropped', 'the task dropped');
    problems.push(...faults);
    await close();
  });

  it('shows the front desk what is nobody’s, and says plainly when nothing is due; an auditor only looks', async () => {
    const desk = await screen('desk@harbor.test');
    await openScreen(desk.page, slug, '/work-list');
    await desk.page.getByText('Nothing is due').waitFor();
    expect(await desk.page.getByText('Everyone’s').count()).toBe(0);
    await picture(desk.page, 'work-list-empty-wide');
    await desk.page.getByText('Nobody’s yet').click();
    await row(desk.page, 'Water the plants').waitFor();
    problems.push(...desk.problems);
    await desk.close();
    const auditor = await screen('auditor@harbor.test');
    await openScreen(auditor.page, slug, '/work-list?whose=unowned');
    await row(auditor.page, 'Water the plants').waitFor();
    expect(await auditor.page.getByRole('button', { name: /Done/ }).count()).toBe(0);
    problems.push(...auditor.problems);
    await auditor.close();
  });

  it.each<[string, Partial<PageOptions>]>([['dark', { dark: true }], ['820', { size: 'tablet' }], ['phone', { size: 'phone' }]])('reads well: %s', async (name, options) => {
    const { page, problems: faults, close } = await screen('ada@harbor.test', options);
    await openScreen(page, slug, '/work-list');
    await row(page, 'Call after a missed session').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, `work-list-${name}`);
    problems.push(...faults);
    await close();
  });
});

describe('around the work list', () => {
  it('Today begins with it', async () => {
    const { page, problems: faults, close } = await screen('ada@harbor.test');
    await openScreen(page, slug, '/today');
    await page.getByRole('heading', { name: 'Tasks' }).waitFor();
    await page.getByText('Call after a missed session').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'today-tasks-wide');
    await page.getByRole('link', { name: 'Open the work list' }).click();
    await page.waitForURL(/work-list/);
    problems.push(...faults);
    await close();
  });

  it.each<[string, Partial<PageOptions>]>([['wide', {}], ['dark', { dark: true }], ['phone', { size: 'phone' }]])('the caseload says who carries what and why: %s', async (name, options) => {
    const { page, problems: faults, close } = await screen('director@harbor.test', options);
    await openScreen(page, slug, '/caseload');
    await page.getByRole('link', { name: 'Ada Okafor' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, `caseload-${name}`);
    await page.getByRole('link', { name: 'See, or hand over' }).first().click();
    await page.waitForURL(/clients\?staff=/);
    problems.push(...faults);
    await close();
  });

  it('made no fault on the way', () => {
    expect(problems).toEqual([]);
  });
});

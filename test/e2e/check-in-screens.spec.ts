import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { RecordAttendance } from '#attendance';
import { EpisodeWeeks } from '#hours';
import { Clock, addDays, clinicDayOf, instantOf, runAsSystem, runInContext, wallTime, weekStartOf, type ClinicDay, type TimeZone } from '#platform';
import { accessibilityFaults, openPage, openScreen, picture, signIn, startBrowser, type PageOptions, type WatchedPage } from '../support/browser.js';
import { daytimeZone } from '../support/daytime.js';
import { nameClinic } from '../support/named-clinic.js';
import { clinicWithPeople, sessionWith, type ClinicWithPeople, type Roster } from '../support/roster.js';
import { servedApp, type ServedApp } from '../support/served-app.js';
import { TEST_PASSWORD } from '../support/sign-in.js';

const NAMES = [
  ['Leo', 'Abara'], ['Eli', 'Brandt'], ['Marcus', 'Delacroix'], ['Owen', 'Fairbairn'], ['Ty', 'Hastings'], ['Rashid', 'Karimov'], ['Noémie', 'Lefèvre'], ['Bia', 'Nascimento'],
  ['Chloe', 'O’Rourke'], ['Wanda', 'Prokop'], ['Priya', 'Raman'], ['Ingrid', 'Solberg'], ['Jolene', 'Whitaker'],
] as const;

let house: ServedApp;
let browser: Browser;
let zone: TimeZone;
let today: ClinicDay;
let clinic: ClinicWithPeople;
let slug: string;
let running: Roster;
let second: Roster;
let upcoming: Roster;
let third: Roster;
let fourth: Roster;

const ago = (minutes: number): string => new Date(new Clock().now().getTime() - minutes * 60_000).toISOString();
const on = (day: ClinicDay, time: string): string => instantOf(day, wallTime(time), zone).toISOString();
const as = <T>(displayName: string, work: () => Promise<T>): Promise<T> => runInContext({ requestId: 'test', actor: { kind: 'user', userId: null, displayName, sessionId: null } }, work);

async function furnish(): Promise<void> {
  clinic = await clinicWithPeople(house.database, NAMES.length, { timeZone: zone, admittedOn: addDays(weekStartOf(today, 1), -28) });
  const { clinicId, people } = clinic;
  slug = await nameClinic(house, clinic, {
    clients: NAMES, signIn: ['front_desk', 'therapist', 'director'], ada: { staffId: clinic.staffIds[0] as string, caresFor: people, since: addDays(today, -28) },
  });
  // Four weeks of the past: some come to everything, some to less and less.
  for (let week = 4; week >= 1; week--) {
    for (const [nth, offset] of [0, 1, 3].entries()) {
      const day = addDays(weekStartOf(today, 1), offset - 7 * week);
      const roster = await sessionWith(house.database, clinic, people, { startsAt: on(day, '09:00'), minutes: 180, capacity: 14 });
      await as('Ada Okafor', () =>
        house.get(RecordAttendance).run(clinicId, roster.sessionId, { marks: roster.participationIds.map((participationId, at) => ({ participationId, status: (at * 7 + nth * 3 + week) % 6 === 0 ? 'no_show' : 'attended' })), mayCorrect: true }),
      );
    }
  }
  await sessionWith(house.database, clinic, people.slice(0, 6), { startsAt: on(addDays(weekStartOf(today, 1), -2), '10:00'), minutes: 90 });
  running = await sessionWith(house.database, clinic, people.slice(0, 10), { startsAt: ago(12), minutes: 90, capacity: 12 });
  second = await sessionWith(house.database, clinic, people.slice(10, 13), { startsAt: ago(12), minutes: 60, capacity: 3 });
  third = await sessionWith(house.database, clinic, people.slice(0, 3), { startsAt: ago(300), minutes: 60 });
  fourth = await sessionWith(house.database, clinic, people.slice(4, 8), { startsAt: ago(300), minutes: 60 });
  upcoming = await sessionWith(house.database, clinic, people.slice(0, 8), { startsAt: ago(-150), minutes: 90, capacity: 12 });
  await house.database.transaction(async () => {
    for (const { sessionId } of [running, upcoming]) {
      await house.database.rows('insert into scheduling.session_staff (session_id, staff_id, clinic_id, starts_at, ends_at, live) select id, $2, clinic_id, starts_at, ends_at, live from scheduling.session where id = $1', [sessionId, clinic.staffIds[0]]);
    }
    await house.database.rows(`update scheduling.session set title = 'Relapse prevention' where id = $1`, [upcoming.sessionId]);
    await house.database.rows(`update scheduling.session set title = 'Morning skills' where id = $1`, [third.sessionId]);
    await house.database.rows(`update scheduling.session set title = 'Morning movement' where id = $1`, [fourth.sessionId]);
    await house.database.rows(`update scheduling.session set title = 'Family evening' where id = $1`, [second.sessionId]);
  });
  await house.get(EpisodeWeeks).ofEpisodes(clinicId, people.map((person) => person.episodeId));
}

beforeAll(async () => {
  house = await servedApp();
  browser = await startBrowser();
  const now = new Clock().now();
  zone = daytimeZone(now);
  today = clinicDayOf(now, zone);
  await runAsSystem('test', furnish);
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

const problems: string[] = [];
async function screen(email: string, options: Partial<PageOptions> = {}): Promise<WatchedPage> {
  const watched = await openPage(browser, { url: house.url, timeZone: zone, ...options });
  await signIn(watched.page, email, TEST_PASSWORD);
  return watched;
}
const statuses = async (roster: Roster): Promise<string[]> =>
  (await house.database.rows<{ status: string }>('select status from scheduling.participation where session_id = $1 order by array_position($2::uuid[], id)', [roster.sessionId, roster.participationIds])).map((row) => row.status);
const attended = async (at: number): Promise<number> =>
  (await house.database.one<{ attended_minutes: number }>('select attended_minutes from hours.client_week where episode_id = $1 and week_start = $2', [clinic.people[at]?.episodeId, weekStartOf(today, 1)])).attended_minutes;
async function until(check: () => Promise<boolean>, what: string): Promise<void> {
  for (const end = performance.now() + 45_000; performance.now() < end; ) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Waited in vain: ${what}`);
}
/** The list of the day counts its sessions too: only the roster's own rows say that keys reach it. */
const rosterShown = (page: Page): Promise<void> => page.locator('[aria-label="Roster"] > li[data-current]').waitFor();
const rowOf = (page: Page, name: string) => page.getByRole('listitem', { name: new RegExp(name) });

describe('check-in', () => {
  it('marks all present at once, and takes all of that back, whatever was marked since', async () => {
    const { page, problems: faults, close } = await screen('desk@harbor.test');
    await openScreen(page, slug, `/check-in/${fourth.sessionId}`);
    await rosterShown(page);
    await page.keyboard.press('3');
    await until(async () => (await statuses(fourth))[0] === 'no_show', 'one no-show');
    await page.keyboard.press('a');
    await page.getByText('3 marked present').waitFor();
    await page.getByText('All saved').waitFor();
    await until(async () => (await statuses(fourth)).join() === ['no_show', ...Array.from({ length: 3 }, () => 'attended')].join(), 'the others present');
    await rowOf(page, 'Ty Hastings').getByRole('button', { name: 'Present' }).click();
    await until(async () => (await statuses(fourth))[0] === 'attended', 'the first one present, too');
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await until(async () => (await statuses(fourth)).join() === ['attended', ...Array.from({ length: 3 }, () => 'booked')].join(), 'the three taken back');
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.keyboard.press('u');
    await until(async () => (await statuses(fourth))[0] === 'no_show', 'the first one as before');
    await page.keyboard.press('u');
    await until(async () => (await statuses(fourth))[0] === 'booked', 'nobody recorded');
    problems.push(...faults);
    await close();
  });

  it('takes ten people by keyboard in under fifteen seconds, and the hours move', async () => {
    const { page, problems: faults, close } = await screen('desk@harbor.test');
    await openScreen(page, slug, '/check-in');
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'check-in-wide');
    await page.getByRole('link', { name: /Process group/ }).click();
    await rosterShown(page);
    await page.getByText('0 of 10').waitFor();
    expect(await attended(0)).toBe(0);
    const began = performance.now();
    for (let n = 0; n < 10; n++) await page.keyboard.press('1');
    await page.getByText('10 of 10').waitFor();
    await page.getByText('All saved').waitFor();
    const took = performance.now() - began;
    expect(await statuses(running)).toEqual(Array.from({ length: 10 }, () => 'attended'));
    expect(took).toBeLessThan(15_000);
    expect(await attended(0)).toBe(90);
    expect(await accessibilityFaults(page)).toEqual([]);
    problems.push(...faults);
    await close();
  });

  it('marks, asks what must be asked, and takes back, all from the keys', async () => {
    const { page, problems: faults, close } = await screen('ada@harbor.test');
    await openScreen(page, slug, `/check-in/${running.sessionId}`);
    await rosterShown(page);
    await page.keyboard.press('2');
    await until(async () => (await statuses(running))[0] === 'late', 'a late mark');
    await page.keyboard.press('u');
    await until(async () => (await statuses(running))[0] === 'attended', 'the mark as it was before');
    await rowOf(page, 'Eli Brandt').getByRole('button', { name: 'Excused' }).click();
    await page.getByRole('dialog', { name: 'Why are they excused?' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'check-in-excuse-wide');
    await page.keyboard.press('1');
    await until(async () => (await statuses(running))[1] === 'excused', 'an excuse');
    await rowOf(page, 'Marcus Delacroix').getByRole('button', { name: 'No-show' }).click();
    await until(async () => (await statuses(running))[2] === 'no_show', 'a no-show');
    expect(await house.database.one('select reason from scheduling.participation where id = $1', [running.participationIds[1]])).toEqual({ reason: 'Illness' });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('l');
    await page.getByRole('dialog', { name: 'When did they leave?' }).waitFor();
    await page.getByRole('button', { name: 'Just now' }).click();
    await until(async () => (await statuses(running)).includes('left_early'), 'somebody left early');
    await rowOf(page, 'Eli Brandt').getByRole('button', { name: /More for/ }).click();
    await page.getByRole('menuitem', { name: 'Who marked what' }).click();
    await page.getByRole('dialog').getByText('Finn Tan').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'check-in-history-wide');
    problems.push(...faults);
    await close();
  });

  it('tells the second person what the first marked, and lets them decide', async () => {
    const first = await screen('desk@harbor.test');
    const other = await screen('ada@harbor.test');
    await openScreen(first.page, slug, `/check-in/${second.sessionId}`);
    await rosterShown(first.page);
    await openScreen(other.page, slug, `/check-in/${second.sessionId}`);
    await rosterShown(other.page);
    // The second person's tablet sees nothing new for a while.
    await other.page.route(/\/attendance$/, (route) => (route.request().method() === 'GET' ? route.abort() : route.continue()));
    await first.page.keyboard.press('1');
    await until(async () => (await statuses(second))[0] === 'attended', 'the first mark');
    await other.page.keyboard.press('3');
    const notice = other.page.getByRole('alert').filter({ hasText: 'Finn Tan marked present' });
    await notice.waitFor();
    expect((await statuses(second))[0]).toBe('attended');
    expect(await accessibilityFaults(other.page)).toEqual([]);
    await picture(other.page, 'check-in-conflict-wide');
    await notice.getByRole('button', { name: 'Mark no-show' }).click();
    await until(async () => (await statuses(second))[0] === 'no_show', 'the last word');
    // The first person sees it without doing anything.
    await rowOf(first.page, 'Priya Raman').getByText('Ada Okafor').waitFor();
    await first.close();
    await other.close();
  });

  it('shows each of two people what the other marks, within a second or so and without asking again and again', async () => {
    const first = await screen('desk@harbor.test');
    const other = await screen('ada@harbor.test', { size: 'tablet' });
    const readings: string[] = [];
    for (const { page } of [first, other]) await openScreen(page, slug, `/check-in/${third.sessionId}`);
    for (const { page } of [first, other]) await page.getByText('Live').waitFor();
    other.page.on('request', (request) => {
      if (request.method() === 'GET' && request.url().endsWith('/attendance')) readings.push(request.url());
    });
    const began = performance.now();
    await first.page.keyboard.press('1');
    await rowOf(other.page, 'Leo Abara').getByText('Finn Tan').waitFor();
    const took = performance.now() - began;
    await rowOf(other.page, 'Eli Brandt').getByRole('button', { name: 'No-show' }).click();
    await rowOf(first.page, 'Eli Brandt').getByText('Ada Okafor').waitFor();
    // One reading told of the mark: nobody asked every few seconds. The slow machine is given four.
    expect(readings.length).toBe(1);
    expect(took).toBeLessThan(4000);
    // Without the stream the roster is read every few seconds, as before.
    await other.page.route(/\/attendance\/stream$/, (route) => route.abort());
    await openScreen(other.page, slug, `/check-in/${third.sessionId}`);
    await rowOf(first.page, 'Marcus Delacroix').getByRole('button', { name: 'Present' }).click();
    await rowOf(other.page, 'Marcus Delacroix').getByText('Finn Tan').waitFor();
    expect(await other.page.getByText('Live').count()).toBe(0);
    await first.close();
    await other.close();
  });

  it('keeps marks while the connection is gone, and saves each once when it is back', async () => {
    const { page, close } = await screen('desk@harbor.test', { size: 'tablet' });
    await openScreen(page, slug, `/check-in/${second.sessionId}`);
    await rosterShown(page);
    await page.context().setOffline(true);
    await rowOf(page, 'Ingrid Solberg').getByRole('button', { name: 'Present' }).click();
    await rowOf(page, 'Jolene Whitaker').getByRole('button', { name: 'Present' }).click();
    await page.getByText('2 marks wait').waitFor();
    await picture(page, 'check-in-offline-820');
    await page.context().setOffline(false);
    await page.getByText('All saved').waitFor();
    expect((await statuses(second)).slice(1)).toEqual(['attended', 'attended']);
    expect(await house.database.one('select count(*) as n from attendance.mark where participation_id = any($1::uuid[])', [second.participationIds.slice(1)])).toEqual({ n: 2 });
    await close();
  });

  it('takes in a walk-in while a seat is free, on a tablet', async () => {
    const { page, problems: faults, close } = await screen('desk@harbor.test', { size: 'tablet' });
    await openScreen(page, slug, `/check-in/${running.sessionId}`);
    await rosterShown(page);
    await picture(page, 'check-in-roster-820');
    await page.getByRole('button', { name: 'Walk-in' }).click();
    await page.getByLabel('Find a client').fill('raman');
    await page.getByRole('button', { name: 'Check in Priya Raman' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'check-in-walk-in-820');
    await page.getByRole('button', { name: 'Check in Priya Raman' }).click();
    await rowOf(page, 'Priya Raman').getByText('Walk-in').waitFor();
    problems.push(...faults);
    await close();
  });

  it('before it opens says when it does, and lets an excuse be noted', async () => {
    const { page, problems: faults, close } = await screen('desk@harbor.test');
    await openScreen(page, slug, `/check-in/${upcoming.sessionId}`);
    await rosterShown(page);
    await page.getByText(/Check-in opens at/).waitFor();
    expect(await rowOf(page, 'Leo Abara').getByRole('button', { name: 'Present' }).isDisabled()).toBe(true);
    expect(await rowOf(page, 'Leo Abara').getByRole('button', { name: 'Excused' }).isDisabled()).toBe(false);
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'check-in-before-wide');
    await openScreen(page, slug, '/check-in?day=2020-01-06');
    await page.getByText('No sessions on this day').waitFor();
    await picture(page, 'check-in-empty-wide');
    problems.push(...faults);
    await close();
  });
});

describe('today and the hours board', () => {
  it.each<[string, Partial<PageOptions>]>([['wide', {}], ['dark', { dark: true }], ['820', { size: 'tablet' }], ['phone', { size: 'phone' }]])('read well: %s', async (name, options) => {
    const { page, problems: faults, close } = await screen('director@harbor.test', options);
    await openScreen(page, slug, '/today');
    await page.getByRole('heading', { name: 'Attendance owed' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, `today-${name}`);
    await openScreen(page, slug, '/hours');
    await page.getByText('Leo Abara').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, `hours-${name}`);
    await page.getByText('Leo Abara').click();
    await page.getByRole('dialog').getByText('Minute ledger').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, `hours-week-${name}`);
    await openScreen(page, slug, `/check-in/${running.sessionId}`);
    await rosterShown(page);
    await picture(page, `check-in-roster-${name === '820' ? 'tablet' : name}`);
    problems.push(...faults);
    await close();
  });

  it('what is owed has a list of its own, the oldest first, which leads to the roster', async () => {
    const { page, problems: faults, close } = await screen('director@harbor.test');
    await openScreen(page, slug, '/check-in');
    await page.getByRole('button', { name: 'Owed', exact: true }).click();
    const owed = page.getByRole('table', { name: 'Attendance owed' });
    await owed.getByRole('row', { name: /Process group.*Nobody leads it.*6 of 6/ }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'check-in-owed-wide');
    await page.getByText('Mine', { exact: true }).click();
    await page.getByText('Every session you led is recorded.').waitFor();
    await page.getByText('Everyone’s', { exact: true }).click();
    await owed.getByRole('row', { name: /6 of 6/ }).click();
    await page.waitForURL(/check-in\/[0-9a-f-]{36}/);
    await rosterShown(page);
    await page.goBack();
    await owed.getByRole('row', { name: /6 of 6/ }).waitFor();
    problems.push(...faults);
    await close();
  });

  it('show a therapist their own day first, and say plainly when nothing is due', async () => {
    const { page, problems: faults, close } = await screen('ada@harbor.test');
    await openScreen(page, slug, '/today');
    await page.getByRole('heading', { name: 'Relapse prevention' }).waitFor();
    expect(await page.getByRole('heading', { name: 'Family evening' }).count()).toBe(0);
    await page.getByText('Nothing is owed').waitFor();
    await picture(page, 'today-therapist-wide');
    await openScreen(page, slug, '/hours?standing=met&week=2020-01-06');
    await page.getByText('Nobody stands so').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'hours-empty-wide');
    problems.push(...faults);
    await close();
  });

  it('made no fault on the way', () => {
    expect(problems).toEqual([]);
  });
});

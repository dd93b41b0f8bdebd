import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { Clock, addDays, clinicDayOf, instantOf, runAsSystem, timeZone, wallTime, wallTimeOf, type ClinicDay } from '#platform';
import { BookSession, CreateSeries } from '#scheduling';
import { accessibilityFaults, openPage, openScreen, picture, signIn, startBrowser, type PageOptions, type WatchedPage } from '../support/browser.js';
import { servedApp, type ServedApp } from '../support/served-app.js';
import { TEST_PASSWORD, makeUser } from '../support/sign-in.js';
import { weekOfSessions, type WeekOfSessions } from '../support/week-of-sessions.js';

const ZONE = timeZone('America/New_York');
const WEEKS = 6;

let house: ServedApp;
let browser: Browser;
let clinic: WeekOfSessions;
/** Wanda Prokop with Mei Sato on Tuesdays at ten, Jolene Whitaker with Jonas Keller on Mondays at ten, for six weeks. */
let tuesdays: string;
let mondays: string;

beforeAll(async () => {
  house = await servedApp();
  browser = await startBrowser();
  clinic = await weekOfSessions(house, ZONE, clinicDayOf(new Clock().now(), ZONE));
  await makeUser(house as never, [{ clinicId: clinic.clinicId, roles: ['front_desk'] }], { email: 'desk@harbor.test', displayName: 'Finn Tan' });
  const weekly = (weekday: number, code: string, person: number, therapist: number) =>
    runAsSystem('test', () =>
      house.get(CreateSeries).run(clinic.clinicId, {
        serviceId: clinic.individualServiceId, staffIds: [clinic.therapists[therapist]!], clientIds: [clinic.people[person]!.clientId], roomId: clinic.rooms.hall,
        rule: `FREQ=WEEKLY;BYDAY=${code};UNTIL=${dayOf(WEEKS - 1, weekday).replaceAll('-', '')}`, startDay: dayOf(0, weekday), startTime: wallTime('10:00'), durationMinutes: 60,
      }),
    );
  tuesdays = (await weekly(2, 'TU', 9, 2)).id;
  mondays = (await weekly(1, 'MO', 12, 1)).id;
  // In the fourth week somebody else sees Mei Sato at eleven.
  await runAsSystem('test', () => house.get(BookSession).run(clinic.clinicId, {
    serviceId: clinic.individualServiceId, startsAt: instantOf(dayOf(3, 2), wallTime('11:00'), ZONE), endsAt: instantOf(dayOf(3, 2), wallTime('12:00'), ZONE),
    staffIds: [clinic.therapists[2]], roomId: null, clientIds: [clinic.people[10]!.clientId],
  }));
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

const problems: string[] = [];
const dayOf = (week: number, weekday: number): ClinicDay => addDays(clinic.monday, week * 7 + weekday - 1);
async function screen(options: Partial<PageOptions> = {}): Promise<WatchedPage> {
  const watched = await openPage(browser, { url: house.url, timeZone: ZONE, ...options });
  await signIn(watched.page, 'desk@harbor.test', TEST_PASSWORD);
  return watched;
}
const openWeek = (page: Page, week: number, more = '') => openScreen(page, clinic.slug, `/calendar?day=${dayOf(week, 2)}${more}`);
const block = (page: Page, who: string, day: string): Locator => page.getByRole('listitem').getByRole('button', { name: new RegExp(`^${who}.*\\b${day}\\b`) });
const sessionOf = async (person: number, week: number, weekday: number): Promise<string> =>
  (await house.database.one<{ id: string }>(
    `select s.id from scheduling.session s join scheduling.participation p on p.session_id = s.id where p.client_id = $1 and s.series_day = $2`, [clinic.people[person]!.clientId, dayOf(week, weekday)])).id;

/** Where a person's sessions of a series stand, week by week: `Tue 10:00`, or that they are cancelled. */
async function standing(seriesId: string): Promise<string[]> {
  const rows = await house.database.rows<{ starts_at: Date; status: string }>(
    `select s.starts_at, s.status from scheduling.session s join scheduling.series e on e.id = s.series_id where $1 in (e.id, e.continues_id, (select f.continues_id from scheduling.series f where f.id = e.continues_id)) order by s.starts_at`, [seriesId]);
  const weekday = (at: Date) => new Intl.DateTimeFormat('en-US', { weekday: 'short', timeZone: ZONE }).format(at);
  return rows.map((row) => (row.status === 'cancelled' ? 'cancelled' : `${weekday(row.starts_at)} ${wallTimeOf(row.starts_at, ZONE)}`));
}
async function until(seriesId: string, wanted: string[], what: string): Promise<void> {
  let seen: string[] = [];
  for (const end = performance.now() + 20_000; performance.now() < end; ) {
    seen = await standing(seriesId);
    if (seen.join() === wanted.join()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Waited in vain: ${what}; they stand ${seen.join(', ')}`);
}
const all = (time: string) => Array.from({ length: WEEKS }, () => time);

describe('a series on the calendar', () => {
  it.each<[string, Partial<PageOptions>]>([['wide', {}], ['dark', { dark: true }], ['820', { size: 'tablet' }], ['phone', { size: 'phone' }]])('asks which sessions are meant, and shows each date before it is saved: %s', async (name, options) => {
    const { page, problems: faults, close } = await screen(options);
    await openWeek(page, 1, `&session=${await sessionOf(9, 1, 2)}`);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Edit or move' }).click();
    await dialog.getByRole('radio', { name: 'This session only' }).and(page.locator(':checked')).waitFor();
    await dialog.getByRole('radio', { name: 'This and following' }).check();
    await dialog.getByText('each date shows here before it is saved').waitFor();
    await dialog.getByLabel('Begins').fill('11:00');
    await dialog.getByText('4 sessions change. 1 is taken: nothing changes there.').waitFor();
    const dates = dialog.getByRole('list', { name: 'Dates' });
    await dates.scrollIntoViewIfNeeded();
    expect(await dates.getByRole('listitem').count()).toBe(5);
    expect(await dates.getByRole('listitem').filter({ hasText: 'Taken' }).innerText()).toMatch(/Mei Sato is in Individual therapy, 11:00 AM – 12:00 PM/);
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, `series-edit-${name}`);
    await dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.getByRole('button', { name: /Discard|Leave/ }).click();
    await dialog.getByRole('button', { name: 'Cancel session' }).click();
    const cancelling = page.getByRole('dialog').filter({ hasText: 'Why is it cancelled?' });
    await cancelling.getByRole('radio', { name: 'This and following' }).check();
    await cancelling.getByText('5 sessions will be cancelled.').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, `series-cancel-${name}`);
    expect(await standing(tuesdays)).toEqual(all('Tue 10:00'));
    problems.push(...faults);
    await close();
  });

  it('pushed by keys changes this one, or it and all that follow but those taken; undone, all stand where they stood', async () => {
    const { page, problems: faults, close } = await screen();
    await openWeek(page, 1);
    const mine = block(page, 'Wanda Prokop', 'Tue');
    const push = async () => {
      await mine.focus();
      for (const key of ['m', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
      const card = page.getByRole('dialog', { name: 'Which sessions of the series' });
      await card.getByRole('radio', { name: 'This session only' }).and(page.locator(':focus')).waitFor();
      return card;
    };
    await push();
    await page.keyboard.press('Escape');
    await mine.and(page.locator(':focus')).waitFor();
    await push();
    await page.keyboard.press('Enter');
    await until(tuesdays, ['Tue 10:00', 'Tue 11:00', ...all('Tue 10:00').slice(2)], 'one moved');
    await page.getByText('Moved to Tue').waitFor();
    await page.keyboard.press('u');
    await until(tuesdays, all('Tue 10:00'), 'one moved back');
    // What somebody moved by hand stays with their hand: the series is changed from the next one on.
    await openWeek(page, 2);
    const card = await push();
    await page.keyboard.press('ArrowDown');
    await card.getByText('3 sessions change. 1 is taken').waitFor();
    await card.getByText('Mei Sato is in Individual therapy').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'series-dropped-wide');
    await page.keyboard.press('Enter');
    await until(tuesdays, ['Tue 10:00', 'Tue 10:00', 'Tue 11:00', 'Tue 10:00', 'Tue 11:00', 'Tue 11:00'], 'those that follow moved');
    await page.getByText('3 sessions of the series changed').waitFor();
    await page.keyboard.press('u');
    await until(tuesdays, all('Tue 10:00'), 'those that follow moved back');
    problems.push(...faults);
    await close();
  });

  it('moves to another weekday with all that follow; the dates before stay', async () => {
    const { page, problems: faults, close } = await screen();
    await openWeek(page, 2);
    await block(page, 'Jolene Whitaker', 'Mon').focus();
    for (const key of ['m', 'ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
    const card = page.getByRole('dialog', { name: 'Which sessions of the series' });
    await card.getByRole('radio', { name: 'This and following' }).check();
    await card.getByText('4 sessions change.').waitFor();
    await card.getByRole('button', { name: 'Change 4 sessions' }).click();
    await until(mondays, ['Mon 10:00', 'Mon 10:00', ...all('Wed 10:00').slice(2)], 'another weekday');
    await page.getByText('4 sessions of the series changed').waitFor();
    await page.keyboard.press('u');
    await until(mondays, all('Mon 10:00'), 'the weekday back');
    problems.push(...faults);
    await close();
  });

  it('refuses one session in place where its time is taken', async () => {
    const { page, close } = await screen();
    await openWeek(page, 3);
    await block(page, 'Wanda Prokop', 'Tue').focus();
    for (const key of ['m', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await page.getByRole('radio', { name: 'This session only' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Why it cannot stand here' }).getByText('Mei Sato is in Individual therapy').waitFor();
    expect(await standing(tuesdays)).toEqual(all('Tue 10:00'));
    await close();
  });

  it('is cancelled from a session on, the ones before stay, and stands again when that is undone', async () => {
    const { page, problems: faults, close } = await screen();
    await openWeek(page, 4, `&session=${await sessionOf(12, 4, 1)}`);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Cancel session' }).click();
    const cancelling = page.getByRole('dialog').filter({ hasText: 'Why is it cancelled?' });
    await cancelling.getByRole('radio', { name: 'This and following' }).check();
    await cancelling.getByText('2 sessions will be cancelled.').waitFor();
    await cancelling.getByRole('button', { name: 'Client cannot come' }).click();
    await until(mondays, [...all('Mon 10:00').slice(2), 'cancelled', 'cancelled'], 'the end of the series');
    await dialog.getByText('This session is cancelled').waitFor();
    await page.getByText('2 sessions of the series cancelled').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await until(mondays, all('Mon 10:00'), 'the series restored');
    problems.push(...faults);
    await close();
  });

  it('made no fault on the way', () => {
    expect(problems).toEqual([]);
  });
});

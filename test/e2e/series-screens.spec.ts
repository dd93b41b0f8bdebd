import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { Clock, addDays, clinicDayOf, instantOf, runAsSystem, timeZone, wallTime, wallTimeOf, type ClinicDay } from '#platform';
import { AddParticipants, BookSession, CreateGroup, CreateSeries, EditSeries, KeepApart } from '#scheduling';
import { accessibilityFaults, openPage, openScreen, picture, signIn, startBrowser, type PageOptions, type WatchedPage } from '../support/browser.js';
import { servedApp, type ServedApp } from '../support/served-app.js';
import { TEST_PASSWORD, makeUser } from '../support/sign-in.js';
import { weekOfSessions, type WeekOfSessions } from '../support/week-of-sessions.js';

const ZONE = timeZone('America/New_York');
const WEEKS = 6;
const HOURS_SHOWN = 12;

let house: ServedApp;
let browser: Browser;
let clinic: WeekOfSessions;
/** Wanda Prokop with Mei Sato on Tuesdays at ten, Jolene Whitaker with Jonas Keller on Mondays at ten, for six weeks. */
let tuesdays: string;
let mondays: string;
/** Chloe O’Rourke with Mei Sato on Wednesdays at ten, once it is asked for. */
let wednesdays: string;
/** A session of Tuesdays at eight; two who are kept apart came to the one after it already. */
let apart: string | undefined;

beforeAll(async () => {
  house = await servedApp();
  browser = await startBrowser();
  clinic = await weekOfSessions(house, ZONE, clinicDayOf(new Clock().now(), ZONE));
  await makeUser(house as never, [{ clinicId: clinic.clinicId, roles: ['front_desk'] }], { email: 'desk@harbor.test', displayName: 'Finn Tan' });
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

/** One session a week at ten, from the first week on. */
const weekly = (weekday: number, code: string, person: number, therapist: number) =>
  runAsSystem('test', () =>
    house.get(CreateSeries).run(clinic.clinicId, {
      serviceId: clinic.individualServiceId, staffIds: [clinic.therapists[therapist]!], clientIds: [clinic.people[person]!.clientId], roomId: clinic.rooms.hall,
      rule: `FREQ=WEEKLY;BYDAY=${code};UNTIL=${dayOf(WEEKS - 1, weekday).replaceAll('-', '')}`, startDay: dayOf(0, weekday), startTime: wallTime('10:00'), durationMinutes: 60,
    }),
  );
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
/** Waits until nothing carries the series on any more: it is whole. */
async function oneSeries(seriesId: string, what: string): Promise<void> {
  for (const end = performance.now() + 20_000; performance.now() < end; ) {
    if ((await house.database.rows('select from scheduling.series where continues_id = $1', [seriesId])).length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Waited in vain: one series ${what}`);
}
/** Carries a session by so many hours down with the mouse. */
async function drag(page: Page, what: Locator, hours: number): Promise<void> {
  await what.scrollIntoViewIfNeeded();
  const box = (await what.boundingBox())!;
  const column = (await page.locator('[data-lane]').first().boundingBox())!;
  const from = { x: box.x + box.width / 2, y: box.y + 8 };
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 3, from.y + 6);
  await page.mouse.move(from.x, from.y + (hours * column.height) / HOURS_SHOWN, { steps: 8 });
  await page.mouse.up();
}
/** Pushes it by keys and waits for the question. */
async function push(page: Page, what: Locator, keys: string[]): Promise<Locator> {
  await what.focus();
  for (const key of ['m', ...keys, 'Enter']) await page.keyboard.press(key);
  const card = page.getByRole('dialog', { name: 'Which sessions of the series' });
  await card.getByRole('radio', { name: 'This session only' }).and(page.locator(':focus')).waitFor();
  return card;
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
    await page.getByText('Undone').last().waitFor();
    await oneSeries(tuesdays, 'after the undo');
    // The date that was taken follows the series as before; the one moved by hand is still an exception.
    expect(await house.database.rows('select series_day as day from scheduling.session where series_id = $1 and changed_by_hand', [tuesdays])).toEqual([{ day: dayOf(1, 2) }]);
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

  it('leaves out a closed day unless somebody wants it all the same, and goes outside hours with a reason only', async () => {
    wednesdays = (await weekly(3, 'WE', 8, 2)).id;
    const { page, problems: faults, close } = await screen();
    await openWeek(page, 0);
    const chloe = block(page, 'Chloe O’Rourke', 'Wed');
    // Friday of the first week is closed for staff training.
    const closed = await push(page, chloe, ['ArrowRight', 'ArrowRight']);
    await closed.getByRole('radio', { name: 'This and following' }).check();
    // The Wednesday falls away, and its Friday is left out.
    await closed.getByText(/^6 sessions change\. 1 is on a closed day\./).waitFor();
    expect(await closed.getByRole('listitem').filter({ hasText: 'Falls away' }).count()).toBe(1);
    const friday = closed.getByRole('listitem').filter({ hasText: 'Staff training' });
    await friday.getByRole('checkbox').check();
    await closed.getByText(/^7 sessions change\./).waitFor();
    await closed.getByLabel('Reason to go outside hours').waitFor();
    expect(await closed.getByRole('button', { name: 'Change 7 sessions' }).isDisabled()).toBe(true);
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'series-closed-wide');
    await closed.getByRole('button', { name: 'Leave it where it was' }).click();
    const early = await push(page, chloe, Array.from({ length: 10 }, () => 'ArrowUp'));
    await early.getByRole('radio', { name: 'This and following' }).check();
    await early.getByText(/^6 sessions change\./).waitFor();
    expect(await early.getByRole('listitem').filter({ hasText: 'Outside hours' }).count()).toBe(6);
    await early.getByLabel('Reason to go outside hours').fill('Before her shift');
    await picture(page, 'series-outside-wide');
    await early.getByRole('button', { name: 'Change 6 sessions' }).click();
    await until(wednesdays, all('Wed 07:30'), 'before the clinic opens');
    expect(await house.database.rows(`select distinct outside_hours_reason as reason from scheduling.session where series_id = $1`, [wednesdays])).toEqual([{ reason: 'Before her shift' }]);
    await page.getByText('6 sessions of the series changed').waitFor();
    await page.keyboard.press('u');
    await until(wednesdays, all('Wed 10:00'), 'the hours back');
    problems.push(...faults);
    await close();
  });

  it('changed from a date on and undone is one series again: a change of all to come changes every session', async () => {
    const { page, problems: faults, close } = await screen();
    await openWeek(page, 2);
    const later = await push(page, block(page, 'Chloe O’Rourke', 'Wed'), ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown']);
    await later.getByRole('radio', { name: 'This and following' }).check();
    await later.getByRole('button', { name: 'Change 4 sessions' }).click();
    await until(wednesdays, [...all('Wed 10:00').slice(4), ...all('Wed 11:00').slice(2)], 'those that follow moved');
    await page.getByText('4 sessions of the series changed').waitFor();
    await page.keyboard.press('u');
    await oneSeries(wednesdays, 'after the undo');
    expect(await standing(wednesdays)).toEqual(all('Wed 10:00'));
    await page.getByText('Undone').waitFor();
    const every = await push(page, block(page, 'Chloe O’Rourke', 'Wed'), ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown']);
    await every.getByRole('radio', { name: 'All to come' }).check();
    await every.getByText(/^6 sessions change\./).waitFor();
    await picture(page, 'series-all-after-undo-wide');
    await every.getByRole('button', { name: 'Change 6 sessions' }).click();
    await until(wednesdays, all('Wed 12:00'), 'every session of it');
    await page.getByText('6 sessions of the series changed').waitFor();
    await page.keyboard.press('u');
    await until(wednesdays, all('Wed 10:00'), 'every session back');
    await page.getByText('Undone').last().waitFor();
    problems.push(...faults);
    await close();
  });

  it('dragged by the mouse asks the same: this one, or it and all that follow', async () => {
    const { page, problems: faults, close } = await screen();
    await openWeek(page, 1);
    const card = page.getByRole('dialog', { name: 'Which sessions of the series' });
    await drag(page, block(page, 'Chloe O’Rourke', 'Wed'), 2);
    await card.getByRole('radio', { name: 'This and following' }).check();
    await card.getByText(/^5 sessions change\./).waitFor();
    await card.getByRole('button', { name: 'Change 5 sessions' }).click();
    await until(wednesdays, ['Wed 10:00', ...all('Wed 12:00').slice(1)], 'those that follow dragged');
    await page.getByText('5 sessions of the series changed').waitFor();
    await page.keyboard.press('u');
    await until(wednesdays, all('Wed 10:00'), 'those that follow dragged back');
    await openWeek(page, 2);
    await drag(page, block(page, 'Chloe O’Rourke', 'Wed'), 2);
    await card.getByRole('radio', { name: 'This session only' }).waitFor();
    await card.getByRole('button', { name: 'Move', exact: true }).click();
    await until(wednesdays, ['Wed 10:00', 'Wed 10:00', 'Wed 12:00', ...all('Wed 10:00').slice(3)], 'one dragged');
    await page.getByText('Moved to Wed').waitFor();
    await page.keyboard.press('u');
    await until(wednesdays, all('Wed 10:00'), 'one dragged back');
    problems.push(...faults);
    await close();
  });

  it('that somebody else changed first is not overwritten: the second is told what they changed', async () => {
    const { page, problems: faults, close } = await screen();
    const sessionId = await sessionOf(9, 4, 2);
    await openWeek(page, 4, `&session=${sessionId}`);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Edit or move' }).click();
    await dialog.getByRole('radio', { name: 'This and following' }).check();
    await dialog.getByLabel('Begins').fill('16:00');
    const save = dialog.getByRole('button', { name: 'Change 2 sessions' });
    await save.waitFor();
    const { id, version } = await house.database.one<{ id: string; version: number }>('select e.id, e.version from scheduling.series e join scheduling.session s on s.series_id = e.id where s.id = $1', [sessionId]);
    await runAsSystem('Dana Whitfield', () => house.get(EditSeries).run(clinic.clinicId, id, { version, scope: 'all', title: 'Check-in talk' }));
    await save.click();
    await dialog.getByText('They changed: Title.').waitFor();
    expect((await standing(tuesdays)).every((one) => one === 'Tue 10:00')).toBe(true);
    await picture(page, 'series-stale-wide');
    await dialog.getByRole('button', { name: 'Reload theirs' }).click();
    await dialog.getByLabel('Title').and(page.locator('[value="Check-in talk"]')).waitFor();
    await dialog.getByLabel('Begins').fill('16:00');
    await save.click();
    await until(tuesdays, [...all('Tue 10:00').slice(2), 'Tue 16:00', 'Tue 16:00'], 'saved after theirs');
    problems.push(...faults);
    await close();
  });

  it('of a group keeps the group’s name and members, and changes its times', async () => {
    const { series } = await runAsSystem('test', () => house.get(CreateGroup).run(clinic.clinicId, {
      serviceId: clinic.groupServiceId, programId: clinic.programId, name: 'Morning skills', roomId: clinic.rooms.hall, staffIds: [clinic.therapists[2]!],
      series: { rule: `FREQ=WEEKLY;BYDAY=TH;UNTIL=${dayOf(WEEKS - 1, 4).replaceAll('-', '')}`, startDay: dayOf(1, 4), startTime: wallTime('10:00'), durationMinutes: 60 },
    }));
    const { page, problems: faults, close } = await screen();
    const { id } = await house.database.one<{ id: string }>('select id from scheduling.session where series_id = $1 and series_day = $2', [series!.id, dayOf(2, 4)]);
    await openWeek(page, 2, `&session=${id}`);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Edit or move' }).click();
    await dialog.getByLabel('Title').waitFor();
    await dialog.getByRole('radio', { name: 'This and following' }).check();
    await dialog.getByLabel('Title').waitFor({ state: 'detached' });
    await dialog.getByLabel('Begins').fill('11:30');
    await dialog.getByText(/^4 sessions change\./).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'series-group-wide');
    await dialog.getByRole('button', { name: 'Change 4 sessions' }).click();
    await until(series!.id, ['Thu 10:00', ...Array.from({ length: 4 }, () => 'Thu 11:30')], 'the group meets later');
    expect(await house.database.rows('select distinct title from scheduling.session where group_id is not null and clinic_id = $1', [clinic.clinicId])).toEqual([{ title: 'Morning skills' }]);
    problems.push(...faults);
    await close();
  });

  it.each<[string, Partial<PageOptions>]>([['wide', {}], ['dark', { dark: true }], ['phone', { size: 'phone' }]])('says on which dates two would meet who are kept apart, not who they are: %s', async (name, options) => {
    apart ??= await runAsSystem('test', async () => {
      const { sessions } = await house.get(CreateSeries).run(clinic.clinicId, {
        serviceId: clinic.groupServiceId, title: 'Peer support', capacity: 6, staffIds: [clinic.therapists[2]!], clientIds: [clinic.people[4]!.clientId], roomId: clinic.rooms.hall,
        rule: `FREQ=WEEKLY;BYDAY=TU;COUNT=${WEEKS}`, startDay: dayOf(0, 2), startTime: wallTime('08:00'), durationMinutes: 60,
      });
      await house.get(AddParticipants).run(clinic.clinicId, sessions[2]!.id, { clientIds: [5, 6].map((n) => clinic.people[n]!.clientId) });
      await house.get(KeepApart).run(clinic.clinicId, clinic.people[5]!.clientId, { otherClientId: clinic.people[6]!.clientId, reason: 'A protective order between the two' });
      return sessions[1]!.id;
    });
    const { page, problems: faults, close } = await screen(options);
    await openWeek(page, 1, `&session=${apart}`);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Edit or move' }).click();
    await dialog.getByRole('radio', { name: 'This and following' }).check();
    await dialog.getByLabel('Begins').fill('08:15');
    await dialog.getByText('4 sessions change. 1 is not possible: two who come cannot be here together.').waitFor();
    const dates = dialog.getByRole('list', { name: 'Dates' });
    await dates.scrollIntoViewIfNeeded();
    const date = dates.getByRole('listitem').filter({ hasText: 'Cannot be' });
    expect([await date.getByRole('checkbox').isDisabled(), await date.innerText()]).toEqual([true, expect.stringContaining('Ask their care team.')]);
    expect(await dates.innerText()).not.toMatch(/Karimov|Lefèvre|protective/);
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, `series-apart-${name}`);
    problems.push(...faults);
    await close();
  });

  it('made no fault on the way', () => {
    expect(problems).toEqual([]);
  });
});

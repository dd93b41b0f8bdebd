import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { DischargeClient } from '#episodes';
import type { Role } from '#identity';
import { Clock, addDays, clinicDayOf, runAsSystem, timeZone, type ClinicDay, type TimeZone } from '#platform';
import { accessibilityFaults, openPage, openScreen, picture, settled, signIn, startBrowser, type PageOptions, type WatchedPage } from '../support/browser.js';
import { clinicWithIntake, type ClinicWithIntake } from '../support/intake.js';
import { servedApp, type ServedApp } from '../support/served-app.js';
import { TEST_PASSWORD, makeUser } from '../support/sign-in.js';

// What is waited for is a condition, never a time; these only say when to give up on a machine that is busy with other things.
const PATIENCE = 60_000;
jest.setTimeout(6 * PATIENCE);

const NEWCOMERS = [['Marcus', 'Delacroix'], ['Owen', 'Fairbairn'], ['Ty', 'Hastings'], ['Noémie', 'Lefèvre'], ['Yolanda', 'Cisneros']] as const;
const ZONE: TimeZone = timeZone('America/New_York');

let house: ServedApp;
let browser: Browser;
let today: ClinicDay;
let clinic: ClinicWithIntake;
let slug: string;
const rows = <T>(sql: string, params: readonly unknown[] = []): Promise<T[]> => house.database.rows<T>(sql, params);

async function furnish(): Promise<void> {
  clinic = await clinicWithIntake(house.database, { inCare: 3, newcomers: NEWCOMERS.length, places: null });
  const { clinicId, newcomers } = clinic;
  await house.database.transaction(async () => {
    await rows(`update clinics.clinic set name = 'Harbor Street Clinic' where id = $1`, [clinicId]);
    for (const [at, [given, family]] of NEWCOMERS.entries()) await rows('update clients.client set given_name = $2, family_name = $3 where id = $1', [newcomers[at], given, family]);
    await rows(`insert into team.credential (id, clinic_id, staff_id, kind, number, expires_on) values (gen_random_uuid(), $1, $2, 'license', 'PSY-1', '2099-12-31')`, [clinicId, clinic.staffIds[0]]);
  });
  ({ slug } = await house.database.one<{ slug: string }>('select slug from clinics.clinic where id = $1', [clinicId]));
  const people: [string, string, Role[]][] = [['director@harbor.test', 'Robin Hale', ['director']], ['desk@harbor.test', 'Finn Tan', ['front_desk']], ['auditor@harbor.test', 'Sam Quill', ['auditor']]];
  for (const [email, displayName, roles] of people) await makeUser(house as never, [{ clinicId, roles }], { email, displayName });
}

beforeAll(async () => {
  house = await servedApp();
  browser = await startBrowser();
  today = clinicDayOf(new Clock().now(), ZONE);
  await runAsSystem('test', furnish);
}, 6 * PATIENCE);
afterAll(async () => {
  await browser.close();
  await house.close();
});

const opened = new Map<string, WatchedPage>();
/** The window of a person, signed in once for all tests. */
async function screen(email: string, options: Partial<PageOptions> = {}): Promise<Page> {
  const key = `${email} ${JSON.stringify(options)}`;
  const known = opened.get(key);
  if (known) return known.page;
  const watched = await openPage(browser, { url: house.url, timeZone: ZONE, ...options });
  watched.page.setDefaultTimeout(PATIENCE);
  // A test that failed with changes on its screen must not keep the next one there.
  watched.page.on('dialog', (dialog) => void dialog.accept());
  await signIn(watched.page, email, TEST_PASSWORD);
  opened.set(key, watched);
  return watched.page;
}
const waitlist = (page: Page) => openScreen(page, slug, `/programs/${clinic.programId}?part=intake`);
const entry = (page: Page, name: string) => page.getByRole('list', { name: 'Waitlist' }).getByRole('listitem', { name });
const states = async (): Promise<string[]> =>
  (await rows<{ line: string }>(`select c.given_name || ' ' || e.state as line from episodes.intake_entry e join clients.client c on c.id = e.client_id where e.program_id = $1 order by e.position, e.id`, [clinic.programId])).map((row) => row.line);
const clear = async (page: Page) => expect(await accessibilityFaults(page)).toEqual([]);

describe('the places of a program', () => {
  it('are said on its screen, and nobody waits while there is no limit', async () => {
    const page = await screen('director@harbor.test');
    await waitlist(page);
    await page.getByText('3 in care, no limit').waitFor();
    await clear(page);
    await picture(page, 'intake-empty-wide');
    await page.getByRole('button', { name: 'Edit' }).click();
    const drawer = page.getByRole('dialog', { name: 'Adult evening' });
    await drawer.getByLabel('Places').fill('3');
    await picture(page, 'intake-places-wide');
    await clear(page);
    await drawer.getByRole('button', { name: 'Save' }).click();
    await page.getByText('3 places: 3 taken, none free').waitFor();
  });

  it('that are all taken lead from the admission to the waitlist', async () => {
    const page = await screen('director@harbor.test');
    await openScreen(page, slug, `/clients/${clinic.newcomers[0]}`);
    await page.getByRole('button', { name: 'Admit to a program' }).first().click();
    const drawer = page.getByRole('dialog', { name: 'Admit to a program' });
    await drawer.getByLabel('Program').click();
    await page.getByRole('option', { name: 'Adult evening' }).click();
    await drawer.getByText('3 of 3 places are taken. Nobody else waits.').waitFor();
    await clear(page);
    await picture(page, 'intake-full-wide');
    await drawer.getByRole('button', { name: 'Put on the waitlist' }).click();
    await page.getByText('Number 1 in line', { exact: false }).waitFor();
    await clear(page);
    await picture(page, 'intake-chart-wide');
    expect(await states()).toEqual(['Marcus waiting']);
  });
});

describe('waiting for a program', () => {
  it('is begun by the front desk, from the chart or from the list, by keyboard', async () => {
    const page = await screen('desk@harbor.test');
    await openScreen(page, slug, `/clients/${clinic.newcomers[1]}`);
    await page.getByRole('button', { name: 'Put on a waitlist' }).click();
    const aside = page.getByRole('dialog', { name: 'Put on a waitlist' });
    await aside.getByLabel('Program').click();
    await page.getByRole('option', { name: 'Adult evening' }).click();
    await aside.getByText('1 person waits.', { exact: false }).waitFor();
    await aside.getByLabel('Note').fill('Evenings after five');
    await clear(page);
    await picture(page, 'intake-join-chart-wide');
    await aside.getByRole('button', { name: 'Put on the list' }).click();
    await page.getByText('Number 2 in line', { exact: false }).waitFor();
    await waitlist(page);
    await entry(page, 'Owen Fairbairn').waitFor();
    for (const [words, name] of [['hast', 'Ty Hastings'], ['lefe', 'Noémie Lefèvre']] as const) {
      await page.keyboard.press('w');
      const drawer = page.getByRole('dialog', { name: 'Wait for Adult evening' });
      await drawer.getByLabel('Find a client').fill(words);
      await drawer.getByRole('button', { name: `Choose ${name}` }).click();
      if (words === 'hast') {
        await clear(page);
        await picture(page, 'intake-join-wide');
      }
      await drawer.getByLabel('Note').press('Control+Enter');
      await entry(page, name).waitFor();
    }
    expect(await states()).toEqual(['Marcus waiting', 'Owen waiting', 'Ty waiting', 'Noémie waiting']);
  });

  it('keeps its order, which changes with a reason that stays', async () => {
    const page = await screen('desk@harbor.test');
    await waitlist(page);
    await page.getByRole('button', { name: 'More for Ty Hastings' }).click();
    await page.getByRole('menuitem', { name: 'Change their turn' }).click();
    const drawer = page.getByRole('dialog', { name: 'Change their turn' });
    await drawer.getByLabel('New place').fill('2');
    await drawer.getByRole('button', { name: 'Move' }).click();
    await drawer.getByText('Say why.').waitFor();
    await drawer.getByLabel('Why').fill('Asked before Owen did, and was put down late');
    await picture(page, 'intake-move-wide');
    await clear(page);
    await drawer.getByRole('button', { name: 'Move' }).click();
    await page.getByText('Now number 2 in line').waitFor();
    expect(await states()).toEqual(['Marcus waiting', 'Ty waiting', 'Owen waiting', 'Noémie waiting']);
    await page.getByRole('button', { name: 'More for Ty Hastings' }).click();
    await page.getByRole('menuitem', { name: 'What has happened' }).click();
    await page.getByText('Moved from 3 to 2').waitFor();
    await clear(page);
    await picture(page, 'intake-history-wide');
    await page.getByRole('button', { name: 'Close' }).click();
  });

  it('can be ended, and the end taken back', async () => {
    const page = await screen('desk@harbor.test');
    await waitlist(page);
    await page.getByRole('button', { name: 'More for Owen Fairbairn' }).click();
    await page.getByRole('menuitem', { name: 'Take off the list' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take off the list' }).click();
    await page.getByRole('table', { name: 'No longer waiting' }).getByText('Off the list').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await entry(page, 'Owen Fairbairn').waitFor();
    expect(await states()).toEqual(['Marcus waiting', 'Ty waiting', 'Owen waiting', 'Noémie waiting']);
  });
});

describe('a place that frees', () => {
  it('is offered to the first, and is on the work list until somebody has told them', async () => {
    await runAsSystem('test', () => house.get(DischargeClient).run(clinic.clinicId, clinic.people[0]!.episodeId, { version: 1, dischargedOn: addDays(today, -1), disposition: 'completed' }));
    const page = await screen('desk@harbor.test');
    await openScreen(page, slug, '/work-list?whose=unowned');
    await page.getByText('Tell them of the place in Adult evening').waitFor();
    await clear(page);
    await picture(page, 'intake-work-wide');
    await openScreen(page, slug, '/today');
    await page.getByRole('heading', { name: 'Places offered, to be told' }).waitFor();
    await clear(page);
    await page.getByRole('link', { name: 'Tell them of the place in Adult evening' }).click();
    await entry(page, 'Marcus Delacroix').getByText('Place offered, to be told').waitFor();
    await clear(page);
    await picture(page, 'intake-offered-wide');
    await page.getByRole('button', { name: 'Tell Marcus Delacroix of the place' }).click();
    const drawer = page.getByRole('dialog', { name: 'Tell them of the place' });
    await drawer.getByText('Left word').click();
    await drawer.getByLabel('Note').fill('Calls back tomorrow');
    await clear(page);
    await picture(page, 'intake-tell-wide');
    await drawer.getByRole('button', { name: 'Note it' }).click();
    await entry(page, 'Marcus Delacroix').getByText('1 attempt, last: left word').waitFor();
    await entry(page, 'Marcus Delacroix').getByText(/kept until .*, in 2 days/).waitFor();
    await openScreen(page, slug, '/work-list?whose=unowned');
    await page.getByText('Nothing waits for somebody').waitFor();
  });

  it('goes to the next when it is declined, with the reason', async () => {
    const page = await screen('desk@harbor.test');
    await waitlist(page);
    await page.getByRole('button', { name: 'Decline for Marcus Delacroix' }).click();
    const drawer = page.getByRole('dialog', { name: 'They decline' });
    await drawer.getByLabel('Why').fill('Starts elsewhere on Monday');
    await clear(page);
    await drawer.getByRole('button', { name: 'They declined' }).click();
    await entry(page, 'Ty Hastings').getByText('Place offered, to be told').waitFor();
    await page.getByRole('table', { name: 'No longer waiting' }).getByText('Starts elsewhere on Monday').waitFor();
    expect(await states()).toEqual(['Marcus declined', 'Ty offered', 'Owen waiting', 'Noémie waiting']);
    await page.getByRole('button', { name: /^Admit/ }).waitFor({ state: 'detached' });
  });

  it('is taken by admitting whom it is kept for, straight from the list', async () => {
    const page = await screen('director@harbor.test');
    await waitlist(page);
    await page.getByRole('link', { name: 'Admit Ty Hastings' }).click();
    const drawer = page.getByRole('dialog', { name: 'Admit to a program' });
    await drawer.getByText('A place is kept for them', { exact: false }).waitFor();
    await clear(page);
    await picture(page, 'intake-admit-wide');
    await drawer.getByRole('combobox', { name: 'Primary' }).click();
    await page.getByRole('option', { name: 'Ada Okafor' }).click();
    await drawer.getByRole('button', { name: 'Admit', exact: true }).click();
    await page.getByText('Admitted', { exact: true }).first().waitFor();
    expect(await states()).toEqual(['Marcus declined', 'Ty admitted', 'Owen waiting', 'Noémie waiting']);
    await waitlist(page);
    await page.getByText('3 places: 3 taken, none free').waitFor();
  });
});

describe('the waitlist of a program', () => {
  it.each<[string, Partial<PageOptions>]>([['dark', { dark: true }], ['820', { size: 'tablet' }], ['phone', { size: 'phone' }]])('reads well: %s', async (name, options) => {
    if (name === 'dark') await runAsSystem('test', () => house.get(DischargeClient).run(clinic.clinicId, clinic.people[1]!.episodeId, { version: 1, dischargedOn: today, disposition: 'completed' }));
    const page = await screen('director@harbor.test', options);
    await waitlist(page);
    await entry(page, 'Owen Fairbairn').getByText('Place offered, to be told').waitFor();
    await clear(page);
    await picture(page, `intake-${name}`);
  });

  it('offers nothing to those who may only read', async () => {
    const page = await screen('auditor@harbor.test');
    await waitlist(page);
    await entry(page, 'Noémie Lefèvre').waitFor();
    expect(await page.getByRole('button', { name: /Admit|Decline|Tell|More for|Put on|Put back/ }).count()).toBe(0);
    expect(await page.getByRole('link', { name: /^Admit/ }).count()).toBe(0);
    await settled(page);
  });

  it('made no fault on the way', () => {
    expect([...opened.values()].flatMap((watched) => watched.problems)).toEqual([]);
  });
});

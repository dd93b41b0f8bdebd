import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { Clock, addDays, clinicDayOf, runAsSystem, runInContext, timeZone, wallTime, weekStartOf, type ClinicDay, type TimeZone } from '#platform';
import { CreateGroup, EnrolInGroup } from '#scheduling';
import { accessibilityFaults, openPage, openScreen, picture, settled, signIn, startBrowser, type PageOptions, type WatchedPage } from '../support/browser.js';
import { nameClinic } from '../support/named-clinic.js';
import { bookableClinic, type BookableClinic } from '../support/schedule.js';
import { servedApp, type ServedApp } from '../support/served-app.js';
import { TEST_PASSWORD } from '../support/sign-in.js';

// What is waited for is a condition, never a time; these only say when to give up on a machine that is busy with other things.
const PATIENCE = 60_000;
jest.setTimeout(6 * PATIENCE);

const NAMES = [['Leo', 'Abara'], ['Eli', 'Brandt'], ['Marcus', 'Delacroix'], ['Owen', 'Fairbairn'], ['Ty', 'Hastings'], ['Noémie', 'Lefèvre']] as const;
const ZONE: TimeZone = timeZone('America/New_York');

let house: ServedApp;
let browser: Browser;
let today: ClinicDay;
let clinic: BookableClinic;
let slug: string;
let group: string;

const asDirector = <T>(work: () => Promise<T>): Promise<T> => runInContext({ requestId: 'test', actor: { kind: 'user', userId: null, displayName: 'Robin Hale', sessionId: null } }, work);
const rows = <T>(sql: string, params: readonly unknown[] = []): Promise<T[]> => house.database.rows<T>(sql, params);

/** A group of two seats, both taken, that meets every Tuesday and Thursday; Ty is elsewhere on Thursdays. */
async function furnish(): Promise<void> {
  const from = addDays(weekStartOf(today, 1), -28);
  clinic = await bookableClinic(house.database, NAMES.length, { timeZone: ZONE, admittedOn: from });
  const { clinicId, people, therapists, rooms } = clinic;
  slug = await nameClinic(house, clinic, {
    clients: NAMES, staff: { [therapists[0]]: ['Maya', 'Torres'], [therapists[1]]: ['Jonas', 'Weber'], [therapists[2]]: ['Dolores', 'Ibáñez'] }, rooms: { [rooms.small]: 'Birch room', [rooms.large]: 'Cedar room' },
    signIn: ['front_desk', 'auditor'],
  });
  const found = (name: string, nth: number, roomId: string, rule: string, capacity: number) =>
    asDirector(() =>
      house.get(CreateGroup).run(clinicId, {
        name, serviceId: clinic.groupServiceId, programId: clinic.programId, roomId, staffIds: [therapists[nth] as string], capacity, minimum: 1,
        series: { rule, startDay: addDays(weekStartOf(today, 1), 7), startTime: wallTime('17:30'), durationMinutes: 90 },
      })).then((made) => made.id);
  group = await found('Process group', 0, rooms.small, 'FREQ=WEEKLY;BYDAY=TU,TH', 2);
  const other = await found('Relapse prevention', 1, rooms.large, 'FREQ=WEEKLY;BYDAY=TH', 8);
  const join = (groupId: string, at: number) => asDirector(() => house.get(EnrolInGroup).run(clinicId, groupId, { episodeId: people[at]!.episodeId, joinedOn: today }));
  await join(group, 0);
  await join(group, 1);
  await join(other, 4);
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
const entry = (page: Page, name: string) => page.getByRole('list', { name: 'Waitlist' }).getByRole('listitem', { name });
const states = async (): Promise<string[]> => (await rows<{ line: string }>(`select c.given_name || ' ' || e.state as line from scheduling.waitlist_entry e join clients.client c on c.id = e.client_id where e.group_id = $1 order by e.position`, [group])).map((row) => row.line);
async function until(check: () => Promise<boolean>, what: string): Promise<void> {
  for (const end = performance.now() + PATIENCE; performance.now() < end; ) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Waited in vain: ${what}`);
}

describe('waiting for a full group', () => {
  it('is offered where the enrolment is refused', async () => {
    const page = await screen('desk@harbor.test');
    await openScreen(page, slug, `/groups/${group}?part=waitlist`);
    await page.getByText('Nobody waits').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'waitlist-empty-wide');
    await page.getByRole('button', { name: 'Roster' }).click();
    await page.getByRole('button', { name: 'Enrol', exact: true }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('button', { name: /Marcus Delacroix/ }).click();
    await drawer.getByRole('button', { name: 'Enrol', exact: true }).click();
    await drawer.getByText('They can wait for a seat').waitFor();
    await picture(page, 'waitlist-refused-wide');
    expect(await accessibilityFaults(page)).toEqual([]);
    await drawer.getByRole('button', { name: 'Put on the waitlist' }).click();
    await page.getByRole('button', { name: 'Waitlist (1)' }).waitFor();
    expect(await states()).toEqual(['Marcus waiting']);
  });

  it('keeps its order, which a person may change, and a note', async () => {
    const page = await screen('desk@harbor.test');
    await openScreen(page, slug, `/groups/${group}?part=waitlist`);
    for (const [name, note] of [['Ty Hastings', ''], ['Owen Fairbairn', 'Tuesdays suit best'], ['Noémie Lefèvre', '']] as const) {
      await page.getByRole('button', { name: 'Put on the waitlist' }).click();
      const drawer = page.getByRole('dialog', { name: 'Wait for Process group' });
      await drawer.getByRole('button', { name: new RegExp(name) }).click();
      if (note) await drawer.getByLabel('Note').fill(note);
      if (note) await picture(page, 'waitlist-join-wide');
      await drawer.getByRole('button', { name: 'Put on the list' }).click();
      await entry(page, name).waitFor();
    }
    await page.getByRole('button', { name: 'Move Owen Fairbairn up' }).click();
    await until(async () => (await states()).join() === 'Marcus waiting,Owen waiting,Ty waiting,Noémie waiting', 'the new order');
    await entry(page, 'Owen Fairbairn').getByText('Tuesdays suit best').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'waitlist-wide');
    await openScreen(page, slug, '/groups');
    await page.getByRole('table', { name: 'Groups' }).getByText('4 wait').waitFor();
    await picture(page, 'waitlist-list-wide');
  });
});

describe('a seat that frees', () => {
  it('is offered to the first, kept, and shown where the day’s work is', async () => {
    const page = await screen('desk@harbor.test');
    await openScreen(page, slug, `/groups/${group}`);
    await page.getByRole('button', { name: 'More for Leo Abara' }).click();
    await page.getByRole('menuitem', { name: 'End membership' }).click();
    await page.getByRole('dialog', { name: 'End the membership' }).getByRole('button', { name: 'End membership' }).click();
    await page.getByText('Last day today').waitFor();
    expect(await states()).toEqual(['Marcus offered', 'Owen waiting', 'Ty waiting', 'Noémie waiting']);
    await page.getByRole('button', { name: 'Waitlist (4)' }).click();
    await entry(page, 'Marcus Delacroix').getByText(/kept until .*, in 2 days/).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'waitlist-offered-wide');
    await openScreen(page, slug, '/today');
    await page.getByRole('heading', { name: 'Seats offered' }).waitFor();
    await page.getByText('Marcus Delacroix').first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'waitlist-today-wide');
    await page.getByRole('link', { name: 'Process group' }).first().click();
    await entry(page, 'Marcus Delacroix').waitFor();
  });

  it('goes to the next when it is declined or taken back', async () => {
    const page = await screen('desk@harbor.test');
    await openScreen(page, slug, `/groups/${group}?part=waitlist`);
    await page.getByRole('button', { name: 'Decline for Marcus Delacroix' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'They declined' }).click();
    await entry(page, 'Owen Fairbairn').getByText('Seat offered').waitFor();
    await page.getByRole('table', { name: 'No longer waiting' }).getByText('Declined').waitFor();
    await page.getByRole('button', { name: 'More for Owen Fairbairn' }).click();
    await page.getByRole('menuitem', { name: 'Take the offer back' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
    await entry(page, 'Ty Hastings').getByText('Seat offered').waitFor();
    expect((await states()).filter((line) => !line.startsWith('Marcus'))).toEqual(['Ty offered', 'Noémie waiting', 'Owen waiting']);
  });

  it('becomes a membership, without the dates on which something is in the way', async () => {
    const page = await screen('desk@harbor.test');
    await openScreen(page, slug, `/groups/${group}?part=waitlist`);
    await page.getByRole('button', { name: 'Accept for Ty Hastings' }).click();
    const drawer = page.getByRole('dialog', { name: 'Accept the offer' });
    await picture(page, 'waitlist-accept-wide');
    expect(await accessibilityFaults(page)).toEqual([]);
    await drawer.getByRole('button', { name: 'Accept', exact: true }).click();
    await drawer.getByText(/: Relapse prevention, 5:30/).first().waitFor();
    await drawer.getByRole('button', { name: /^Enrol without these \d+ dates$/ }).click();
    await page.getByText(/^Joined and booked in \d+ sessions$/).waitFor();
    await entry(page, 'Ty Hastings').waitFor({ state: 'detached' });
    expect(await rows('select count(*)::int as n from scheduling.group_member where group_id = $1 and client_id = $2', [group, clinic.people[4]!.clientId])).toEqual([{ n: 1 }]);
  });

  it('tells whoever accepts too late, and has gone on to the next', async () => {
    const page = await screen('desk@harbor.test');
    await openScreen(page, slug, `/groups/${group}`);
    await page.getByRole('button', { name: 'More for Eli Brandt' }).click();
    await page.getByRole('menuitem', { name: 'End membership' }).click();
    await page.getByRole('dialog', { name: 'End the membership' }).getByRole('button', { name: 'End membership' }).click();
    await page.getByText(/^Membership saved/).waitFor();
    await openScreen(page, slug, `/groups/${group}?part=waitlist`);
    await page.getByRole('button', { name: 'Accept for Noémie Lefèvre' }).click();
    await runAsSystem('test', () => house.database.transaction(() => rows(`update scheduling.seat_offer set offered_at = now() - interval '3 days', expires_at = now() - interval '1 minute' where group_id = $1 and state = 'open'`, [group])));
    await page.getByRole('dialog', { name: 'Accept the offer' }).getByRole('button', { name: 'Accept', exact: true }).click();
    await page.getByRole('dialog', { name: 'Accept the offer' }).getByText('The time of this offer is up; the seat goes to the next who waits.').waitFor();
    await picture(page, 'waitlist-late-wide');
    await until(async () => (await states()).includes('Owen offered'), 'the offer to the next');
    await page.getByRole('dialog', { name: 'Accept the offer' }).getByRole('button', { name: 'Cancel' }).click();
    await entry(page, 'Owen Fairbairn').getByText('Seat offered').waitFor();
    await page.getByRole('table', { name: 'No longer waiting' }).getByText('Time was up').waitFor();
  });
});

describe('the waitlist', () => {
  it.each<[string, Partial<PageOptions>]>([['dark', { dark: true }], ['820', { size: 'tablet' }], ['phone', { size: 'phone' }]])('reads well: %s', async (name, options) => {
    const page = await screen('desk@harbor.test', options);
    await openScreen(page, slug, `/groups/${group}?part=waitlist`);
    await entry(page, 'Owen Fairbairn').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, `waitlist-${name}`);
  });

  it('offers nothing to those who may only read', async () => {
    const page = await screen('auditor@harbor.test');
    await openScreen(page, slug, `/groups/${group}?part=waitlist`);
    await entry(page, 'Owen Fairbairn').waitFor();
    expect(await page.getByRole('button', { name: /Accept|Decline|Move|More for|Put on/ }).count()).toBe(0);
    await settled(page);
  });

  it('made no fault on the way', () => {
    expect([...opened.values()].flatMap((watched) => watched.problems)).toEqual([]);
  });
});

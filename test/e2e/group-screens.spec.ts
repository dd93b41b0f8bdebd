import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { RecordAttendance } from '#attendance';
import { Clock, addDays, clinicDayOf, instantOf, newId, runAsSystem, runInContext, wallTime, weekStartOf, type ClinicDay, type TimeZone } from '#platform';
import { BookSession, CreateGroup, EnrolInGroup } from '#scheduling';
import { accessibilityFaults, openPage, openScreen, picture, settled, signIn, startBrowser, type PageOptions, type WatchedPage } from '../support/browser.js';
import { daytimeZone } from '../support/daytime.js';
import { nameClinic } from '../support/named-clinic.js';
import { bookableClinic, type BookableClinic } from '../support/schedule.js';
import { servedApp, type ServedApp } from '../support/served-app.js';
import { TEST_PASSWORD } from '../support/sign-in.js';

// What is waited for is a condition, never a time; these only say when to give up on a machine that is busy with other things.
const PATIENCE = 60_000;
jest.setTimeout(6 * PATIENCE);

const NAMES = [
  ['Leo', 'Abara'], ['Eli', 'Brandt'], ['Marcus', 'Delacroix'], ['Owen', 'Fairbairn'], ['Ty', 'Hastings'], ['Rashid', 'Karimov'], ['Noémie', 'Lefèvre'], ['Bia', 'Nascimento'],
  ['Chloe', 'O’Rourke'], ['Wanda', 'Prokop'], ['Priya', 'Raman'], ['Ingrid', 'Solberg'], ['Jolene', 'Whitaker'],
] as const;
const TOPICS = ['What mindfulness is', 'Wise mind', 'Distress tolerance', 'Radical acceptance', 'Emotion regulation', 'Asking for what you need'];
const STAFF = [['Maya', 'Torres'], ['Jonas', 'Weber'], ['Dolores', 'Ibáñez']] as const;

let house: ServedApp;
let browser: Browser;
let zone: TimeZone;
let today: ClinicDay;
let clinic: BookableClinic;
let slug: string;
let skills: string;
let process: string;
let art: string;

const monday = (weeks: number): ClinicDay => addDays(weekStartOf(today, 1), 7 * weeks);
const as = <T>(displayName: string, work: () => Promise<T>): Promise<T> => runInContext({ requestId: 'test', actor: { kind: 'user', userId: null, displayName, sessionId: null } }, work);
const rows = <T>(sql: string, params: readonly unknown[] = []): Promise<T[]> => house.database.rows<T>(sql, params);

async function furnish(): Promise<void> {
  clinic = await bookableClinic(house.database, NAMES.length, { timeZone: zone, admittedOn: monday(-5) });
  const { clinicId, people, therapists, rooms, groupServiceId: serviceId, programId } = clinic;
  slug = await nameClinic(house, clinic, {
    clients: NAMES, staff: Object.fromEntries(therapists.map((id, at) => [id, STAFF[at] as (typeof STAFF)[number]])), rooms: { [rooms.large]: 'Cedar room', [rooms.small]: 'Birch room', [rooms.hall]: 'Garden terrace' },
    // Whoever enters a whole track from a chart is on that client's care team.
    signIn: ['director', 'therapist', 'auditor'], ada: { staffId: therapists[0], caresFor: [people[11]!], since: addDays(today, -28) },
  });
  await house.database.transaction(() => rows(`insert into clinics.closure (id, clinic_id, day, reason) values ($1, $2, $3, 'Staff day')`, [newId(), clinicId, addDays(monday(2), 1)]));
  const found = (name: string, nth: number, roomId: string | null, rule: string, time: string, extra: object = {}) =>
    as('Robin Hale', () =>
      house.get(CreateGroup).run(clinicId, { name, serviceId, programId, roomId, staffIds: [therapists[nth] as string], series: { rule, startDay: monday(-4), startTime: wallTime(time), durationMinutes: 90 }, ...extra })).then((made) => made.id);
  skills = await found('DBT skills, evening', 0, rooms.large, 'FREQ=WEEKLY;BYDAY=MO,WE,TH', '17:30', { capacity: 10, curriculum: TOPICS.map((title) => ({ title, note: '' })) });
  process = await found('Process group', 1, rooms.small, 'FREQ=WEEKLY;BYDAY=TU,TH', '17:30', { capacity: 3 });
  art = await found('Art therapy', 2, null, 'FREQ=WEEKLY;BYDAY=FR', '15:00', { enrollment: 'closed', telehealth: true, telehealthUrl: 'https://meet.example.test/art', capacity: 8 });
  const over = await found('Sleep and rest', 2, rooms.hall, 'FREQ=WEEKLY;COUNT=2', '09:00');
  await house.database.transaction(() => rows('update scheduling.therapy_group set active = false where id = $1', [over]));
  const join = (groupId: string, at: number, joinedOn: ClinicDay = today) =>
    as('Robin Hale', () => house.get(EnrolInGroup).run(clinicId, groupId, { episodeId: people[at]!.episodeId, joinedOn, reason: 'Agreed' }));
  for (let at = 0; at < 7; at++) await join(skills, at);
  await join(skills, 7, monday(2));
  for (const at of [8, 9, 10]) await join(process, at);
  // Dolores is busy on one of the Tuesdays to come.
  await as('Robin Hale', () => house.get(BookSession).run(clinicId, { serviceId: clinic.individualServiceId, startsAt: instantOf(addDays(monday(3), 1), wallTime('10:30'), zone), staffIds: [therapists[2]], clientIds: [people[12]!.clientId] }));
  await past(skills, [0, 1, 2, 3, 4, 5, 11]);
}

/** Four weeks in which most came, as they are recorded. */
async function past(groupId: string, who: number[]): Promise<void> {
  await house.database.transaction(async () => {
    await rows('update scheduling.group_member set joined_on = $2 where group_id = $1 and joined_on = $3', [groupId, monday(-4), today]);
    await rows(`insert into scheduling.participation (id, clinic_id, session_id, client_id, episode_id, starts_at, ends_at, live)
      select gen_random_uuid(), s.clinic_id, s.id, x.client, x.episode, s.starts_at, s.ends_at, s.live from scheduling.session s cross join unnest($2::uuid[], $3::uuid[]) as x(client, episode)
      where s.group_id = $1 and s.ends_at < $4 and s.clinic_day < $5`, [groupId, who.map((at) => clinic.people[at]!.clientId), who.map((at) => clinic.people[at]!.episodeId), new Clock().now(), today]);
  });
  const sessions = await rows<{ id: string; places: string[] }>(
    `select s.id, json_agg(p.id order by p.client_id) as places from scheduling.session s join scheduling.participation p on p.session_id = s.id where s.group_id = $1 and s.clinic_day < $2 group by s.id, s.starts_at order by s.starts_at`, [groupId, today]);
  for (const [nth, session] of sessions.slice(0, -1).entries()) {
    await as('Ada Okafor', () =>
      house.get(RecordAttendance).run(clinic.clinicId, session.id, {
        marks: session.places.map((participationId, at) => ((at * 3 + nth) % 9 === 0 ? { participationId, status: 'no_show' as const } : (at + nth * 5) % 13 === 1 ? { participationId, status: 'excused' as const, reason: 'Illness' } : { participationId, status: 'attended' as const })),
        mayCorrect: true,
      }));
  }
}

beforeAll(async () => {
  house = await servedApp();
  browser = await startBrowser();
  const now = new Clock().now();
  zone = daytimeZone(now);
  today = clinicDayOf(now, zone);
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
  const watched = await openPage(browser, { url: house.url, timeZone: zone, ...options });
  watched.page.setDefaultTimeout(PATIENCE);
  // A test that failed with changes on its screen must not keep the next one there.
  watched.page.on('dialog', (dialog) => void dialog.accept());
  await signIn(watched.page, email, TEST_PASSWORD);
  opened.set(key, watched);
  return watched.page;
}
/** Works on a screen. */
async function on(email: string, path: string, work: (page: Page) => Promise<void>, options: Partial<PageOptions> = {}): Promise<void> {
  const page = await screen(email, options);
  await openScreen(page, slug, path);
  await work(page);
}
async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}
const members = async (groupId: string): Promise<number> => (await rows<{ n: number }>('select count(*)::int as n from scheduling.group_member where group_id = $1', [groupId]))[0]?.n ?? 0;
async function until(check: () => Promise<boolean>, what: string): Promise<void> {
  for (const end = performance.now() + PATIENCE; performance.now() < end; ) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Waited in vain: ${what}`);
}

describe('the list of groups', () => {
  it('shows seats, times and facilitators, and keeps its filters in the address', () =>
    on('director@harbor.test', '/groups', async (page) => {
      const table = page.getByRole('table', { name: 'Groups' });
      await table.getByText('7 of 10').waitFor();
      await table.getByText(/^Every Monday, Wednesday and Thursday, 5:30/).waitFor();
      expect(await table.getByRole('link').count()).toBe(3);
      expect(await accessibilityFaults(page)).toEqual([]);
      await picture(page, 'groups-list-wide');
      await choose(page, 'Weekday', 'Friday');
      await page.waitForURL(/weekday=5/);
      await table.getByText('DBT skills, evening').waitFor({ state: 'detached' });
      expect(await table.getByRole('link').count()).toBe(1);
      await page.reload();
      await settled(page);
      expect(await table.getByRole('link').count()).toBe(1);
      await page.getByRole('button', { name: 'Clear filters' }).click();
      await choose(page, 'Which groups', 'Full');
      await table.getByText('Art therapy').waitFor({ state: 'detached' });
      await table.getByText('3 of 3').waitFor();
      await choose(page, 'Which groups', 'No longer held');
      await table.getByText('Sleep and rest').waitFor();
      await page.getByRole('searchbox', { name: 'Find a group' }).fill('no such thing');
      await page.getByText('No group fits these filters').waitFor();
      await picture(page, 'groups-none-wide');
    }));
});

describe('a new group', () => {
  it('shows each of its dates before it is saved, names what is in the way, and is saved with those chosen', () =>
    on('director@harbor.test', '/groups/new', async (page) => {
      await page.getByLabel('Name', { exact: true }).fill('Mindful mornings');
      await choose(page, 'Program', 'Adult evening');
      await choose(page, 'Service', 'Process group');
      await choose(page, 'Facilitators', 'Dolores Ibáñez');
      await page.keyboard.press('Escape');
      await choose(page, 'Room', 'Birch room · holds 8');
      await page.getByRole('button', { name: 'Add a topic' }).click();
      await page.getByLabel('Topic 1', { exact: true }).fill('Breathing');
      await page.keyboard.press('Enter');
      await page.getByLabel('Topic 2', { exact: true }).fill('Walking');
      await page.getByText('Tue', { exact: true }).click();
      await page.getByLabel('At', { exact: true }).fill('10:00');
      await page.getByText('After', { exact: true }).click();
      await page.getByLabel('Sessions', { exact: true }).fill('6');
      await page.getByText('Every Tuesday, 6 times').waitFor();
      const dates = page.getByRole('list', { name: 'Dates' });
      await dates.getByText('Staff day').waitFor();
      await dates.getByText(/^Dolores Ibáñez: Individual therapy, 10:30/).waitFor();
      await page.getByText('4 of 6 dates; 1 closed, 1 in conflict.').waitFor();
      await settled(page);
      expect(await accessibilityFaults(page)).toEqual([]);
      await dates.scrollIntoViewIfNeeded();
      await picture(page, 'groups-new-wide');
      await dates.getByRole('checkbox').first().uncheck();
      await page.getByText('3 of 6 dates; 1 closed, 1 in conflict, 1 left out.').waitFor();
      await page.getByRole('button', { name: 'Set up with 3 sessions' }).click();
      await page.getByRole('heading', { name: 'Mindful mornings' }).waitFor();
      await settled(page);
      const saved = await rows<{ sessions: number; topics: string }>(
        `select (select count(*)::int from scheduling.session s where s.group_id = g.id) as sessions, (select string_agg(t->>'title', ', ') from jsonb_array_elements(g.curriculum) t) as topics from scheduling.therapy_group g where name = 'Mindful mornings'`);
      expect(saved).toEqual([{ sessions: 3, topics: 'Breathing, Walking' }]);
      await page.getByText('Nobody is in this group yet').waitFor();
      await picture(page, 'groups-empty-wide');
    }));

  it('says at the field what is missing, and asks before what was typed is lost', () =>
    on('director@harbor.test', '/groups/new', async (page) => {
      await page.getByLabel('Name', { exact: true }).fill('DBT skills, evening');
      await page.getByRole('button', { name: 'Set up', exact: true }).click();
      await page.getByText('Choose a service.').waitFor();
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Keep editing' }).click();
      await choose(page, 'Service', 'Process group');
      await choose(page, 'Facilitators', 'Maya Torres');
      await page.keyboard.press('Escape');
      await page.getByRole('switch', { name: 'Plan its sessions now' }).press('Space');
      await page.getByRole('button', { name: 'Set up', exact: true }).click();
      await page.getByText('Is the name of another group.').waitFor();
    }));
});

describe('the roster', () => {
  it('takes somebody in, says why others cannot, and takes the enrolment back', () =>
    on('ada@harbor.test', `/groups/${skills}`, async (page) => {
      await page.getByRole('table', { name: 'Members' }).getByText('Leo Abara').waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await picture(page, 'groups-roster-wide');
      const before = await members(skills);
      await page.getByRole('button', { name: 'Enrol', exact: true }).click();
      const drawer = page.getByRole('dialog');
      await drawer.getByText(/^Elsewhere \d+ of \d+ times$/).first().waitFor();
      await picture(page, 'groups-enrol-wide');
      expect(await accessibilityFaults(page)).toEqual([]);
      await drawer.getByLabel('Find a client').fill('abara');
      await drawer.getByText('In this group').waitFor();
      await drawer.getByLabel('Find a client').fill('whitaker');
      await drawer.getByRole('button', { name: /Jolene Whitaker/ }).click();
      await drawer.getByRole('button', { name: 'Enrol', exact: true }).click();
      await page.getByText(/^Enrolled and booked in \d+ sessions$/).waitFor();
      await page.getByRole('table', { name: 'Members' }).getByText('Jolene Whitaker').waitFor();
      expect(await members(skills)).toBe(before + 1);
      await page.getByRole('button', { name: 'Undo' }).click();
      await page.getByRole('table', { name: 'Members' }).getByText('Jolene Whitaker').waitFor({ state: 'detached' });
      expect(await members(skills)).toBe(before);
    }));

  it('names the dates in the way and enrols without them', () =>
    on('ada@harbor.test', `/groups/${skills}`, async (page) => {
      await page.getByRole('button', { name: 'Enrol', exact: true }).click();
      const drawer = page.getByRole('dialog');
      await drawer.getByRole('button', { name: /Wanda Prokop/ }).click();
      await drawer.getByRole('button', { name: 'Enrol', exact: true }).click();
      await drawer.getByText(/: Process group, 5:30/).first().waitFor();
      await picture(page, 'groups-enrol-refused-wide');
      expect(await accessibilityFaults(page)).toEqual([]);
      await drawer.getByRole('button', { name: /^Enrol without these \d+ dates$/ }).click();
      await page.getByText(/^Enrolled and booked in \d+ sessions$/).waitFor();
      await page.getByRole('table', { name: 'Members' }).getByText('Wanda Prokop').waitFor();
    }));

  it('ends a membership on a day, frees the sessions after it, and takes that back', () =>
    on('ada@harbor.test', `/groups/${skills}`, async (page) => {
      const ahead = async () => (await rows<{ n: number }>(`select count(*)::int as n from scheduling.participation p join scheduling.session s on s.id = p.session_id where s.group_id = $1 and p.client_id = $2 and p.status = 'booked' and s.clinic_day > $3`, [skills, clinic.people[1]!.clientId, today]))[0]?.n ?? 0;
      const booked = await ahead();
      expect(booked).toBeGreaterThan(10);
      await page.getByRole('button', { name: 'More for Eli Brandt' }).click();
      await page.getByRole('menuitem', { name: 'End membership' }).click();
      const drawer = page.getByRole('dialog', { name: 'End the membership' });
      await drawer.getByLabel('Reason').fill('Works evenings now');
      await picture(page, 'groups-end-wide');
      await drawer.getByRole('button', { name: 'End membership' }).click();
      await page.getByText('Last day today').waitFor();
      expect(await ahead()).toBe(0);
      await page.getByRole('button', { name: 'Undo' }).click();
      await page.getByText('Last day today').waitFor({ state: 'detached' });
      await until(async () => (await ahead()) === booked, 'the sessions booked again');
    }));

  it('prints without its buttons', () =>
    on('ada@harbor.test', `/groups/${skills}`, async (page) => {
      await page.getByRole('table', { name: 'Members' }).getByText('Leo Abara').waitFor();
      await page.emulateMedia({ media: 'print' });
      expect(await page.getByRole('button', { name: 'Enrol', exact: true }).isVisible()).toBe(false);
      expect(await page.getByRole('navigation', { name: 'Parts of this page' }).isVisible()).toBe(false);
      expect(await page.getByRole('table', { name: 'Members' }).isVisible()).toBe(true);
      await picture(page, 'groups-roster-print');
      await page.emulateMedia({ media: null });
    }));
});

describe('the other parts of a group', () => {
  it('who came, a word in each cell, with totals, as far back as one asks', () =>
    on('ada@harbor.test', `/groups/${skills}?part=attendance`, async (page) => {
      const grid = page.getByRole('region', { name: 'Attendance of DBT skills, evening' });
      const row = grid.getByRole('row', { name: /Leo Abara/ });
      await row.waitFor();
      expect(await row.getByText(/Present|No-show|Excused|Not yet/).count()).toBeGreaterThan(6);
      expect(await grid.getByRole('row', { name: /^Came/ }).getByText(/ of 7/).count()).toBeGreaterThan(5);
      await grid.getByText('Not a member now').waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await picture(page, 'groups-attendance-wide');
      const latest = await page.getByText(/, 8 sessions$/).textContent();
      await page.getByRole('button', { name: 'Earlier sessions' }).click();
      await until(async () => (await page.getByRole('status').getByText(/sessions?$/).first().textContent()) !== latest, 'earlier sessions');
      await page.getByRole('button', { name: 'Later sessions' }).click();
      await page.getByText(latest ?? '').waitFor();
    }));

  it('sessions to come and past with their topics', () =>
    on('ada@harbor.test', `/groups/${skills}?part=sessions`, async (page) => {
      await page.getByRole('table', { name: 'Sessions to come' }).getByText('Distress tolerance').first().waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await picture(page, 'groups-sessions-wide');
      await page.getByText('Past', { exact: true }).click();
      await page.getByRole('table', { name: 'Past sessions' }).getByText('What mindfulness is').first().waitFor();
    }));

  it('topics move by the keyboard alone, and are saved in their new order', () =>
    on('director@harbor.test', `/groups/${skills}?part=curriculum`, async (page) => {
      await page.getByLabel('Topic 1', { exact: true }).focus();
      await page.keyboard.press('Alt+ArrowDown');
      await page.getByText('What mindfulness is is now number 2 of 6').waitFor({ state: 'attached' });
      await page.keyboard.press('Alt+ArrowDown');
      await page.getByText('What mindfulness is is now number 3 of 6').waitFor({ state: 'attached' });
      expect(await accessibilityFaults(page)).toEqual([]);
      await picture(page, 'groups-curriculum-wide');
      await page.getByRole('button', { name: 'Save curriculum' }).click();
      await page.getByText('Curriculum saved').waitFor();
      expect(await rows(`select t->>'title' as title from scheduling.therapy_group g cross join jsonb_array_elements(g.curriculum) with ordinality as x(t, n) where g.id = $1 order by n limit 3`, [skills])).toEqual([{ title: 'Wise mind' }, { title: 'Distress tolerance' }, { title: 'What mindfulness is' }]);
    }));

  it('its own facts are edited, and further times are added with everybody booked', () =>
    on('director@harbor.test', `/groups/${art}`, async (page) => {
      await page.getByRole('button', { name: 'Edit', exact: true }).click();
      await page.getByRole('dialog').getByLabel('Seats').fill('6');
      await picture(page, 'groups-edit-wide');
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText('0 of 6').waitFor();
      await page.getByRole('button', { name: 'Add times' }).click();
      const drawer = page.getByRole('dialog', { name: 'Add times to Art therapy' });
      await drawer.getByText('Sat', { exact: true }).click();
      await drawer.getByText('After', { exact: true }).click();
      await drawer.getByLabel('Sessions', { exact: true }).fill('3');
      await drawer.getByText('Every Saturday, 3 times').waitFor();
      await picture(page, 'groups-times-wide');
      expect(await accessibilityFaults(page)).toEqual([]);
      await drawer.getByRole('button', { name: 'Add 3 sessions' }).click();
      await page.getByText('3 sessions added').waitFor();
      await page.getByText('Every Saturday, 3 times').waitFor();
    }));
});

describe('a whole track', () => {
  it('is entered from the chart in one action; a refusal says which group it was', () =>
    on('ada@harbor.test', `/clients/${clinic.people[11]!.clientId}?part=schedule`, async (page) => {
      await page.getByRole('link', { name: 'Enrol in groups' }).click();
      const drawer = page.getByRole('dialog', { name: 'Enrol in several groups' });
      await drawer.getByText('Ingrid Solberg').waitFor();
      await drawer.getByRole('checkbox', { name: 'Process group' }).check();
      await drawer.getByRole('checkbox', { name: 'DBT skills, evening' }).check();
      await picture(page, 'groups-track-wide');
      expect(await accessibilityFaults(page)).toEqual([]);
      await drawer.getByRole('button', { name: 'Enrol in 2 groups' }).click();
      await drawer.getByText(/^It was .*Nothing was saved in the other groups either/).waitFor();
      expect(await rows('select group_id from scheduling.group_member where client_id = $1', [clinic.people[11]!.clientId])).toEqual([]);
      await picture(page, 'groups-track-refused-wide');
      await drawer.getByRole('checkbox', { name: 'Process group' }).uncheck();
      await drawer.getByRole('checkbox', { name: 'Art therapy' }).check();
      await drawer.getByRole('button', { name: 'Enrol in 2 groups' }).click();
      await drawer.getByLabel('Reason').fill('Starts with the new month');
      await drawer.getByRole('button', { name: 'Enrol in 2 groups' }).click();
      await page.getByText(/^Enrolled in 2 groups, \d+ sessions booked$/).waitFor();
      expect(await rows('select count(*)::int as n from scheduling.group_member where client_id = $1', [clinic.people[11]!.clientId])).toEqual([{ n: 2 }]);
    }));
});

describe('the group screens', () => {
  it.each<[string, Partial<PageOptions>]>([['dark', { dark: true }], ['820', { size: 'tablet' }], ['phone', { size: 'phone' }]])('read well: %s', async (name, options) => {
    const page = await screen('director@harbor.test', options);
    for (const [path, what, shown] of [['/groups', 'list', 'Process group'], [`/groups/${skills}`, 'roster', 'Leo Abara'], [`/groups/${skills}?part=attendance`, 'attendance', 'Credited'], [`/groups/${skills}?part=sessions`, 'sessions', 'To come'], [`/groups/${skills}?part=curriculum`, 'curriculum', 'takes the next topic'], ['/groups/new', 'new', 'When it meets']] as const) {
      await openScreen(page, slug, path);
      await page.getByText(shown).first().waitFor();
      expect((await accessibilityFaults(page)).map((fault) => `${what}: ${fault}`)).toEqual([]);
      await picture(page, `groups-${what}-${name}`);
    }
  });

  it('offer nothing to those who may only read, and say so to those who may not', async () => {
    await on('auditor@harbor.test', `/groups/${process}`, async (page) => {
      await page.getByRole('table', { name: 'Members' }).getByText('Wanda Prokop').waitFor();
      for (const name of ['Enrol', 'Edit', 'Add times']) expect(await page.getByRole('button', { name, exact: true }).count()).toBe(0);
      await openScreen(page, slug, '/groups/new');
      await page.getByText('Your role does not include this screen').waitFor();
    });
  });

  it('say what failed and try again', () =>
    on('ada@harbor.test', '/today', async (page) => {
      await page.route(/\/api\/clinics\/[^/]+\/groups\?/, (route) => route.fulfill({ status: 422, contentType: 'application/problem+json', body: '{"type":"urn:stepwell:problem:test","title":"The list could not be read","status":422}' }));
      await openScreen(page, slug, '/groups');
      await page.getByRole('alert').getByText('The list could not be read').waitFor();
      await picture(page, 'groups-error-wide');
      await page.unroute(/\/api\/clinics\/[^/]+\/groups\?/);
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByText('DBT skills, evening').waitFor();
    }));

  it('made no fault on the way', () => {
    expect([...opened.values()].flatMap((watched) => watched.problems)).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { CreateClinic, CreateRoom, SetOpeningHours } from '#clinics';
import { CreateClient } from '#clients';
import { AdmitClient } from '#episodes';
import { Clock, addDays, clinicDayOf, instantOf, runAsSystem, weekStartOf, type ClinicDay, type TimeZone, type WallTime } from '#platform';
import { CreateProgram, CreateService } from '#programs';
import { BookSession, MoveSession } from '#scheduling';
import { AddCredential, CreateStaff, SetAvailability } from '#team';
import { accessibilityFaults, openPage, openScreen, picture, settled, signIn, startBrowser, type PageOptions, type WatchedPage } from '../support/browser.js';
import { servedApp, type ServedApp } from '../support/served-app.js';
import { TEST_PASSWORD, makeUser } from '../support/sign-in.js';

const ZONE = 'America/New_York' as TimeZone;
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7] as const;

let house: ServedApp;
let browser: Browser;
let clinicId: string;
let monday: ClinicDay;
let individual: string;
let staff: Record<'ada' | 'ben' | 'dolores', string>;
let clients: Record<'iris' | 'tomas', string>;

const time = (text: string) => text as WallTime;

/** Three who may lead, two clients of whom one is prescribed exactly what is booked, and next week's first sessions. */
async function furnish(): Promise<void> {
  monday = addDays(weekStartOf(clinicDayOf(house.get(Clock).now(), ZONE), 1), 7);
  clinicId = await house.get(CreateClinic).run({ name: 'Harbor Street Clinic', slug: 'harbor', timeZone: ZONE });
  for (const [email, role] of [['director@harbor.test', 'director'], ['desk@harbor.test', 'front_desk'], ['auditor@harbor.test', 'auditor']] as const) await makeUser(house as never, [{ clinicId, roles: [role] }], { email, displayName: 'Robin Hale' });
  const rooms: string[] = [];
  for (const [name, capacity] of [['Office 1', 4], ['Office 2', 4], ['Cedar room', 14]] as const) rooms.push(await house.get(CreateRoom).run(clinicId, { name, capacity, shareable: false }));
  await house.get(SetOpeningHours).run(clinicId, { version: 1, roomId: null, hours: EVERY_DAY.map((weekday) => ({ weekday, opens: time('08:00'), closes: time('20:00') })) });
  const join = async (givenName: string, familyName: string) => {
    const id = await house.get(CreateStaff).run(clinicId, { givenName, familyName, discipline: 'therapist', title: 'LMHC', languages: ['en'] });
    await house.get(AddCredential).run(clinicId, id, { kind: 'LMHC', number: '4711', state: 'NY', issuedOn: addDays(monday, -900), expiresOn: addDays(monday, 900), verifiedOn: null });
    await house.get(SetAvailability).run(clinicId, id, { version: 1, effectiveFrom: addDays(monday, -90), stretches: EVERY_DAY.map((weekday) => ({ weekday, starts: time('09:00'), ends: time('17:00') })) });
    return id;
  };
  staff = { ada: await join('Ada', 'Okafor'), ben: await join('Ben', 'Lindqvist'), dolores: await join('Dolores', 'Ibáñez') };
  individual = await house.get(CreateService).run(clinicId, { name: 'Individual therapy', kind: 'individual', category: 'individual_therapy', countsTowardHours: true, defaultMinutes: 60, capacity: 1, disciplines: ['therapist'] });
  const programId = await house.get(CreateProgram).run(clinicId, { name: 'Adult day IOP', code: 'DAY', population: 'adult', track: 'mental_health' });
  const arrive = async (givenName: string, familyName: string) => {
    const { id } = await house.get(CreateClient).run(clinicId, { givenName, familyName, birthDate: '1990-04-02' as ClinicDay });
    await house.get(AdmitClient).run(clinicId, {
      clientId: id, programId, admittedOn: addDays(monday, -7), prescriptions: [{ effectiveFrom: addDays(monday, -7), minutesPerWeek: 540, daysPerWeek: 3 }], careTeam: [{ staffId: staff.ada, role: 'therapist', isPrimary: true }],
    });
    return id;
  };
  clients = { iris: await arrive('Iris', 'Bell'), tomas: await arrive('Tomás', 'Quist') };
  for (const [day, at, client, room] of [[0, '10:00', 'iris', 0], [1, '14:00', 'tomas', 0], [2, '10:00', 'iris', 1]] as const) {
    await house.get(BookSession).run(clinicId, { serviceId: individual, startsAt: instantOf(addDays(monday, day), time(at), ZONE), staffIds: [staff.ada], clientIds: [clients[client]], roomId: rooms[room] as string });
  }
}

beforeAll(async () => {
  [house, browser] = await Promise.all([servedApp(), startBrowser()]);
  await runAsSystem('furnish', furnish);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

async function as(email: string, options: Omit<PageOptions, 'url'> = {}): Promise<WatchedPage> {
  const watched = await openPage(browser, { url: house.url, ...options });
  await signIn(watched.page, email, TEST_PASSWORD);
  return watched;
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) }).first().click();
const see = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();
const choose = async (page: Page, label: string, option: string | RegExp) => {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option }).first().click();
};
const day = async (page: Page, label: string, value: ClinicDay) => {
  await page.getByLabel(label, { exact: true }).fill(new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${value}T00:00:00Z`)));
  // The calendar under the field closes when the cursor leaves it.
  await page.keyboard.press('Tab');
};

/** Who meets whom, and from when. */
async function wish(page: Page): Promise<void> {
  await choose(page, 'What for', 'Individual therapy');
  await choose(page, 'Who leads', 'Ada Okafor');
  await page.keyboard.press('Escape');
  await page.getByLabel('Client', { exact: true }).last().fill('iris');
  await page.getByRole('option', { name: /Iris Bell/ }).click();
  await day(page, 'From', monday);
  await page.getByRole('list', { name: 'Free times, best first' }).waitFor();
  await settled(page);
}

const bookedAt = async (client: string) =>
  (await house.database.rows<{ n: number }>(`select count(*)::int as n from scheduling.participation p join scheduling.session s on s.id = p.session_id where p.client_id = $1 and s.status = 'scheduled'`, [client]))[0]?.n;

describe('finding a time', () => {
  it('is reached from anywhere, ranks the free times with their reasons, and books one in a click', async () => {
    const { page, problems, close } = await as('desk@harbor.test');
    await openScreen(page, 'harbor', '/today');
    await page.getByRole('button', { name: /^Search/ }).click();
    await page.getByPlaceholder('Find a client, a session, a screen or an action').fill('find a time');
    await page.getByRole('button', { name: 'Find a time' }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/find-time/);
    await see(page, 'Choose what it is for.');
    await wish(page);
    const first = page.getByRole('listitem').filter({ hasText: 'Best' });
    await first.getByText('The room they usually meet in.').or(first.getByText('The soonest.')).first().waitFor();
    // Monday's session is at ten: nothing is offered on it, and what is offered beside it follows on.
    const sayMonday = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' }).format(new Date(`${monday}T00:00:00Z`));
    await page.getByRole('button', { name: new RegExp(`^Book Mon, ${sayMonday}, 9:00 . 10:00 AM`) }).waitFor();
    expect(await page.getByRole('button', { name: new RegExp(`^Book Mon, ${sayMonday}, (9:(15|30|45)|10:)`) }).count()).toBe(0);
    const before = await bookedAt(clients.iris);
    await press(page, /^Book /);
    await see(page, /^Booked for /);
    expect(await bookedAt(clients.iris)).toBe((before ?? 0) + 1);
    await press(page, 'Undo');
    await expectSoon(async () => (await bookedAt(clients.iris)) === before);
    expect(problems).toEqual([]);
    await close();
  });

  it('says why no time is free', async () => {
    const { page, problems, close } = await as('desk@harbor.test');
    await openScreen(page, 'harbor', '/find-time');
    await wish(page);
    await page.getByText('Evening', { exact: true }).click();
    await see(page, 'No time is free');
    await see(page, /keep no common hours/);
    expect(problems).toEqual([]);
    await close();
  });

  it('is looked at but not booked by those who only read', async () => {
    const { page, problems, close } = await as('auditor@harbor.test');
    await openScreen(page, 'harbor', '/find-time');
    await wish(page);
    expect(await page.getByRole('button', { name: /^Book / }).count()).toBe(0);
    expect(problems).toEqual([]);
    await close();
  });

  it('reads well and is complete by keyboard, at a desk, in the dark, on a tablet and on a phone', async () => {
    const faults: string[] = [];
    for (const [suffix, options] of [['wide', {}], ['dark', { dark: true }], ['820', { size: 'tablet' }], ['phone', { size: 'phone' }]] as [string, Omit<PageOptions, 'url'>][]) {
      const { page, problems, close } = await as('desk@harbor.test', options);
      await openScreen(page, 'harbor', '/find-time');
      if (suffix === 'wide') await picture(page, 'find-time-empty-wide');
      await wish(page);
      await picture(page, `find-time-${suffix}`);
      faults.push(...(await accessibilityFaults(page)).map((fault) => `${suffix}: ${fault}`), ...problems);
      await close();
    }
    expect(faults).toEqual([]);
  });
});

describe('someone is out', () => {
  const out = async (page: Page) => {
    await openScreen(page, 'harbor', `/absence?staff=${staff.ada}`);
    await day(page, 'From', monday);
    await day(page, 'To, that day too', addDays(monday, 4));
    await page.getByRole('list', { name: 'Sessions it touches' }).waitFor();
    await settled(page);
  };
  const decide = async (page: Page, index: number, option: string | RegExp) => {
    await page.getByRole('list', { name: 'Sessions it touches' }).getByRole('combobox').nth(index).click();
    await page.getByRole('option', { name: option }).first().click();
  };

  it('reads well at a desk, in the dark, on a tablet and on a phone', async () => {
    const faults: string[] = [];
    for (const [suffix, options] of [['wide', {}], ['dark', { dark: true }], ['820', { size: 'tablet' }], ['phone', { size: 'phone' }]] as [string, Omit<PageOptions, 'url'>][]) {
      const { page, problems, close } = await as('director@harbor.test', options);
      await out(page);
      await decide(page, 1, 'Cancel it');
      await picture(page, `absence-${suffix}`);
      faults.push(...(await accessibilityFaults(page)).map((fault) => `${suffix}: ${fault}`), ...problems);
      await close();
    }
    expect(faults).toEqual([]);
  });

  it('shows what it touches and who falls short, and one approval does all of it', async () => {
    const { page, problems, close } = await as('director@harbor.test');
    await out(page);
    expect(await page.getByRole('list', { name: 'Sessions it touches' }).getByRole('listitem').count()).toBe(3);
    await decide(page, 0, /^Ben Lindqvist/);
    await decide(page, 1, 'Cancel it');
    await decide(page, 2, 'Leave it as it is');
    await page.getByRole('list', { name: 'Clients who fall short' }).getByText('Tomás Quist').waitFor();
    await press(page, /^Approve: 1 with a substitute, 1 cancelled, 1 left unchanged/);
    await see(page, 'Say why.');
    await page.getByRole('textbox', { name: 'Reason' }).fill('Ill');
    await press(page, /^Approve: /);
    await see(page, '1 led by somebody else, 1 cancelled, 1 left unchanged, time off noted.');
    await see(page, /Clients are to be called/);
    await picture(page, 'absence-done-wide');
    expect(await house.database.rows(`select t.staff_id, s.status from scheduling.session s join scheduling.session_staff t on t.session_id = s.id where s.clinic_id = $1 and s.clinic_day between $2 and $3 and s.cancel_reason is distinct from 'Booked by mistake' order by s.starts_at`, [clinicId, monday, addDays(monday, 4)])).toEqual([
      { staff_id: staff.ben, status: 'scheduled' }, { staff_id: staff.ada, status: 'cancelled' }, { staff_id: staff.ada, status: 'scheduled' },
    ]);
    expect(await house.database.rows('select reason from team.time_off where staff_id = $1', [staff.ada])).toEqual([{ reason: 'Ill' }]);
    expect(problems).toEqual([]);
    await close();
  });

  it('tells whoever steps in on their Today, and has the clients called who agreed to no message', async () => {
    const account = await makeUser(house as never, [{ clinicId, roles: ['therapist'] }], { email: 'ben@harbor.test', displayName: 'Ben Lindqvist' });
    await runAsSystem('furnish', () => house.database.transaction(() => house.database.rows('update team.staff set user_id = $2 where id = $1', [staff.ben, account.userId])));
    // Without an account he was to be called and was not yet; with one he finds in the app that he leads it, when it has moved too.
    const { id: session } = await house.database.one<{ id: string }>('select session_id as id from scheduling.session_staff where staff_id = $1', [staff.ben]);
    await runAsSystem('furnish', () => house.get(MoveSession).run(clinicId, session, { startsAt: instantOf(monday, time('11:00'), ZONE) }));
    const { page, problems, close } = await as('ben@harbor.test');
    await openScreen(page, 'harbor', '/today');
    const news = page.getByRole('region', { name: 'News for you' });
    await news.getByText('You lead this session now.').waitFor();
    await picture(page, 'today-news-wide');
    expect(await accessibilityFaults(page)).toEqual([]);
    await news.getByRole('button', { name: /^Seen: / }).click();
    await news.waitFor({ state: 'detached' });
    await close();

    const desk = await as('desk@harbor.test');
    await openScreen(desk.page, 'harbor', '/work-list?whose=unowned&kind=call');
    await picture(desk.page, 'work-list-calls-wide');
    expect(await accessibilityFaults(desk.page)).toEqual([]);
    await desk.page.getByRole('listitem', { name: /^Call 1 person about Individual therapy/ }).first().getByRole('link', { name: 'Open' }).click();
    await desk.page.waitForURL(/messages\?.*session=/);
    await press(desk.page, 'About every session');
    const tomas = desk.page.getByRole('listitem').filter({ hasText: 'Tomás Quist' });
    await tomas.waitFor();
    await picture(desk.page, 'messages-wide');
    expect(await accessibilityFaults(desk.page)).toEqual([]);
    const stands = () => house.database.rows(`select state, outcome, outcome_by_name as by, tries from reminders.message where clinic_id = $1 and client_id = $2`, [clinicId, clients.tomas]);
    await press(desk.page, 'Not reached: Tomás Quist');
    await see(desk.page, /^Not reached, last by Robin Hale/);
    expect(await stands()).toEqual([{ state: 'held_back', outcome: 'not_reached', by: 'Robin Hale', tries: 1 }]);
    await press(desk.page, 'Left word: Tomás Quist');
    await tomas.waitFor({ state: 'detached' });
    await press(desk.page, 'Undo');
    await tomas.waitFor();
    await press(desk.page, 'Reached: Tomás Quist');
    await desk.page.getByText('Told', { exact: true }).click();
    await tomas.filter({ hasText: 'Reached' }).waitFor();
    await picture(desk.page, 'messages-told-wide');
    expect(await stands()).toMatchObject([{ state: 'told', outcome: 'reached' }]);
    expect([...problems, ...desk.problems]).toEqual([]);
    await desk.close();
    for (const [suffix, options] of [['dark', { dark: true }], ['820', { size: 'tablet' }], ['phone', { size: 'phone' }]] as [string, Omit<PageOptions, 'url'>][]) {
      const small = await as('desk@harbor.test', options);
      await openScreen(small.page, 'harbor', '/messages');
      await picture(small.page, `messages-${suffix}`);
      expect([suffix, await accessibilityFaults(small.page), small.problems]).toEqual([suffix, [], []]);
      await small.close();
    }
  });

  it('closes a room that is out, whose sessions move, and the calendar shows it', async () => {
    const { page, problems, close } = await as('director@harbor.test');
    const { id: room } = await house.database.one<{ id: string }>(`select id from clinics.room where clinic_id = $1 and name = 'Office 1'`, [clinicId]);
    await openScreen(page, 'harbor', `/absence?room=${room}`);
    await day(page, 'From', monday);
    await page.getByRole('list', { name: 'Sessions it touches' }).waitFor();
    await page.getByRole('textbox', { name: 'Reason' }).fill('Water damage');
    await picture(page, 'absence-room-wide');
    await press(page, /^Approve: 1 in another room/);
    await see(page, '1 in another room, room closed.');
    expect(await house.database.rows('select reason, starts_at from clinics.room_outage where room_id = $1', [room])).toEqual([{ reason: 'Water damage', starts_at: instantOf(monday, time('00:00'), ZONE) }]);
    await openScreen(page, 'harbor', `/calendar?view=day&by=room&day=${monday}`);
    await page.getByRole('region', { name: /Office 1/ }).getByText('Closed', { exact: true }).waitFor();
    await openScreen(page, 'harbor', '/settings/rooms');
    await page.getByRole('row', { name: /Office 1/ }).click();
    await page.getByRole('region', { name: 'Closed for a time' }).getByText('Water damage').waitFor();
    await press(page, 'Close it for a time');
    await day(page, 'First day', addDays(monday, 9));
    await page.getByLabel('Reason').fill('Painters');
    await picture(page, 'settings-room-close-wide');
    expect(await accessibilityFaults(page)).toEqual([]);
    await press(page, 'Close it');
    await page.getByRole('region', { name: 'Closed for a time' }).getByText('Painters').waitFor();
    await picture(page, 'settings-room-wide');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: /^Open it again/ }).last().click();
    await page.getByText('Painters').waitFor({ state: 'detached' });
    expect(await house.database.rows('select reason from clinics.room_outage where room_id = $1', [room])).toEqual([{ reason: 'Water damage' }]);
    expect(problems).toEqual([]);
    await close();
  });
});

async function expectSoon(holds: () => Promise<boolean>): Promise<void> {
  for (const until = performance.now() + 20_000; performance.now() < until; await new Promise((resolve) => setTimeout(resolve, 50))) if (await holds()) return;
  throw new Error('It did not come to hold.');
}

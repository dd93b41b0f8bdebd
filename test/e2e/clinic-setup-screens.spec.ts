import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { CloseDays, CreateClinic, CreateRoom, SetOpeningHours } from '#clinics';
import type { Role } from '#identity';
import { Clock, addDays, clinicDayOf, runAsSystem, type ClinicDay, type TimeZone, type WallTime } from '#platform';
import { ChangeNumbers, CreateProgram, CreateService, FollowProfile, SetPhases } from '#programs';
import { AddCredential, AddTimeOff, CreateStaff, SetAvailability, type Discipline } from '#team';
import { accessibilityFaults, openPage, openScreen, picture, settled, signIn, startBrowser, type PageOptions, type WatchedPage } from '../support/browser.js';
import { servedApp, type ServedApp } from '../support/served-app.js';
import { TEST_PASSWORD, makeUser } from '../support/sign-in.js';

const NEW_YORK_OASAS = '00000000-0000-7000-8000-00000000b104';
const MEDICARE = '00000000-0000-7000-8000-00000000b202';

let house: ServedApp;
let browser: Browser;
let today: ClinicDay;
let ada: string;
let dayProgram: string;

const at = (days: number): ClinicDay => addDays(today, days);
const time = (text: string) => text as WallTime;

/** Harbor Street has everything; Hillside has just been opened. */
async function furnish(): Promise<void> {
  const harbor = await house.get(CreateClinic).run({ name: 'Harbor Street Clinic', slug: 'harbor', timeZone: 'America/New_York', phone: '+1 212 555 0142', address: '48 Harbor Street\nNew York, NY 10004' });
  const hillside = await house.get(CreateClinic).run({ name: 'Hillside Clinic', slug: 'hillside', timeZone: 'America/New_York' });
  const roles: [string, string, Role[]][] = [['admin@harbor.test', 'Robin Hale', ['administrator']], ['therapist@harbor.test', 'Ada Okafor', ['therapist']]];
  for (const [email, displayName, held] of roles) await makeUser(house as never, [harbor, hillside].map((clinicId) => ({ clinicId, roles: held })), { email, displayName });
  for (const [name, capacity, shareable] of [['Cedar room', 14, false], ['Birch room', 14, false], ['Maple studio', 12, false], ['Office 1', 4, false], ['Garden terrace', 40, true]] as const) await house.get(CreateRoom).run(harbor, { name, capacity, shareable });
  const open = (days: number[], opens: string, closes: string) => days.map((weekday) => ({ weekday, opens: time(opens), closes: time(closes) }));
  await house.get(SetOpeningHours).run(harbor, { version: 1, roomId: null, hours: [...open([1, 2, 3, 4], '08:00', '12:30'), ...open([1, 2, 3, 4], '13:30', '21:00'), ...open([5], '08:00', '17:00')] });
  const year = today.slice(0, 4);
  for (const [from, to, reason] of [['05-25', '05-25', 'Memorial Day'], ['11-26', '11-27', 'Thanksgiving'], ['12-24', '12-31', 'Winter break']] as const) await house.get(CloseDays).run(harbor, { from: `${year}-${from}` as ClinicDay, to: `${year}-${to}` as ClinicDay, reason });
  await furnishTeam(harbor);
  await furnishPrograms(harbor);
}

async function furnishTeam(harbor: string): Promise<void> {
  const join = async (givenName: string, familyName: string, discipline: Discipline, title: string | null, kind: string | null, expiresIn: number, rest: { languages?: string[]; supervisorId?: string } = {}) => {
    const id = await house.get(CreateStaff).run(harbor, { givenName, familyName, discipline, title, languages: ['en'], email: `${givenName.toLowerCase()}@harbor.test`, ...rest });
    if (kind) await house.get(AddCredential).run(harbor, id, { kind, number: `${1000 + familyName.length * 317}`, state: 'NY', issuedOn: at(-900), expiresOn: at(expiresIn), verifiedOn: at(-30) });
    return id;
  };
  ada = await join('Ada', 'Okafor', 'therapist', 'LMHC', 'LMHC', 420, { languages: ['en', 'es'] });
  await join('Ben', 'Lindqvist', 'social_worker', 'LCSW', 'LCSW', 18);
  await join('Chi', 'Park', 'psychiatrist', 'MD', 'MD', -3, { languages: ['en', 'ko'] });
  await join('Dolores', 'Ibáñez', 'art_therapist', 'LCAT', 'LCAT', 74, { languages: ['es', 'en'] });
  await join('Ivo', 'Marsh', 'intern', null, null, 0, { supervisorId: ada });
  await join('Finn', 'Tan', 'front_desk', null, null, 0);
  const stretch = (weekday: number, starts: string, ends: string) => ({ weekday, starts: time(starts), ends: time(ends) });
  await house.get(SetAvailability).run(harbor, ada, { version: 1, effectiveFrom: at(-90), stretches: [1, 2, 4].flatMap((weekday) => [stretch(weekday, '09:00', '13:00'), stretch(weekday, '14:00', '20:30')]) });
  await house.get(SetAvailability).run(harbor, ada, { version: 2, effectiveFrom: at(40), stretches: [1, 2, 3, 4].map((weekday) => stretch(weekday, '12:00', '20:30')) });
  await house.get(AddTimeOff).run(harbor, ada, { from: at(9), to: at(13), reason: 'Vacation' });
  await house.get(AddTimeOff).run(harbor, ada, { from: at(21), fromTime: time('13:00'), to: at(21), toTime: time('16:30'), reason: 'Training' });
}

async function furnishPrograms(harbor: string): Promise<void> {
  const services = house.get(CreateService);
  await services.run(harbor, { name: 'Process group', kind: 'group', category: 'group_therapy', countsTowardHours: true, defaultMinutes: 90, capacity: 10, modality: 'CBT', billingCode: '90853', disciplines: ['therapist', 'social_worker', 'psychologist'] });
  await services.run(harbor, { name: 'Individual therapy', kind: 'individual', category: 'individual_therapy', countsTowardHours: true, defaultMinutes: 50, capacity: 1, billingCode: '90834' });
  await services.run(harbor, { name: 'Medication visit', kind: 'individual', category: 'medication_management', countsTowardHours: false, defaultMinutes: 25, capacity: 1, disciplines: ['psychiatrist', 'nurse_practitioner'] });
  dayProgram = await house.get(CreateProgram).run(harbor, { name: 'Adult day IOP', code: 'DAY', population: 'adult', track: 'mental_health' });
  await house.get(CreateProgram).run(harbor, { name: 'Adolescent after school', code: 'TEEN', population: 'adolescent', track: 'mental_health' });
  await house.get(SetPhases).run(harbor, dayProgram, {
    version: 1,
    phases: [
      { name: 'Intensive', weeks: 4, minutesPerWeek: 900, daysPerWeek: 5 },
      { name: 'Step-down', weeks: 4, minutesPerWeek: 600, daysPerWeek: 3 },
      { name: 'Leaving', weeks: 2, minutesPerWeek: 360, daysPerWeek: 2 },
    ],
  });
  await house.get(FollowProfile).run(harbor, dayProgram, { version: 2, profileId: NEW_YORK_OASAS, effectiveFrom: today });
  await house.get(FollowProfile).run(harbor, dayProgram, { version: 3, profileId: MEDICARE, effectiveFrom: at(-20), reason: 'Contract was signed then' });
  const numbers = house.get(ChangeNumbers);
  await numbers.ofProgram(harbor, dayProgram, { version: 1, effectiveFrom: today, source: 'Clinical council, minutes of October', changes: [{ parameter: 'group.capacity', value: 8 }] });
  await numbers.ofProgram(harbor, dayProgram, { version: 2, effectiveFrom: at(-15), reason: 'Agreed by telephone, entered late', source: 'Contract with Harbor Health, section 4', evidence: 'S', changes: [{ parameter: 'hours.weekly_minimum_minutes', value: 600 }] });
  await numbers.ofProgram(harbor, dayProgram, { version: 3, effectiveFrom: at(38), source: 'Contract with Harbor Health, renewal', changes: [{ parameter: 'hours.weekly_minimum_minutes', value: 540 }] });
}

beforeAll(async () => {
  house = await servedApp();
  browser = await startBrowser();
  today = clinicDayOf(new Clock().now(), 'America/New_York' as TimeZone);
  await runAsSystem('test', furnish);
}, 90_000);
afterAll(async () => {
  await browser.close();
  await house.close();
});

async function as(email: string, options: Omit<PageOptions, 'url'> = {}): Promise<WatchedPage> {
  const window = await openPage(browser, { url: house.url, ...options });
  await signIn(window.page, email, TEST_PASSWORD);
  return window;
}
const administrator = (options: Omit<PageOptions, 'url'> = {}) => as('admin@harbor.test', options);

/** Looks at screens in three windows: wide, dark, tablet. */
async function portraits(screens: [clinic: string, path: string, name: string, before?: (page: Page) => Promise<void>][]): Promise<string[]> {
  const faults: string[] = [];
  for (const [suffix, options] of [['wide', {}], ['dark', { dark: true }], ['820', { size: 'tablet' }]] as [string, Omit<PageOptions, 'url'>][]) {
    const { page, problems, close } = await administrator(options);
    for (const [clinic, path, name, before] of screens) {
      await openScreen(page, clinic, path);
      await before?.(page);
      await picture(page, `${name}-${suffix}`);
      faults.push(...(await accessibilityFaults(page)).map((fault) => `${name} ${suffix}: ${fault}`));
    }
    faults.push(...problems);
    await close();
  }
  return faults;
}

/** Clicks a button of the screen or of the drawer in front. */
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) }).last().click();
const see = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();
const drawer = (page: Page) => page.locator('.mantine-Drawer-body');
const choose = async (page: Page, label: string, option: string | RegExp) => {
  await drawer(page).getByLabel(label).first().click();
  await page.getByRole('option', { name: option }).click();
};

describe('a new clinic', () => {
  it('says what to do first, and is set up from there', async () => {
    const { page, problems, close } = await administrator();
    await openScreen(page, 'hillside', '/settings');
    await see(page, /^0 of \d done/);

    await page.getByRole('link', { name: 'Set hours' }).click();
    await press(page, 'Add hours on Monday');
    await press(page, 'Copy Monday to the other weekdays');
    await page.getByLabel('Friday until').fill('08:00');
    await press(page, 'Save hours');
    await see(page, 'Must be after opening.');
    await page.getByLabel('Friday until').fill('15:00');
    await press(page, 'Save hours');
    await see(page, 'Hours saved');

    await openScreen(page, 'hillside', '/settings/rooms');
    for (const name of ['Aspen', 'Willow']) {
      await page.keyboard.press('n');
      await page.getByLabel('Name').fill(name);
      await press(page, 'Save');
      await page.getByRole('row', { name: new RegExp(name) }).waitFor();
    }
    await page.keyboard.press('n');
    await page.getByLabel('Name').fill('Aspen');
    await press(page, 'Save');
    await see(page, 'Is the name of another room.');
    await press(page, 'Cancel');
    await press(page, 'Discard changes');

    await openScreen(page, 'hillside', '/settings/closures');
    await press(page, 'Holidays');
    await press(page, /^Close \d+ days/);
    await page.getByRole('row', { name: /Juneteenth/ }).waitFor();

    await openScreen(page, 'hillside', '/programs/services');
    await page.keyboard.press('n');
    await page.getByLabel('Name').fill('Skills');
    await choose(page, 'Category', 'Skills training');
    await press(page, 'Save');
    await page.getByRole('row', { name: /Skills/ }).waitFor();
    expect(problems).toEqual([]);
    await close();
  });

  it('asks which change should stay when two people edit at once', async () => {
    const { page, problems, close } = await administrator();
    await openScreen(page, 'harbor', '/settings');
    await page.getByLabel('Telephone').fill('+1 212 555 0199');
    const me = (await (await page.request.get('/api/auth/me')).json()) as { memberships: { clinicSlug: string; clinicId: string }[] };
    const address = `/api/clinics/${me.memberships.find((one) => one.clinicSlug === 'harbor')?.clinicId}`;
    const { version } = (await (await page.request.get(address)).json()) as { version: number };
    await page.request.patch(address, { data: { version, address: '50 Harbor Street' } });
    await press(page, 'Save');
    await see(page, 'They changed: Address.');
    await press(page, 'Reload theirs');
    expect(await page.getByLabel('Address').last().inputValue()).toBe('50 Harbor Street');
    expect(problems).toEqual([]);
    await close();
  });

  it('is not for those to change who only work there', async () => {
    const { page, problems, close } = await as('therapist@harbor.test');
    await openScreen(page, 'harbor', '/settings/rooms');
    await see(page, 'Your role does not include this screen');
    await openScreen(page, 'harbor', '/team');
    await page.getByRole('row', { name: /Ben Lindqvist/ }).waitFor();
    expect(await page.getByRole('button', { name: 'New person' }).count()).toBe(0);
    await openScreen(page, 'harbor', `/programs/${dayProgram}`);
    await page.getByRole('row', { name: /Weekly minimum.*10 h/ }).waitFor();
    expect(await page.getByRole('button', { name: /^Change/ }).count()).toBe(0);
    expect(problems).toEqual([]);
    await close();
  });
});

describe('the team', () => {
  it('takes in a person, who may lead once a license is on record', async () => {
    const { page, problems, close } = await administrator();
    await openScreen(page, 'hillside', '/team');
    await page.keyboard.press('n');
    await page.getByLabel('Given name').fill('Noor');
    await choose(page, 'Discipline', 'Intern');
    await press(page, 'Add to the team');
    await see(page, 'Is needed for the discipline "Intern".');
    await choose(page, 'Discipline', 'Psychologist');
    await press(page, 'Add to the team');
    await see(page, 'May not lead sessions today');
    await see(page, 'May not sign orders today');

    await press(page, 'Licenses');
    await press(page, 'Add license');
    await page.getByLabel('What it is').fill('PsyD');
    await page.getByLabel('Number').fill('012345');
    await page.getByLabel('Valid through').fill('Mar 1, 2030');
    await page.keyboard.press('Tab');
    await press(page, 'Save');
    await page.getByRole('row', { name: /PsyD.*Mar 1, 2030.*Valid/ }).waitFor();
    await press(page, 'Overview');
    await see(page, 'May lead sessions today');
    await see(page, 'May sign orders today');

    await press(page, 'Working hours');
    await press(page, 'Say when they work');
    await press(page, 'Add hours on Tuesday');
    await press(page, 'Save');
    await see(page, '9:00 AM – 5:00 PM');
    await press(page, 'Time off');
    await press(page, 'Add time off');
    await page.getByLabel('First day').fill('Dec 1, 2027');
    await page.keyboard.press('Tab');
    await page.getByLabel('Reason').fill('Conference');
    await press(page, 'Save');
    await see(page, 'Wed, Dec 1, 2027');
    expect(problems).toEqual([]);
    await close();
  });

  it('is found by a name nearly as it is spelled, with what was sought kept out of the address', async () => {
    const { page, problems, close } = await administrator();
    await openScreen(page, 'harbor', '/team');
    await page.getByRole('searchbox').fill('ibanes');
    await page.getByRole('row', { name: /Finn Tan/ }).waitFor({ state: 'detached' });
    await page.getByRole('row', { name: /Dolores Ibáñez/ }).waitFor();
    expect(page.url()).not.toContain('ibanes');
    expect(problems).toEqual([]);
    await close();
  });
});

describe('the policy of a program', () => {
  it('is changed from a day on; what contradicts another number says so at its field', async () => {
    const { page, problems, close } = await administrator();
    await openScreen(page, 'harbor', `/programs/${dayProgram}`);
    await press(page, 'Change Weekly minimum');
    await page.getByRole('textbox', { name: 'Weekly minimum' }).fill('25');
    await press(page, 'Change');
    await see(page, 'Whoever reads this later needs to know where the number comes from.');
    await page.getByLabel('Source').fill('Letter of the plan');
    await press(page, 'Change');
    await see(page, 'Must not be above "Weekly maximum" (20 h).');
    await picture(page, 'program-change-refused-wide');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('textbox', { name: 'Weekly minimum' }).fill('12');
    await press(page, 'Change');
    await page.getByRole('row', { name: /Weekly minimum.*12 h/ }).waitFor();

    await page.getByRole('button', { name: /Weekly minimum/ }).first().click();
    await see(page, 'The program comes after the payer, the state and the base, so its number wins.');
    await see(page, 'Reason: Agreed by telephone, entered late');
    expect(problems).toEqual([]);
    await close();
  });

  it('takes a payer’s profile, and gives it up again', async () => {
    const { page, problems, close } = await administrator();
    await openScreen(page, 'harbor', '/programs');
    await page.getByRole('link', { name: /Adolescent/ }).click();
    await press(page, 'Follow a profile');
    await drawer(page).locator('input').first().click();
    await page.getByRole('option', { name: /Kansas/ }).click();
    await see(page, 'Weekly minimum: 6 h (adolescents)');
    await press(page, 'Follow');
    await page.getByRole('button', { name: /^Follow Kansas .* no more$/ }).click();
    await press(page, 'Follow no more');
    await see(page, 'Follows the base alone');
    await press(page, 'Taper');
    await press(page, 'Add a step');
    await press(page, 'Add a step');
    await press(page, 'Save taper');
    await see(page, 'Taper saved');
    expect(problems).toEqual([]);
    await close();
  });

  it('comes from profiles that are copied before they are changed', async () => {
    const { page, problems, close } = await administrator();
    await openScreen(page, 'harbor', '/programs/rules');
    await press(page, /^Copy Medicare/);
    await page.getByLabel('Name').fill('Medicare, ours');
    await press(page, 'Copy');
    await page.getByRole('button', { name: /^Plan review every/ }).click();
    await page.getByRole('textbox', { name: 'Plan review every' }).fill('45');
    await page.getByLabel('Source').fill('Plan letter');
    await press(page, 'Change');
    await page.getByRole('row', { name: /Plan review every.*45 days/ }).waitFor();
    expect(problems).toEqual([]);
    await close();
  });
});

describe('screens one would show to a friend', () => {
  const opened = (name: string | RegExp) => async (page: Page) => {
    await page.getByRole('button', { name }).first().click();
    await drawer(page).waitFor();
    await settled(page);
  };

  it('are those of the settings, full and empty', async () => {
    expect(
      await portraits([
        ['harbor', '/settings', 'settings'],
        ['harbor', '/settings/rooms', 'settings-rooms'],
        ['harbor', '/settings/hours', 'settings-hours'],
        ['harbor', '/settings/closures', 'settings-closures'],
        ['harbor', '/settings/closures', 'settings-close-days', opened('Close days')],
        ['hillside', '/settings', 'settings-setup'],
        ['hillside', '/programs', 'programs-empty'],
      ]),
    ).toEqual([]);
  });

  it('are those of the team', async () => {
    expect(
      await portraits([
        ['harbor', '/team', 'team'],
        ['harbor', '/team?status=left', 'team-empty'],
        ['harbor', `/team/${ada}`, 'staff'],
        ['harbor', `/team/${ada}`, 'staff-edit', opened('Edit')],
        ['harbor', `/team/${ada}?part=licenses`, 'staff-licenses'],
        ['harbor', `/team/${ada}?part=availability`, 'staff-availability'],
        ['harbor', `/team/${ada}?part=time-off`, 'staff-time-off'],
      ]),
    ).toEqual([]);
  });

  it('are those of the programs', async () => {
    expect(
      await portraits([
        ['harbor', '/programs', 'programs'],
        ['harbor', `/programs/${dayProgram}`, 'program-policy'],
        ['harbor', `/programs/${dayProgram}`, 'program-history', opened(/Weekly minimum/)],
        ['harbor', `/programs/${dayProgram}?part=taper`, 'program-taper'],
        ['harbor', '/programs/services', 'services'],
        ['harbor', '/programs/rules', 'rule-profiles'],
        ['harbor', `/programs/rules/${MEDICARE}`, 'rule-profile'],
      ]),
    ).toEqual([]);
  });
});

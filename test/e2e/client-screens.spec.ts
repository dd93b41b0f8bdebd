import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { RecordAttendance } from '#attendance';
import { CreateClient, RegisterClients } from '#clients';
import { AdmitClient, DischargeClient, type CareTeamRole } from '#episodes';
import { BookSession } from '#scheduling';
import { Clock, addDays, clinicDayOf, instantOf, newId, runInContext, timeZone, wallTime, weekStartOf, type ClinicDay, type Database } from '#platform';
import { accessibilityFaults, openPage, openScreen, picture, settled, signIn, startBrowser, type PageOptions, type WatchedPage } from '../support/browser.js';
import { manyPeople } from '../support/many-people.js';
import { sessionWith } from '../support/roster.js';
import { bookableClinic, type BookableClinic } from '../support/schedule.js';
import { servedApp, type ServedApp } from '../support/served-app.js';
import { TEST_PASSWORD, makeUser } from '../support/sign-in.js';

/** For what signs in four times; machines differ. */
const LONG = 90_000;
const ZONE = timeZone('America/New_York');

let house: ServedApp;
let browser: Browser;
let clinic: BookableClinic;
let slug: string;
let youth: string;
let today: ClinicDay;
/** The chart most of the pictures are of. */
let samId: string;

const asManager = <T>(work: () => Promise<T>): Promise<T> => runInContext({ requestId: 'history', actor: { kind: 'user', userId: null, displayName: 'Benedikt Lindqvist', sessionId: null } }, work);
const day = (offset: number): ClinicDay => addDays(today, offset);

beforeAll(async () => {
  house = await servedApp();
  browser = await startBrowser();
  today = clinicDayOf(house.get(Clock).now(), ZONE);
  clinic = await bookableClinic(house.database, 0);
  ({ slug } = await house.database.one<{ slug: string }>('select slug from clinics.clinic where id = $1', [clinic.clinicId]));
  await makeUser(house, [{ clinicId: clinic.clinicId, roles: ['director'] }], { displayName: 'Ines Castellano', email: 'ines@riverside.test' });
  await makeUser(house, [{ clinicId: clinic.clinicId, roles: ['front_desk'] }], { displayName: 'Esther Nakamura', email: 'esther@riverside.test' });
  await makeUser(house, [{ clinicId: clinic.clinicId, roles: ['case_manager'] }], { displayName: 'Benedikt Lindqvist', email: 'benedikt@riverside.test' });
  await asManager(fillTheClinic);
});
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

/** Two programs, sixty people in all states of a stay, and one chart with eight weeks of history. */
async function fillTheClinic(): Promise<void> {
  youth = await program(house.database, 'Adolescent after school', 'adolescent');
  const crowd = await house.get(RegisterClients).run(clinic.clinicId, 'old', manyPeople(60, 7).map(({ externalId, ...person }) => ({ externalId, ...person })));
  for (const [i, { clientId }] of crowd.entries()) {
    if (i % 4 === 3) continue;
    const start = day(-7 * (i % 11) - 2);
    const { id } = await admitted(clientId, i % 3 === 0 ? youth : clinic.programId, i === 5 ? day(9) : start, i % 3);
    if (i % 9 === 4) await house.get(DischargeClient).run(clinic.clinicId, id, { version: 1, dischargedOn: i === 4 ? day(5) : day(-1), disposition: 'completed' });
  }
  samId = (
    await house.get(CreateClient).run(clinic.clinicId, {
      givenName: 'Samuel', familyName: 'Rivera-O’Connell', preferredName: 'Sam', pronouns: 'they/them', birthDate: '1991-07-30' as ClinicDay, sex: 'male', genderIdentity: 'Non-binary',
      phone: '(503) 555-0142', email: 'sam@example.org', addressLine: '12 Alder Street', city: 'Portland', state: 'OR', postalCode: '97201', language: 'English, Spanish',
      emergencyContactName: 'Alma Rivera, mother', emergencyContactPhone: '(503) 555-0199', note: 'Prefers the side entrance.\nTakes the 19:10 bus.',
    })
  ).id;
  const before = await admitted(samId, clinic.programId, day(-300), 1);
  await house.get(DischargeClient).run(clinic.clinicId, before.id, { version: 1, dischargedOn: day(-240), disposition: 'left_against_advice' });
  const monday = weekStartOf(today, 1);
  const { id: episodeId } = await admitted(samId, clinic.programId, addDays(monday, -33), 0, [{ staffId: clinic.staffIds[1], role: 'case_manager' }, { staffId: clinic.staffIds[2], role: 'prescriber' }]);
  const sam = { clientId: samId, episodeId };
  for (let week = -5; week <= 0; week++) {
    for (const weekday of [0, 1, 2, 3, 4]) {
      const at = addDays(monday, 7 * week + weekday);
      if (at >= today || at < addDays(monday, -33)) continue;
      const { sessionId, participationIds } = await sessionWith(house.database, clinic, [sam], { startsAt: instantOf(at, wallTime('17:30'), ZONE).toISOString(), minutes: 180 });
      const status = week === -2 && weekday > 2 ? 'no_show' : week === -3 && weekday === 1 ? 'late' : week === -1 && weekday === 4 ? 'excused' : 'attended';
      const arrivedAt = status === 'late' ? instantOf(at, wallTime('18:10'), ZONE) : null;
      await house.get(RecordAttendance).run(clinic.clinicId, sessionId, {
        marks: [{ participationId: participationIds[0] as string, version: 1, status, ...(arrivedAt ? { arrivedAt } : {}), ...(status === 'excused' ? { reason: 'Court date' } : {}) } as never],
        mayCorrect: true,
      });
    }
  }
  for (const ahead of [1, 2, 3, 8, 9]) {
    await house.get(BookSession).run(clinic.clinicId, { serviceId: clinic.individualServiceId, startsAt: instantOf(day(ahead), wallTime('16:00'), ZONE), staffIds: [clinic.therapists[0]], clientIds: [samId], roomId: clinic.rooms.small, outsideHoursReason: 'Evening' });
  }
}

function admitted(clientId: string, programId: string, admittedOn: ClinicDay, who: number, others: { staffId: string; role: CareTeamRole }[] = []): Promise<{ id: string }> {
  const careTeam = [{ staffId: clinic.therapists[who] as string, role: 'therapist' as const, isPrimary: true }, ...others];
  return house.get(AdmitClient).run(clinic.clinicId, { clientId, programId, admittedOn, careTeam });
}

async function program(database: Database, name: string, population: string): Promise<string> {
  const id = newId();
  await database.transaction(async () => {
    await database.rows(`insert into programs.program (id, clinic_id, name, code, population, track) values ($1, $2, $3, $4, $5, 'mental_health')`, [id, clinic.clinicId, name, name.slice(0, 3).toUpperCase(), population]);
    await database.rows(
      `insert into programs.policy_version (id, clinic_id, program_id, number, effective_from, week_starts_on, program_weekdays, weekly_min_minutes,
         weekly_max_minutes, days_min, days_max, day_min_minutes, prorate_partial_weeks, group_capacity, parameters)
       values ($1, $2, $3, 1, '2020-01-01', 1, '{1,2,3,4}', 360, 1140, 3, 5, 120, true, 10, '{}')`,
      [newId(), clinic.clinicId, id],
    );
    await database.rows(
      `insert into programs.phase (id, clinic_id, program_id, position, name, weeks, minutes_per_week, days_per_week) values ($1, $2, $3, 1, 'Full', 6, 540, 3), ($4, $2, $3, 2, 'Taper', 4, 360, 3)`,
      [newId(), clinic.clinicId, id, newId()],
    );
  });
  return id;
}

async function as(person: string, options: Omit<PageOptions, 'url'> = {}): Promise<WatchedPage> {
  const window = await openPage(browser, { url: house.url, ...options });
  await signIn(window.page, `${person}@riverside.test`, TEST_PASSWORD);
  return window;
}

/** Takes the pictures of a screen, wide, tablet and phone, light and dark, and says what is wrong with it. */
async function portraits(path: string, name: string, before: (page: Page) => Promise<void> = async () => undefined): Promise<string[]> {
  const faults: string[] = [];
  for (const [suffix, options] of [['wide', {}], ['dark', { dark: true }], ['820', { size: 'tablet' }], ['phone', { size: 'phone', dark: true }]] as [string, Omit<PageOptions, 'url'>][]) {
    const { page, problems, close } = await as('ines', options);
    await openScreen(page, slug, path);
    await before(page);
    await settled(page);
    await picture(page, `${name}-${suffix}`);
    faults.push(...(await accessibilityFaults(page)).map((fault) => `${suffix}: ${fault}`), ...problems);
    await close();
  }
  return faults;
}

const chart = (part?: string): string => `/clients/${samId}${part ? `?part=${part}` : ''}`;

describe('the list of clients', () => {
  it('finds a misspelled name as one types, and neither title nor address says it', async () => {
    const { page, problems, close } = await as('esther');
    await openScreen(page, slug, '/clients');
    await page.keyboard.press('/');
    await page.keyboard.type('rivera oconel');
    await page.getByRole('link', { name: /Sam Rivera-O’Connell/ }).waitFor();
    await page.getByRole('row').nth(2).waitFor({ state: 'detached' });
    expect(await page.getByRole('row').count()).toBe(2);
    await picture(page, 'clients-search-wide');
    expect([page.url(), await page.title()].join(' ').toLowerCase()).not.toMatch(/rivera|sam\b/);
    await page.getByRole('link', { name: /Sam Rivera-O’Connell/ }).click();
    await page.getByRole('heading', { level: 1, name: /Sam Rivera-O’Connell/ }).waitFor();
    expect([page.url(), await page.title()].join(' ').toLowerCase()).not.toMatch(/rivera|sam\b/);
    await page.goBack();
    await settled(page);
    expect(await page.getByRole('searchbox').inputValue()).toBe('rivera oconel');
    expect(problems).toEqual([]);
    await close();
  });

  it('is narrowed by program, by who cares and by who is in none, and the address keeps it', async () => {
    const { page, problems, close } = await as('ines');
    await openScreen(page, slug, '/clients');
    await page.getByRole('button', { name: /^Adolescent after school/ }).click();
    await settled(page);
    await page.reload();
    await settled(page);
    expect(await page.getByRole('button', { name: /^Adolescent after school/ }).getAttribute('aria-pressed')).toBe('true');
    const programs = await page.getByRole('row').allTextContents();
    expect(programs.slice(1).every((text) => text.includes('Adolescent after school'))).toBe(true);
    await page.getByRole('button', { name: /^In no program/ }).click();
    await page.getByText('In no program').nth(1).waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByRole('combobox', { name: 'On the care team' }).click();
    await page.getByRole('option', { name: 'Therapist Number 1' }).click();
    await page.getByRole('button', { name: 'Hand over' }).click();
    await page.getByRole('dialog').getByText('Every place Therapist Number 1 has').waitFor();
    await picture(page, 'clients-hand-over-wide');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(problems).toEqual([]);
    await close();
  });

  it('stands at every size, full and empty', async () => {
    const faults = await portraits('/clients', 'clients');
    const { page, close } = await as('ines');
    await openScreen(page, slug, '/clients');
    await page.keyboard.press('/');
    await page.keyboard.type('zzqqy');
    await page.getByText('Nobody found').waitFor();
    await picture(page, 'clients-nobody-wide');
    faults.push(...(await accessibilityFaults(page)));
    await close();
    expect(faults).toEqual([]);
  }, LONG);
});

describe('a new client', () => {
  it('is held against the charts there are, and made once somebody has said it is another person', async () => {
    const { page, problems, close } = await as('esther');
    await openScreen(page, slug, '/clients');
    await page.getByText('Everyone').waitFor();
    await page.keyboard.press('n');
    await page.getByLabel('Given name').fill('Samual');
    await page.getByLabel('Family name').fill('Rivera Oconnell');
    await page.getByLabel('Phone', { exact: true }).fill('503 555 0142');
    await page.getByText('Is it one of these?').or(page.getByText('This person seems to have a chart already')).waitFor();
    await picture(page, 'client-new-duplicate-wide');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Make chart' }).click();
    await page.getByText(/already a chart that may be this person’s/).waitFor();
    await page.getByRole('checkbox', { name: 'Somebody else' }).click();
    await page.getByRole('button', { name: 'Make chart' }).click();
    await page.getByRole('heading', { level: 1, name: 'Samual Rivera Oconnell' }).waitFor();
    await page.getByText('Not admitted yet').waitFor();
    await picture(page, 'client-empty-wide');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(problems).toEqual([]);
    await close();
  }, LONG);

  it('can be filled in at every size', async () => {
    expect(await portraits('/clients/new', 'client-new')).toEqual([]);
  }, LONG);
});

describe('a chart', () => {
  it.each([
    ['overview', 'client-overview', undefined],
    ['schedule', 'client-schedule', 'schedule'],
    ['hours', 'client-hours', 'hours'],
    ['care team', 'client-team', 'team'],
    ['details', 'client-details', 'details'],
    ['activity', 'client-activity', 'activity'],
  ])('shows its %s at every size', async (_what, name, part) => {
    expect(await portraits(chart(part), name)).toEqual([]);
  }, LONG);

  it('keeps its header in view', async () => {
    const { page, close } = await as('ines', { size: 'tablet' });
    await openScreen(page, slug, chart('activity'));
    await page.getByRole('link', { name: /All of it in the audit trail/ }).scrollIntoViewIfNeeded();
    const heading = await page.getByRole('heading', { level: 1 }).boundingBox();
    expect(heading?.y).toBeGreaterThanOrEqual(0);
    expect(heading?.y).toBeLessThan(200);
    await close();
  });

  it('is opened once however long it is looked at, and once more after a change', async () => {
    const openings = async () => (await house.database.one<{ n: number }>(`select count(*) as n from platform.audit_entry where client_id = $1 and action = 'episodes.chart-opened'`, [samId])).n;
    const { page, close } = await as('benedikt');
    const before = await openings();
    await openScreen(page, slug, chart());
    for (const tab of ['Schedule', 'Care team', 'Overview']) await page.getByRole('button', { name: tab, exact: true }).click();
    await settled(page);
    expect(await openings()).toBe(before + 1);
    await close();
  });

  it('takes a client through admission, other hours, another primary and discharge', async () => {
    const { page, problems, close } = await as('benedikt');
    await openScreen(page, slug, '/clients?outside=1');
    await page.getByRole('row').nth(1).getByRole('link').click();
    await page.getByRole('button', { name: 'Admit', exact: true }).click();
    await page.getByRole('combobox', { name: 'Program' }).click();
    await page.getByRole('option', { name: 'Adult evening' }).click();
    await page.getByText('Prescribed hours').last().waitFor();
    await page.getByRole('combobox', { name: 'Primary' }).click();
    await page.getByRole('option', { name: /^Therapist Number 0/ }).click();
    await page.getByRole('button', { name: 'Add a member' }).click();
    await page.getByRole('combobox', { name: 'Member 2', exact: true }).click();
    await page.getByRole('option', { name: /^Ben Lindqvist/ }).click();
    await page.getByLabel('Hours a week of step 1').fill('6');
    await page.getByLabel('Hours a week of step 1').blur();
    await page.getByLabel(/Why these hours leave the policy/).waitFor();
    await picture(page, 'client-admit-wide');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Admit' }).click();
    await page.getByText('Say why these hours leave the policy.').waitFor();
    await page.getByLabel(/Why these hours leave the policy/).fill('Starts slowly after the hospital');
    await page.getByRole('combobox', { name: 'Ordered by' }).click();
    await page.getByRole('option', { name: /^Ben Lindqvist/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Admit' }).click();
    await page.getByText('may not sign for these hours: Case manager orders no treatment.').waitFor();
    await page.getByRole('combobox', { name: 'Ordered by' }).click();
    await page.getByRole('option', { name: /^Therapist Number 1/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Admit' }).click();
    await page.getByText('Week 1 of 8').first().waitFor();
    await page.getByText('Hours outside the policy, with a reason').waitFor();

    await page.getByRole('button', { name: 'Change hours' }).click();
    await page.getByLabel('Hours a week').fill('12');
    await page.getByLabel('Days a week').fill('4');
    await picture(page, 'client-change-hours-wide');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Change hours' }).click();
    await page.getByText('12 h a week on 4 days').first().waitFor();

    await page.getByRole('button', { name: 'Care team', exact: true }).click();
    await page.getByRole('button', { name: 'Change Ben Lindqvist' }).click();
    await page.getByRole('menuitem', { name: 'Make primary' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Make primary' }).click();
    await page.getByRole('row', { name: /Ben Lindqvist Primary/ }).waitFor();

    await page.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Discharge' }).click();
    await page.getByRole('radio', { name: 'Stepped down' }).click();
    await picture(page, 'client-discharge-wide');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Discharge' }).click();
    await page.getByText(/^Last day/).first().waitFor();
    expect(problems).toEqual([]);
    await close();
  }, LONG);

  it('is edited with what somebody else saved meanwhile in view', async () => {
    const [first, second] = [await as('esther'), await as('benedikt')];
    for (const { page } of [first, second]) {
      await openScreen(page, slug, chart('details'));
      await page.getByRole('button', { name: 'Edit', exact: true }).click();
    }
    await first.page.getByLabel('City').fill('Salem');
    await first.page.getByRole('button', { name: 'Save' }).click();
    await first.page.getByText('Details saved').waitFor();
    await second.page.getByLabel('Pronouns').fill('they');
    await second.page.getByRole('button', { name: 'Save' }).click();
    await second.page.getByText('They changed: City.').waitFor();
    await picture(second.page, 'client-edit-crossed-wide');
    expect(await accessibilityFaults(second.page)).toEqual([]);
    await second.page.getByRole('button', { name: 'Reload theirs' }).click();
    expect(await second.page.getByLabel('City').inputValue()).toBe('Salem');
    await first.close();
    await second.close();
  }, LONG);

  it('that is not there is said to be so', async () => {
    const { page, problems, close } = await as('ines');
    await openScreen(page, slug, `/clients/${newId()}`);
    await page.getByText('No such client.').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(problems).toEqual([]);
    await close();
  });
});

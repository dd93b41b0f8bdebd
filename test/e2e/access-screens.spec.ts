import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Role } from '#identity';
import { AuditSealer, AuditTrail, newId, runInContext } from '#platform';
import { accessibilityFaults, openPage, openScreen, picture, settled, signIn, startBrowser, type PageOptions, type WatchedPage } from '../support/browser.js';
import { clinicWithProgram } from '../support/clinic-with-program.js';
import { servedApp, type ServedApp } from '../support/served-app.js';
import { TEST_PASSWORD, makeUser } from '../support/sign-in.js';

let house: ServedApp;
let browser: Browser;
let clinicId: string;
let slug: string;

const STAFF: [string, Role[]][] = [
  ['Ines Castellano', ['administrator', 'director']],
  ['Amara Okafor', ['therapist']],
  ['Benedikt Lindqvist-Achterberg', ['case_manager']],
  ['Chiara Park', ['prescriber']],
  ['Dmitri Volkov', ['therapist']],
  ['Esther Nakamura', ['front_desk']],
  ['Farid Haddad', ['auditor']],
  ['Grace Mbeki', ['director', 'therapist']],
];
const email = (name: string): string => `${name.split(' ')[0]?.toLowerCase()}@riverside.test`;

beforeAll(async () => {
  house = await servedApp();
  browser = await startBrowser();
  ({ clinicId } = await clinicWithProgram(house.database));
  slug = `riverside-${clinicId}`;
  for (const [displayName, roles] of STAFF) await makeUser(house, [{ clinicId, roles }], { displayName, email: email(displayName) });
  await house.database.writeOnce(`update identity.user set disabled_at = now() where email = $1 returning id`, [email('Dmitri Volkov')]);
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

/** Opens a window in which somebody is signed in. */
async function as(person: string, options: Omit<PageOptions, 'url'> = {}): Promise<WatchedPage> {
  const window = await openPage(browser, { url: house.url, ...options });
  await signIn(window.page, email(person), TEST_PASSWORD);
  return window;
}

/** Takes the pictures of a screen that nobody looks at twice otherwise: wide, tablet and phone, light and dark. */
async function portraits(person: string, path: string, name: string, before: (page: Page) => Promise<void> = async () => undefined): Promise<string[]> {
  const faults: string[] = [];
  for (const [suffix, options] of [['wide', {}], ['dark', { dark: true }], ['820', { size: 'tablet' }], ['phone', { size: 'phone', dark: true }]] as [string, Omit<PageOptions, 'url'>][]) {
    const { page, problems, close } = await as(person, options);
    await openScreen(page, slug, path);
    await before(page);
    await picture(page, `${name}-${suffix}`);
    faults.push(...(await accessibilityFaults(page)).map((fault) => `${suffix}: ${fault}`), ...problems);
    await close();
  }
  return faults;
}

/** Somebody opens and edits charts, days on end. */
async function history(): Promise<string> {
  const clients = ['Samuel', 'Rosa', 'Theo'].map((givenName, i) => ({ id: newId(), givenName, familyName: ['Rivera', 'Delgado', 'Brandt'][i] as string, chart: String(100_401 + i) }));
  const { id: userId } = await house.database.one<{ id: string }>('select id from identity.user where email = $1', [email('Amara Okafor')]);
  const actor = { kind: 'user' as const, userId, displayName: 'Amara Okafor', sessionId: null };
  await runInContext({ requestId: 'history', actor }, () =>
    house.database.transaction(async () => {
      for (const client of clients) {
        await house.database.rows('insert into clients.client (id, clinic_id, chart_number, given_name, family_name) values ($1, $2, $3, $4, $5)', [client.id, clinicId, client.chart, client.givenName, client.familyName]);
      }
      const trail = house.get(AuditTrail);
      for (let i = 0; i < 40; i++) {
        const client = clients[i % 3] as (typeof clients)[number];
        const about = { clinicId, subjectType: 'client', subjectId: client.id, clientId: client.id };
        if (i % 4 === 3) trail.record({ ...about, action: 'clients.edited', changes: { phone: ['(555) 010-2200', '(555) 010-2277'], preferredName: [null, 'Sam'] }, reason: 'The client gave a new number at check-in' });
        else trail.record({ ...about, action: i % 4 === 1 ? 'clients.details-read' : 'episodes.chart-opened' });
      }
    }),
  );
  return clients[0]?.id as string;
}

/** A client of nobody's care team. */
async function somebody(givenName: string, chart: string): Promise<string> {
  const id = newId();
  await house.database.writeOnce(`insert into clients.client (id, clinic_id, chart_number, given_name, family_name) values ($1, $2, $3, $4, 'Whitfield') returning id`, [id, clinicId, chart, givenName]);
  return id;
}

describe('the users of a clinic', () => {
  it('are made with a password to hand over, which their person replaces', async () => {
    const { page, problems, close } = await as('Ines Castellano');
    await openScreen(page, slug, '/users');
    await page.keyboard.press('n');
    await page.getByLabel('Name', { exact: true }).fill('Hanna Weiss');
    await page.getByLabel('Email').fill('hanna@riverside.test');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByText('At least one, or they could do nothing.').waitFor();
    await page.getByRole('checkbox', { name: /^Therapist/ }).click();
    await picture(page, 'users-new-wide');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Create account' }).click();
    const password = (await page.getByTestId('handover-password').textContent()) ?? '';
    expect(password).toMatch(/^[a-z2-9-]{19}$/);
    await picture(page, 'users-handover-wide');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('row', { name: /Hanna Weiss.*Not signed in yet/ }).waitFor();

    const hers = await openPage(browser, { url: house.url });
    await hers.page.goto('/sign-in');
    await hers.page.getByLabel('Email').fill('hanna@riverside.test');
    await hers.page.getByLabel('Password', { exact: true }).fill(password);
    await hers.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await hers.page.getByLabel('Password until now').fill(password);
    await hers.page.getByLabel('New password', { exact: true }).fill('violet harbour lantern');
    await hers.page.getByLabel('New password again').fill('violet harbour lantern');
    await hers.page.getByRole('button', { name: 'Change password' }).click();
    await hers.page.waitForURL(/\/c\//);
    expect([problems, hers.problems]).toEqual([[], []]);
    await hers.close();
    await close();
  });

  it('keep the last administrator, and a refusal says so in words', async () => {
    const { page, problems, close } = await as('Ines Castellano');
    await openScreen(page, slug, '/users');
    await page.getByRole('button', { name: /Ines Castellano you/ }).click();
    await page.getByRole('checkbox', { name: /^Administrator/ }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('This is the last administrator of the clinic.').waitFor();
    expect(await page.getByRole('button', { name: 'Disable' }).count()).toBe(0);
    expect(problems).toEqual([]);
    await close();
  });

  it('are disabled at once, out of every window they have open', async () => {
    const hers = await as('Chiara Park');
    const { page, problems, close } = await as('Ines Castellano');
    await openScreen(page, slug, '/users');
    await page.getByRole('button', { name: /Chiara Park/ }).click();
    await picture(page, 'users-edit-wide');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Disable', exact: true }).click();
    await page.getByRole('dialog', { name: 'Disable Chiara Park?' }).getByRole('button', { name: 'Disable' }).click();
    await page.getByRole('row', { name: /Chiara Park.*Disabled/ }).waitFor();
    expect((await hers.page.request.get('/api/auth/me')).status()).toBe(401);
    expect(problems).toEqual([]);
    await hers.close();
    await close();
  });

  it('are found and narrowed, and what was sought stays out of the address', async () => {
    const { page, problems, close } = await as('Farid Haddad');
    await openScreen(page, slug, '/users');
    await page.getByRole('searchbox').fill('okaf');
    await page.getByRole('row', { name: /Grace Mbeki/ }).waitFor({ state: 'detached' });
    expect(await page.getByRole('row').count()).toBe(2);
    expect(page.url()).not.toContain('okaf');
    await page.getByRole('searchbox').fill('nobody at all');
    await page.getByText('Nobody fits').waitFor();
    await picture(page, 'users-nobody-wide');
    expect(await page.getByRole('button', { name: 'New user' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Clear search' }).click();
    await page.getByRole('button', { name: /Grace Mbeki/ }).click();
    await page.getByText('Reads charts, books, records and corrects attendance').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(problems).toEqual([]);
    await close();
  });

  it('are a screen one would show to a friend', async () => {
    expect(await portraits('Ines Castellano', '/users', 'users')).toEqual([]);
  }, 90_000);
});

describe('tokens', () => {
  it('are made, used, shown as used and revoked', async () => {
    const { page, problems, close } = await as('Ines Castellano');
    await openScreen(page, slug, '/tokens');
    await page.getByText('No machine has a way in').waitFor();
    await picture(page, 'tokens-empty-wide');
    await page.getByRole('button', { name: 'New token' }).first().click();
    await page.getByLabel('What it is for').fill('Nightly export to the billing office');
    await page.getByLabel('Read users').check();
    await page.getByLabel('Find clients').check();
    await page.getByLabel('Read hours').check();
    await picture(page, 'tokens-new-wide');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Make token' }).click();
    const secret = (await page.getByTestId('token-secret').textContent()) ?? '';
    await picture(page, 'tokens-secret-wide');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Done' }).click();

    const ask = () => fetch(`${house.url}/api/clinics/${clinicId}/users`, { headers: { authorization: `Bearer ${secret}` } }).then((answer) => answer.status);
    expect(await ask()).toBe(200);
    await page.getByRole('button', { name: 'Revoke Nightly export to the billing office' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('row', { name: /Nightly export.*Revoked/ }).waitFor();
    expect(await ask()).toBe(401);
    expect(problems).toEqual([]);
    await close();
  });

  it('are a screen one would show to a friend', async () => {
    const { page, close } = await as('Ines Castellano');
    for (const [name, permissions, days] of [['Calendar on the wall', ['schedule.read', 'groups.read'], 365], ['Import from the old system', ['imports.run', 'imports.read', 'clients.read', 'clients.write', 'team.read'], 7]] as const) {
      const answer = await page.request.post(`/api/clinics/${clinicId}/tokens`, { data: { name, permissions, days } });
      expect(answer.status()).toBe(201);
    }
    await close();
    expect(await portraits('Ines Castellano', '/tokens', 'tokens')).toEqual([]);
  }, 90_000);
});

describe('where one is signed in', () => {
  it('shows every device and signs out any of them, or all', async () => {
    const there = await as('Amara Okafor', { size: 'tablet' });
    const { page, problems, close } = await as('Amara Okafor');
    await openScreen(page, slug, '/my-sessions');
    await page.getByText('This device').waitFor();
    await page.getByRole('button', { name: /^Sign out on/ }).first().click();
    await page.getByText(/^Signed out on/).waitFor();
    expect((await there.page.request.get('/api/auth/me')).status()).toBe(401);
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.waitForURL(/\/sign-in/);
    expect(problems).toEqual([]);
    await there.close();
    await close();
  });

  it('is a screen one would show to a friend', async () => {
    for (const userAgent of ['Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0']) {
      const answer = await fetch(`${house.url}/api/auth/login`, { method: 'POST', headers: { 'content-type': 'application/json', 'user-agent': userAgent }, body: JSON.stringify({ email: email('Grace Mbeki'), password: TEST_PASSWORD }) });
      expect(answer.status).toBe(200);
    }
    await house.database.writeOnce(`update identity.session set last_seen_at = last_seen_at - interval '40 minutes', created_at = created_at - interval '2 hours' where user_agent like '%Edg/%' returning id`);
    expect(await portraits('Grace Mbeki', '/my-sessions', 'my-sessions')).toEqual([]);
  }, 90_000);
});

describe('a chart of somebody else’s clients', () => {
  it('opens in an emergency to whoever says why, and is reviewed by somebody else', async () => {
    const clientId = await somebody('Noah', '100501');
    const therapist = await as('Amara Okafor');
    await openScreen(therapist.page, slug, `/clients/${clientId}`);
    await therapist.page.getByRole('heading', { name: 'You are not on this client’s care team' }).waitFor();
    expect(await therapist.page.getByText('Whitfield').count()).toBe(0);
    await picture(therapist.page, 'emergency-door-wide');
    expect(await accessibilityFaults(therapist.page)).toEqual([]);
    await therapist.page.getByLabel('Why you need this chart now').fill('Covering for Grace tonight; he called from the station and sounded unwell.');
    await therapist.page.getByRole('button', { name: 'Open the chart' }).click();
    await therapist.page.getByText('Whitfield').first().waitFor();

    const director = await as('Grace Mbeki');
    await openScreen(director.page, slug, '/audit');
    await director.page.getByRole('button', { name: 'Opened in an emergency', exact: true }).click();
    await director.page.waitForURL(/\/audit\/emergencies/);
    await director.page.getByText('Covering for Grace tonight').waitFor();
    await picture(director.page, 'emergencies-wide');
    await director.page.getByRole('button', { name: 'Review what Amara Okafor opened' }).click();
    const drawer = director.page.getByRole('dialog', { name: 'Review' });
    await drawer.getByRole('radio', { name: /^Not justified/ }).check();
    await drawer.getByRole('button', { name: 'Save the review' }).click();
    await drawer.getByText('Say what was wrong.').waitFor();
    await picture(director.page, 'emergencies-review-wide');
    expect(await accessibilityFaults(director.page)).toEqual([]);
    await drawer.getByRole('radio', { name: /^Justified/ }).check();
    await drawer.getByRole('button', { name: 'Save the review' }).click();
    await director.page.getByText('Nothing to review').waitFor();
    await director.page.getByText('All', { exact: true }).click();
    await director.page.getByText('Justified').waitFor();
    expect([...therapist.problems, ...director.problems]).toEqual([]);
    await therapist.close();
    await director.close();
  }, 120_000);

  it('is a screen one would show to a friend, before it and where it is reviewed', async () => {
    const clientId = await somebody('June', '100502');
    expect(await portraits('Amara Okafor', `/clients/${clientId}`, 'emergency-door', async (page) => page.getByRole('heading', { name: 'You are not on this client’s care team' }).waitFor())).toEqual([]);
    expect(await portraits('Farid Haddad', '/audit/emergencies?which=all', 'emergencies', async (page) => page.getByText('Justified').waitFor())).toEqual([]);
  }, 120_000);
});

describe('the audit trail', () => {
  it('answers who saw a chart, in full, and gives the answer as a file', async () => {
    const clientId = await history();
    await house.get(AuditSealer).seal();
    const { page, problems, close } = await as('Farid Haddad');
    await openScreen(page, slug, '/audit');
    await page.getByText('Chain verified').waitFor();
    await page.getByRole('button', { name: 'Client: Every client' }).click();
    await page.getByLabel('Find a client').fill('rivera');
    await page.getByRole('option', { name: /Rivera/ }).click();
    await page.waitForURL(new RegExp(`client=${clientId}`));
    await settled(page);
    await picture(page, 'audit-client-wide');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: /Client edited/ }).first().click();
    await page.getByText('(555) 010-2277').waitFor();
    await picture(page, 'audit-entry-wide');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'This action' }).click();
    await page.waitForURL(/action=clients\.edited/);
    await settled(page);
    expect(await page.getByRole('row').count()).toBeGreaterThan(1);

    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export CSV' }).click()]);
    expect(download.suggestedFilename()).toMatch(/^audit-\d{4}-\d\d-\d\d\.csv$/);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByRole('button', { name: /Audit trail exported/ }).first().waitFor();
    expect(problems).toEqual([]);
    await close();
  });

  it('is narrowed to one person, also where more people work than one answer holds', async () => {
    await house.database.writeOnce(
      `with made as (
         insert into identity.user (id, email, display_name, password_hash, password_set_at, created_at)
         select gen_random_uuid(), 'clerk' || n || '@riverside.test', case n when 205 then 'Zygmunt Wrona' else 'Clerk ' || lpad(n::text, 3, '0') end, 'none', now(), now() from generate_series(1, 205) n
         returning id)
       insert into identity.membership (user_id, clinic_id, roles, created_at) select id, $1, '{front_desk}', now() from made returning user_id`,
      [clinicId],
    );
    const { page, problems, close } = await as('Farid Haddad');
    await openScreen(page, slug, '/audit');
    const person = page.getByRole('combobox', { name: 'Person' });
    await person.fill('zyg');
    await page.getByRole('option', { name: 'Zygmunt Wrona' }).click();
    await page.waitForURL(/user=/);
    await settled(page);
    expect(await person.inputValue()).toBe('Zygmunt Wrona');
    expect([...(await accessibilityFaults(page)), ...problems]).toEqual([]);
    await close();
  });

  it('says so when nothing fits, and is closed to those whose role does not include it', async () => {
    const { page, problems, close } = await as('Farid Haddad');
    await openScreen(page, slug, '/audit?action=hours&from=2020-01-01&to=2020-01-02');
    await page.getByText('No entry fits').waitFor();
    await picture(page, 'audit-nothing-wide');
    const theirs = await as('Esther Nakamura');
    await openScreen(theirs.page, slug, '/audit');
    await theirs.page.getByText('Your role does not include this screen').waitFor();
    expect([problems, theirs.problems]).toEqual([[], []]);
    await theirs.close();
    await close();
  });

  it('is a screen one would show to a friend', async () => {
    await house.get(AuditSealer).seal();
    expect(await portraits('Farid Haddad', '/audit', 'audit', async (page) => page.getByText('Chain verified').waitFor())).toEqual([]);
  }, 90_000);
});

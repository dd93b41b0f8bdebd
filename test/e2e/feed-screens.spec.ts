import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Role } from '#identity';
import { newId, runAsSystem } from '#platform';
import { accessibilityFaults, openPage, openScreen, picture, signIn, startBrowser, type PageOptions, type WatchedPage } from '../support/browser.js';
import { bookableClinic, type BookableClinic } from '../support/schedule.js';
import { servedApp, type ServedApp } from '../support/served-app.js';
import { TEST_PASSWORD, makeUser } from '../support/sign-in.js';

let house: ServedApp;
let browser: Browser;
let clinic: BookableClinic;
let slug: string;

const STAFF: [string, Role[]][] = [['Amara Okafor', ['therapist']], ['Ines Castellano', ['administrator']], ['Esther Nakamura', ['front_desk']]];
const email = (name: string): string => `${name.split(' ')[0]?.toLowerCase()}@riverside.test`;

beforeAll(async () => {
  house = await servedApp();
  browser = await startBrowser();
  clinic = await bookableClinic(house.database, 1);
  slug = `riverside-${clinic.clinicId}`;
  for (const [displayName, roles] of STAFF) await makeUser(house, [{ clinicId: clinic.clinicId, roles }], { displayName, email: email(displayName) });
  // Three sessions of Amara's in the days to come, one of them cancelled, and a group to choose.
  await runAsSystem('test', () =>
    house.database.transaction(async () => {
      await house.database.rows('update team.staff set user_id = (select id from identity.user where email = $2) where id = $1', [clinic.therapists[0], email('Amara Okafor')]);
      await house.database.rows(`insert into scheduling.therapy_group (id, clinic_id, program_id, service_id, name, capacity) values ($1, $2, $3, $4, 'Evening skills', 10)`, [newId(), clinic.clinicId, clinic.programId, clinic.groupServiceId]);
      await house.database.rows(
        `with made as (
           insert into scheduling.session (id, clinic_id, kind, title, service_id, starts_at, ends_at, clinic_day, capacity, counts_toward_hours, status, cancel_reason)
           select gen_random_uuid(), $1, 'group', 'Number 0 Person', $2, at, at + interval '2 hours', (at at time zone 'America/New_York')::date, 10, true, status, case when status = 'cancelled' then 'Snow' end
           from (select date_trunc('day', now()) + n * interval '1 day' + interval '15 hours' as at, case when n = 3 then 'cancelled' else 'scheduled' end as status from generate_series(1, 3) n) t
           returning id, clinic_id, starts_at, ends_at, live)
         insert into scheduling.session_staff (session_id, staff_id, clinic_id, starts_at, ends_at, live) select id, $3, clinic_id, starts_at, ends_at, live from made`,
        [clinic.clinicId, clinic.groupServiceId, clinic.therapists[0]],
      );
    }),
  );
});
afterAll(async () => {
  await browser.close();
  await house.close();
});

/** Opens the feeds in a window in which somebody is signed in. */
async function feedsOf(person: string, options: Omit<PageOptions, 'url'> = {}): Promise<WatchedPage> {
  const window = await openPage(browser, { url: house.url, ...options });
  await signIn(window.page, email(person), TEST_PASSWORD);
  await openScreen(window.page, slug, '/feeds');
  return window;
}

/** What a calendar program gets at an address. */
async function read(address: string): Promise<{ status: number; events: number; text: string }> {
  const answer = await fetch(address);
  const text = await answer.text();
  return { status: answer.status, events: text.split('BEGIN:VEVENT').length - 1, text };
}

describe('calendar feeds', () => {
  it('are made from one’s own menu, read, given a new address and revoked', async () => {
    const { page, problems, close } = await feedsOf('Amara Okafor');
    await page.getByText('Not in any other calendar yet').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, 'feeds-empty-wide');
    await page.getByRole('button', { name: 'Amara Okafor' }).click();
    await page.getByRole('menuitem', { name: 'Calendar feeds' }).click();
    await page.waitForURL(/\/feeds$/);

    await page.getByRole('button', { name: 'New feed' }).first().click();
    await page.getByRole('button', { name: 'Make feed' }).click();
    await page.getByText('Say where you will read it').waitFor();
    await page.getByLabel('Where you will read it').fill('My phone');
    await page.getByRole('radio', { name: 'The service' }).check();
    await picture(page, 'feeds-new-wide');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Make feed' }).click();
    const first = (await page.getByTestId('feed-address').textContent()) ?? '';
    await picture(page, 'feeds-address-wide');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('row', { name: /My phone.*Works.*never/ }).waitFor();

    expect(first).toMatch(new RegExp(`^${house.url}/api/feeds/`));
    const feed = await read(first);
    expect([feed.status, feed.events]).toEqual([200, 3]);
    expect(feed.text).toContain('SUMMARY:Cancelled: Process group');
    expect(feed.text).not.toContain('Person');
    await page.reload();
    await page.getByRole('row', { name: /My phone.*Works.*(now|ago)/ }).waitFor();

    await page.getByRole('button', { name: 'New address for My phone' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'New address' }).click();
    const second = (await page.getByTestId('feed-address').textContent()) ?? '';
    await page.getByRole('button', { name: 'Done' }).click();
    expect([(await read(first)).status, (await read(second)).status]).toEqual([404, 200]);

    await page.getByRole('button', { name: 'Revoke My phone' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('row', { name: /My phone.*Revoked/ }).waitFor();
    expect((await read(second)).status).toBe(404);
    expect(problems).toEqual([]);
    await close();
  });

  it('of sessions one does not have are refused where they were chosen; a group’s are there for all', async () => {
    const { page, problems, close } = await feedsOf('Esther Nakamura');
    await page.getByRole('button', { name: 'New feed' }).first().click();
    await page.getByLabel('Where you will read it').fill('Front desk');
    await page.getByRole('button', { name: 'Make feed' }).click();
    await page.getByText(/belongs to somebody of the team/).waitFor();
    await page.getByRole('radio', { name: 'A group’s sessions' }).check();
    await page.getByRole('combobox', { name: 'Group' }).click();
    await page.getByRole('option', { name: 'Evening skills' }).click();
    await page.getByRole('button', { name: 'Make feed' }).click();
    const address = (await page.getByTestId('feed-address').textContent()) ?? '';
    expect((await read(address)).status).toBe(200);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('row', { name: /Front desk.*Sessions of Evening skills.*Works/ }).waitFor();
    expect(problems).toEqual([]);
    await close();
  });

  it('are seen and ended by whoever manages the ways in, on any screen', async () => {
    for (const [suffix, options] of [['wide', {}], ['dark', { dark: true }], ['820', { size: 'tablet' }], ['phone', { size: 'phone', dark: true }]] as [string, Omit<PageOptions, 'url'>][]) {
      const { page, problems, close } = await feedsOf('Ines Castellano', options);
      await page.getByRole('radiogroup', { name: 'Whose feeds' }).getByText('Everyone’s').click();
      await page.getByText('Front desk').first().waitFor();
      await page.waitForURL(/whose=everyone/);
      expect((await accessibilityFaults(page)).map((fault) => `${suffix}: ${fault}`)).toEqual([]);
      await picture(page, `feeds-${suffix}`);
      if (suffix === 'phone') {
        await page.getByRole('button', { name: 'Revoke Front desk' }).click();
        await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
        await page.getByRole('row', { name: /Front desk.*Revoked/ }).waitFor();
      }
      expect(problems).toEqual([]);
      await close();
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OpenTasks, type NewTask } from '#episodes';
import { newId, runAsSystem, type ClinicDay } from '#platform';
import { testApp, type TestApp } from '../../../test/support/app.js';
import { clinicWithPeople, sessionWith, type ClinicWithPeople, type Roster } from '../../../test/support/roster.js';
import { personWith, problemOf, type Asker } from '../../../test/support/sign-in.js';

interface Item {
  kind: string;
  id: string;
  title: string;
  dueOn: string;
  about: string | null;
  client: { givenName: string } | null;
  sessionId: string | null;
  owners: { name: string }[];
  version: number | null;
}

let house: TestApp;
let clinic: ClinicWithPeople;
let owed: Roster;
let ada: Asker;
let desk: Asker;
let director: Asker;
let credentialId: string;

const write = (sql: string, params: unknown[]) => runAsSystem('test', () => house.database.transaction(() => house.database.rows(sql, params)));
const task = (title: string, dueOn: string, more: Partial<NewTask> = {}): NewTask => ({ source: 'person', title, dueOn: dueOn as ClinicDay, ownerStaffId: clinic.staffIds[0], ...more });
async function list(person: Asker, query = ''): Promise<Item[]> {
  const answer = await person.ask('GET', `/clinics/${clinic.clinicId}/work-list${query}`);
  expect(answer.statusCode).toBe(200);
  return answer.json<{ items: Item[] }>().items;
}

beforeAll(async () => {
  house = await testApp({ now: new Date('2026-03-05T15:00:00Z') });
  clinic = await clinicWithPeople(house.database, 2);
  ada = await personWith(house, clinic.clinicId, 'therapist');
  desk = await personWith(house, clinic.clinicId, 'front_desk');
  director = await personWith(house, clinic.clinicId, 'director');
  await write('update team.staff set user_id = $2 where id = $1', [clinic.staffIds[0], ada.userId]);
  owed = await sessionWith(house.database, clinic, clinic.people, { startsAt: '2026-03-03T15:00:00Z', minutes: 60 });
  const unled = await sessionWith(house.database, clinic, clinic.people, { startsAt: '2026-03-04T15:00:00Z', minutes: 60 });
  expect(unled.sessionId).toBeDefined();
  await write('insert into scheduling.session_staff (session_id, staff_id, clinic_id, starts_at, ends_at, live) select id, $2, clinic_id, starts_at, ends_at, live from scheduling.session where id = $1', [owed.sessionId, clinic.staffIds[0]]);
  // Of the two licenses there are, the later one runs out.
  await write('delete from team.credential where staff_id = $1', [clinic.staffIds[0]]);
  credentialId = newId();
  await write(`insert into team.credential (id, clinic_id, staff_id, kind, number, issued_on, expires_on) values ($1, $2, $3, 'license', 'A-1', '2024-01-01', '2026-03-31'), ($4, $2, $3, 'license', 'A-0', '2022-01-01', '2025-12-31')`, [credentialId, clinic.clinicId, clinic.staffIds[0], newId()]);
  const [first] = clinic.people;
  await runAsSystem('test', () =>
    house.get(OpenTasks).run(clinic.clinicId, [
      task('Send the packet', '2026-03-10', { clientId: first?.clientId as string, episodeId: first?.episodeId as string }),
      task('Order forms', '2026-03-03'),
      task('Whoever is free', '2026-03-06', { ownerStaffId: null }),
      task('For Ben', '2026-03-04', { ownerStaffId: clinic.staffIds[1] }),
    ]),
  );
});
afterAll(() => house.close());

describe('the work list', () => {
  it('unites a person’s tasks with what they owe, by deadline, each with what opens it', async () => {
    const items = await list(ada);
    expect(items.map((item) => [item.kind, item.title, item.dueOn])).toEqual([
      ['attendance', 'Process group', '2026-03-03'],
      ['task', 'Order forms', '2026-03-03'],
      ['task', 'Send the packet', '2026-03-10'],
      ['credential', 'Renew: license', '2026-03-31'],
    ]);
    expect(items[0]).toMatchObject({ id: owed.sessionId, sessionId: owed.sessionId, about: '2 of 2 not recorded', owners: [{ name: 'Ada Okafor' }], version: null });
    expect(items[2]).toMatchObject({ client: { givenName: 'Number 0' }, version: 1 });
    expect(items[3]).toMatchObject({ id: credentialId });
  });

  it('shows what is nobody’s to everybody, and everyone’s to whoever may see it', async () => {
    expect((await list(desk)).map((item) => item.title)).toEqual([]);
    expect((await list(desk, '?whose=unowned')).map((item) => [item.kind, item.title])).toEqual([['attendance', 'Process group'], ['task', 'Whoever is free']]);
    const refused = await desk.ask('GET', `/clinics/${clinic.clinicId}/work-list?whose=everyone`);
    expect([refused.statusCode, problemOf(refused)]).toEqual([403, 'forbidden']);
    expect((await list(director, '?whose=everyone')).length).toBe(7);
    expect((await list(director, '?whose=everyone&kind=task')).map((item) => item.title)).toEqual(['Order forms', 'For Ben', 'Whoever is free', 'Send the packet']);
  });

  it('comes in pages that miss nothing and repeat nothing, whatever their length', async () => {
    const whole = (await list(director, '?whose=everyone')).map((item) => item.id);
    for (const limit of [1, 2, 3]) {
      const seen: string[] = [];
      for (let cursor = ''; ; ) {
        const page = (await director.ask('GET', `/clinics/${clinic.clinicId}/work-list?whose=everyone&limit=${limit}${cursor}`)).json<{ items: Item[]; nextCursor: string | null }>();
        seen.push(...page.items.map((item) => item.id));
        if (page.nextCursor === null) break;
        cursor = `&cursor=${page.nextCursor}`;
      }
      expect(seen).toEqual(whole);
    }
  });

  it('leaves out what sleeps until its day, and what is done at once', async () => {
    const path = `/clinics/${clinic.clinicId}/tasks`;
    const forms = (await list(ada)).find((item) => item.title === 'Order forms');
    expect(problemOf(await ada.ask('POST', `${path}/${forms?.id}/snooze`, { until: '2026-03-05', reason: 'Later', version: 1 }))).toBe('snooze-refused');
    expect(problemOf(await ada.ask('POST', `${path}/${forms?.id}/snooze`, { until: '2026-03-09', version: 1 }))).toBe('snooze-refused');
    const slept = await ada.ask('POST', `${path}/${forms?.id}/snooze`, { until: '2026-03-09', reason: 'The printer is broken', version: 1 });
    expect(slept.json()).toMatchObject({ snoozedUntil: '2026-03-09', snoozeReason: 'The printer is broken', dueOn: '2026-03-03', version: 2 });
    expect((await list(ada)).map((item) => item.title)).not.toContain('Order forms');
    expect((await list(ada, '?snoozed=true')).map((item) => item.title)).toContain('Order forms');
    house.clock.set(new Date('2026-03-09T14:00:00Z'));
    ada = { ...ada, ...(await personAgain()) };
    expect((await list(ada)).map((item) => item.title)).toContain('Order forms');
    const done = await ada.ask('POST', `${path}/${forms?.id}/close`, { state: 'done', version: 2 });
    expect(done.json()).toMatchObject({ state: 'done', closedBy: 'Robin Hale', version: 3, snoozedUntil: null });
    expect((await list(ada, '?snoozed=true')).map((item) => item.title)).not.toContain('Order forms');
    expect((await ada.ask('POST', `${path}/${forms?.id}/reopen`, { version: 3 })).json()).toMatchObject({ state: 'open', closedAt: null, version: 4 });
    expect((await list(ada)).map((item) => item.title)).toContain('Order forms');
  });

  it('is another clinic’s own', async () => {
    const elsewhere = await personWith(house, (await clinicWithPeople(house.database, 0)).clinicId, 'director');
    expect((await elsewhere.ask('GET', `/clinics/${clinic.clinicId}/work-list`)).statusCode).toBe(404);
  });
});

describe('an authorization that ends while the stay goes on', () => {
  let own: ClinicWithPeople;
  let manager: Asker;
  let head: Asker;
  const of = async (person: Asker, query = '') => (await person.ask('GET', `/clinics/${own.clinicId}/work-list?kind=authorization${query}`)).json<{ items: Item[] }>().items;
  const grant = async (n: number, endsOn: string, startsOn = '2026-02-01'): Promise<string> => {
    const answer = await head.ask('POST', `/clinics/${own.clinicId}/clients/${own.people[n]?.clientId}/authorizations`, { episodeId: own.people[n]?.episodeId, payer: 'A payer', number: '1', startsOn, endsOn, unit: 'day', granted: 10 });
    return answer.json<{ id: string }>().id;
  };

  beforeAll(async () => {
    house.clock.set(new Date('2026-03-05T15:00:00Z'));
    own = await clinicWithPeople(house.database, 6);
    manager = await personWith(house, own.clinicId, 'case_manager');
    head = await personWith(house, own.clinicId, 'director');
    await write('update programs.policy_version set superseded_at = now() where clinic_id = $1', [own.clinicId]);
    await write(
      `insert into programs.policy_version select (jsonb_populate_record(null::programs.policy_version, to_jsonb(v) || '{"number": 2, "superseded_at": null, "parameters": {"deadlines.authorization_request_days": {"value": 5}}}' || jsonb_build_object('id', gen_random_uuid()))).*
       from programs.policy_version v where clinic_id = $1`,
      [own.clinicId],
    );
    await write('update team.staff set user_id = $2 where id = $1', [own.staffIds[1], manager.userId]);
    const joins = (n: number, staffId: string, role: string) =>
      write(`insert into episodes.care_team_member (id, clinic_id, episode_id, staff_id, role, is_primary, from_day) values ($1, $2, $3, $4, $5, $5 = 'therapist', '2026-01-05')`, [newId(), own.clinicId, own.people[n]?.episodeId, staffId, role]);
    await joins(0, own.staffIds[0], 'therapist');
    await joins(0, own.staffIds[1], 'case_manager');
    await joins(1, own.staffIds[0], 'therapist');
  });

  it('is work so many days before its last day as the policy says, of the case manager, of whoever is primary, or of nobody yet', async () => {
    const [first, second, third] = [await grant(0, '2026-03-13'), await grant(1, '2026-03-12'), await grant(2, '2026-03-04')];
    await grant(3, '2026-03-14'); // asked for by the 9th, which is four days off
    const all = await of(head, '&whose=everyone');
    expect(all.map(({ id, dueOn, about, owners }) => [id, dueOn, about, owners.map(({ name }) => name)])).toEqual([
      [third, '2026-02-27', 'The last authorized day has passed', []],
      [second, '2026-03-07', '7 days to the last authorized day', ['Ada Okafor']],
      [first, '2026-03-08', '8 days to the last authorized day', ['Ben Lindqvist']],
    ]);
    expect((await of(manager)).map(({ id }) => id)).toEqual([first]);
    expect((await of(head, '&whose=unowned')).map(({ id }) => id)).toEqual([third]);
    const page = (await head.ask('GET', `/clinics/${own.clinicId}/work-list?whose=everyone&kind=authorization&limit=2`)).json<{ items: Item[]; nextCursor: string }>();
    expect((await of(head, `&whose=everyone&limit=2&cursor=${page.nextCursor}`)).map(({ id }) => id)).toEqual([first]);
    expect(all[1]?.client?.givenName).toBe('Number 1');
  });

  it('is no work once the next one is recorded, it is withdrawn, or the stay ends with it', async () => {
    await grant(0, '2026-04-30', '2026-03-20');
    const [, withdrawn] = await of(head, '&whose=everyone');
    await head.ask('POST', `/clinics/${own.clinicId}/clients/${own.people[1]?.clientId}/authorizations/${withdrawn?.id}/withdraw`, { version: 1, reason: 'A mistake' });
    await write(`update episodes.episode set discharged_on = '2026-03-04', disposition = 'completed' where id = $1`, [own.people[2]?.episodeId]);
    expect(await of(head, '&whose=everyone')).toEqual([]);
    await write('update episodes.episode set discharged_on = null, disposition = null where id = $1', [own.people[2]?.episodeId]);
    expect((await of(head, '&whose=everyone')).length).toBe(1);
  });
});

/** Days have passed: the person signs in again. */
async function personAgain(): Promise<Asker> {
  const person = await personWith(house, clinic.clinicId, 'therapist');
  await write('update team.staff set user_id = $2 where id = $1', [clinic.staffIds[0], person.userId]);
  return person;
}

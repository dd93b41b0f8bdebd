import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ClinicsReader } from '#clinics';
import { runAsSystem, type ClinicDay, type Database } from '#platform';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { clinicWithProgram } from '../../../../test/support/clinic-with-program.js';
import { manyPeople } from '../../../../test/support/many-people.js';
import { personWith, type Asker } from '../../../../test/support/sign-in.js';
import { RegisterClients } from '../import/register-clients.service.js';
import { SearchClientsQuery } from './search-clients.query.js';

let house: TestApp;
let clinicId: string;
let elsewhere: string;
let desk: Asker;

/** People found among three thousand others. */
const PEOPLE = [
  { externalId: 'ohara', givenName: 'Seán', familyName: "O'Hara", birthDate: '1990-03-04', phone: '(503) 555-0142' },
  { externalId: 'curly', givenName: 'Nora', familyName: 'O’Malley-Quist', birthDate: '1984-12-31', phone: null },
  { externalId: 'nguyen', givenName: 'Thị Hồng', familyName: 'Nguyễnquoc', preferredName: 'Rosie', birthDate: '2001-07-09', phone: '+44 20 7946 0958' },
  { externalId: 'one', givenName: 'Xanthippe', familyName: '', birthDate: null, phone: null },
  { externalId: 'kath', givenName: 'Katherine', familyName: 'Wojciechowski', birthDate: '1955-02-28', phone: '617.555.0177' },
  { externalId: 'april', givenName: 'April', familyName: 'Mayhew', birthDate: '1990-04-03', phone: null },
  { externalId: 'wang', givenName: '小明', familyName: '王', birthDate: '1999-01-01', phone: null },
] as const;

beforeAll(async () => {
  house = await testApp();
  ({ clinicId } = await clinicWithProgram(house.database));
  ({ clinicId: elsewhere } = await clinicWithProgram(house.database));
  desk = await personWith(house, clinicId, 'front_desk');
  await runAsSystem('test', async () => {
    await house.get(RegisterClients).run(clinicId, 'crowd', manyPeople(3000));
    await house.get(RegisterClients).run(elsewhere, 'crowd', manyPeople(500, 2));
    await house.get(RegisterClients).run(clinicId, 'named', PEOPLE.map((person) => ({ ...person, birthDate: person.birthDate as ClinicDay | null })));
  });
}, 600_000);
afterAll(() => house.close());

const found = async (text: string, limit = 20): Promise<string[]> => {
  const answer = await desk.ask('GET', `/clinics/${clinicId}/clients/search?q=${encodeURIComponent(text)}&limit=${limit}`);
  expect(answer.statusCode).toBe(200);
  const ids = (answer.json() as { items: { id: string }[] }).items.map(({ id }) => id);
  const known = await house.database.rows<{ id: string; externalId: string }>(`select id, external_id as "externalId" from clients.client where clinic_id = $1 and external_source = 'named'`, [clinicId]);
  return ids.map((id) => known.find((one) => one.id === id)?.externalId ?? 'someone else');
};

describe('searching for a client', () => {
  it.each([
    ['the family name with its apostrophe', "o'hara, sean", 'ohara'],
    ['a curly apostrophe', 'Sean O’Hara', 'ohara'],
    ['no apostrophe', 'ohara sean', 'ohara'],
    ['the name in two pieces', 'o hara sean', 'ohara'],
    ['accents left out', 'sean oh', 'ohara'],
    ['half a hyphenated name', 'quist', 'curly'],
    ['the other half, curly apostrophe left out', 'omalley', 'curly'],
    ['the preferred name', 'rosie', 'nguyen'],
    ['the legal name without its accents, words the other way round', 'nguyenquoc hong', 'nguyen'],
    ['a person’s only name', 'xanthippe', 'one'],
    ['a misspelled only name', 'zanthipe', 'one'],
    ['a misspelled family name', 'wojchiechovski', 'kath'],
    ['two misspelled names', 'kathrine wojcehowski', 'kath'],
    ['letters swapped', 'mahyew', 'april'],
    ['the phone number', '5035550142', 'ohara'],
    ['the phone number as it is written', '(503) 555-0142', 'ohara'],
    ['the phone number with a country in front', '+1 503 555 0142', 'ohara'],
    ['the end of the phone number with a name', 'sean 0142', 'ohara'],
    ['a number from abroad', '020 7946 0958', 'nguyen'],
    ['the birth date with the family name', 'wojciechowski 28 Feb 1955', 'kath'],
    ['another script', '王', 'wang'],
  ])('finds them by %s', async (_how, text, who) => {
    expect((await found(text))[0]).toBe(who);
  });

  it.each(['1955-02-28', '2/28/1955', '28.2.1955', '28 Feb 1955', 'February 28, 1955', '02281955', '2/28/55'])('finds them by their birth date as %s', async (text) => {
    expect(await found(text)).toContain('kath');
  });

  it('finds both people when day and month could be either', async () => {
    expect(await found('3/4/1990')).toEqual(expect.arrayContaining(['ohara', 'april']));
  });

  it('finds them by chart number, also when only its count is typed', async () => {
    const { n } = await house.database.one<{ n: string }>(`select chart_number as n from clients.client where clinic_id = $1 and external_id = 'kath'`, [clinicId]);
    expect((await found(n))[0]).toBe('kath');
    expect((await found(String(Number(n) - 100_000)))[0]).toBe('kath');
  });

  it('shows active charts before archived ones, and nobody of another clinic', async () => {
    const search = (clinic: string, text: string) => house.get(SearchClientsQuery).run(clinic, text, 50);
    const smiths = await search(clinicId, 'smith');
    await house.database.transaction(() => house.database.rows(`update clients.client set status = 'archived' where id = $1`, [smiths[0]?.id]));
    const again = await search(clinicId, smiths[0]?.familyName ?? '');
    expect(again.map(({ status }) => status)).toEqual(again.map(({ status }) => status).sort());
    const mine = new Set((await house.database.rows<{ id: string }>('select id from clients.client where clinic_id = $1', [clinicId])).map(({ id }) => id));
    for (const text of ['smith', 'maria', 'jo', 'jonson', '100001', '5035', '1/1/1990', 'e']) {
      expect((await search(clinicId, text)).filter(({ id }) => !mine.has(id))).toEqual([]);
    }
    expect(await search(elsewhere, 'wojciechowski')).toEqual([]);
  });

  it('answers what cannot be found with nothing, and what cannot be read with 400', async () => {
    for (const text of ['zzqx wvk', '%', '_', '\\', "'; drop table clients.client; --", '-', '()', '<script>', '王小红红', '9999999999', '{}[]^$.|?*+']) expect(await found(text)).toEqual([]);
    expect((await desk.ask('GET', `/clinics/${clinicId}/clients/search`)).statusCode).toBe(400);
    expect((await desk.ask('GET', `/clinics/${clinicId}/clients/search?q=${'a'.repeat(121)}`)).statusCode).toBe(400);
    expect((await desk.ask('GET', `/clinics/${clinicId}/clients/search?q=a%00b`)).statusCode).toBe(400);
  });

  it('keeps up with a name that changes', async () => {
    const { id } = await house.database.one<{ id: string }>(`select id from clients.client where clinic_id = $1 and external_id = 'one'`, [clinicId]);
    await house.database.transaction(() => house.database.rows(`update clients.client set preferred_name = 'Persephone' where id = $1`, [id]));
    expect(await found('persefone')).toContain('one');
  });

  it('can answer every kind of search from an index', async () => {
    const plans: string[] = [];
    const explained = (explain: string, given: boolean) => async (sql: string, params: unknown[]) => {
      plans.push(...(await house.database.unprepared<{ 'QUERY PLAN': string }>(`${explain} ${sql}`, given ? params : [])).map((row) => `${sql}\n${row['QUERY PLAN']}`));
      return house.database.rows(sql, params);
    };
    const explaining = { rows: explained('explain', true), planned: explained('explain (generic_plan)', false) } as unknown as Database;
    const search = new SearchClientsQuery(explaining, house.get(ClinicsReader));
    await house.database.transaction(async () => {
      await house.database.rows('set local enable_seqscan = off');
      for (const text of ['m', 'ma', 'maria', 'maria g', 'm g', 'jonson', 'kathrine jonson', '1', '100', '5035550', '3/4/1990', 'garcia 4512', 'zzz']) await search.run(clinicId, text);
    });
    expect(plans.length).toBeGreaterThan(50);
    expect(plans.filter((line) => line.includes('Seq Scan'))).toEqual([]);
  });
});

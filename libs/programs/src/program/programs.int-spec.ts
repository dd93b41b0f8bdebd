import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CreateClinic } from '#clinics';
import { newId, runAsSystem } from '#platform';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { personWith, problemOf, type Asker } from '../../../../test/support/sign-in.js';

let house: TestApp;
let clinicId: string;
let director: Asker;

beforeAll(async () => {
  house = await testApp();
});
afterAll(() => house.close());
beforeEach(async () => {
  clinicId = await runAsSystem('test', () => house.get(CreateClinic).run({ name: `Riverside ${newId()}`, timeZone: 'America/New_York' }));
  director = await personWith(house, clinicId, 'director');
});

const path = (rest: string) => `/clinics/${clinicId}${rest}`;
const evening = { name: 'Adult evening', code: 'EVE', population: 'adult', track: 'mental_health' };
const created = async (body: object = evening) => (await director.ask('POST', path('/programs'), body)).json();

describe('a program', () => {
  it('is set up with today’s hours from the base, and found by part of its name or its short name', async () => {
    expect(await created()).toMatchObject({ ...evening, active: true, version: 1, weeklyMinMinutes: 540, weeklyMaxMinutes: 1200, daysMin: 3, daysMax: 5, phases: [] });
    expect(await created({ name: 'Adolescent day', code: 'ADO', population: 'adolescent', track: 'co_occurring' })).toMatchObject({ weeklyMinMinutes: 360 });
    for (const [search, count] of [['even', 1], ['ado', 1], ['A', 2], ['%', 0], ['nothing', 0]] as const) {
      expect((await director.ask('GET', path(`/programs?search=${encodeURIComponent(search)}`))).json().items).toHaveLength(count);
    }
  });

  it('is listed a page at a time, each once', async () => {
    for (const code of ['C', 'A', 'B']) await created({ ...evening, name: `Program ${code}`, code });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: { code: string }[]; nextCursor: string | null } = (await director.ask('GET', path(`/programs?limit=2${cursor ? `&cursor=${cursor}` : ''}`))).json();
      seen.push(...page.items.map((item) => item.code));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual(['A', 'B', 'C']);
  });

  it('shares neither name nor short name with another', async () => {
    await created();
    const same = await director.ask('POST', path('/programs'), { ...evening, code: 'EV2' });
    expect([same.statusCode, problemOf(same), same.json().errors[0].pointer]).toEqual([409, 'program-name-taken', '/name']);
    const code = await director.ask('POST', path('/programs'), { ...evening, name: 'Other' });
    expect([code.statusCode, code.json().errors[0].pointer]).toEqual([409, '/code']);
  });

  it('is edited from the version it was opened at, and only so', async () => {
    const { id } = await created();
    expect((await director.ask('PATCH', path(`/programs/${id}`), { version: 1, name: 'Adult late evening' })).json()).toMatchObject({ name: 'Adult late evening', version: 2 });
    const stale = await director.ask('PATCH', path(`/programs/${id}`), { version: 1, active: false });
    expect([stale.statusCode, problemOf(stale), stale.json().currentVersion]).toEqual([409, 'stale-edit', 2]);
    expect((await director.ask('PATCH', path(`/programs/${id}`), { version: 2, population: 'adolescent' })).statusCode).toBe(400);
  });

  it('has a taper that may end below the weekly minimum, and says so', async () => {
    const { id } = await created();
    const phases = [
      { name: 'Intensive', weeks: 4, minutesPerWeek: 900, daysPerWeek: 5 },
      { name: 'Stepping down', weeks: 4, minutesPerWeek: 540, daysPerWeek: 3 },
      { name: 'Last', weeks: 2, minutesPerWeek: 360, daysPerWeek: 2 },
    ];
    const set = await director.ask('PUT', path(`/programs/${id}/phases`), { version: 1, phases });
    expect(set.json()).toMatchObject({ version: 2, phases: [{ position: 1, outsidePolicy: null }, { position: 2, outsidePolicy: null }, { position: 3, name: 'Last', outsidePolicy: 'below_minimum' }] });
    const wrong = await director.ask('PUT', path(`/programs/${id}/phases`), { version: 2, phases: [{ name: 'Empty', weeks: 1, minutesPerWeek: 300, daysPerWeek: 0 }] });
    expect([wrong.statusCode, wrong.json().errors[0].pointer]).toEqual([400, '/phases/0/daysPerWeek']);
  });

  it('of another clinic is not there', async () => {
    const { id } = await created();
    const other = await runAsSystem('test', () => house.get(CreateClinic).run({ name: 'Hillside', timeZone: 'America/Chicago' }));
    const stranger = await personWith(house, other, 'director');
    for (const [method, rest, body] of [['GET', '', undefined], ['PATCH', '', { version: 1, name: 'Mine' }], ['PUT', '/phases', { version: 1, phases: [] }]] as const) {
      expect((await stranger.ask(method, `/clinics/${other}/programs/${id}${rest}`, body)).statusCode).toBe(404);
    }
  });
});

describe('the service catalogue', () => {
  const process = { name: 'Process group', kind: 'group', category: 'group_therapy', countsTowardHours: true, defaultMinutes: 90, capacity: 10, modality: 'CBT', billingCode: '90853', disciplines: ['therapist', 'social_worker'] };

  it('takes a service, and gives it back as it was given', async () => {
    const answer = await director.ask('POST', path('/services'), process);
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({ ...process, active: true, version: 1 });
    expect((await director.ask('GET', path('/services?kind=group&search=90853'))).json().items).toHaveLength(1);
    expect((await director.ask('GET', path('/services?kind=family'))).json().items).toEqual([]);
  });

  it('knows that an individual session is one client’s', async () => {
    const refused = await director.ask('POST', path('/services'), { ...process, kind: 'individual' });
    expect([refused.statusCode, refused.json().errors[0].pointer]).toEqual([400, '/capacity']);
  });

  it('refuses a discipline nobody has, and a name already taken', async () => {
    expect((await director.ask('POST', path('/services'), { ...process, disciplines: ['wizard'] })).statusCode).toBe(400);
    await director.ask('POST', path('/services'), process);
    expect(problemOf(await director.ask('POST', path('/services'), process))).toBe('service-name-taken');
  });

  it('takes an edit from the version it was opened at', async () => {
    const { id } = (await director.ask('POST', path('/services'), process)).json();
    expect((await director.ask('PATCH', path(`/services/${id}`), { version: 1, active: false, modality: null })).json()).toMatchObject({ active: false, modality: null, version: 2 });
    expect((await director.ask('PATCH', path(`/services/${id}`), { version: 1, capacity: 8 })).statusCode).toBe(409);
  });
});

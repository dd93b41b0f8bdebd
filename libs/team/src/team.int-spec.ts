import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CreateClinic } from '#clinics';
import { DomainEvents, newId, runAsSystem, type ClinicDay } from '#platform';
import { testApp, type TestApp } from '../../../test/support/app.js';
import { makeUser, personWith, problemOf, type Asker } from '../../../test/support/sign-in.js';
import { RegisterStaff } from './import/register-staff.service.js';
import { UndoRegisteredStaff } from './import/undo-registered-staff.service.js';
import { AVAILABILITY_CHANGED, type AvailabilityChanged } from './team.events.js';
import { TeamReader } from './team.reader.js';

let house: TestApp;
let clinicId: string;
let director: Asker;
let heard: AvailabilityChanged[];

beforeAll(async () => {
  house = await testApp(); // Monday, 2 March 2026
  house.get(DomainEvents).on<AvailabilityChanged>(AVAILABILITY_CHANGED, async ({ payload }) => void heard.push(payload));
});
afterAll(() => house.close());
beforeEach(async () => {
  heard = [];
  clinicId = await runAsSystem('test', () => house.get(CreateClinic).run({ name: `Riverside ${newId()}`, timeZone: 'America/New_York' }));
  director = await personWith(house, clinicId, 'director');
});

const path = (rest: string) => `/clinics/${clinicId}${rest}`;
const joined = async (body: object = {}) => (await director.ask('POST', path('/staff'), { givenName: 'Ada', familyName: 'Okafor', discipline: 'therapist', ...body })).json();
const licensed = async (staffId: string, body: object = {}) => director.ask('POST', path(`/staff/${staffId}/credentials`), { kind: 'LMHC', number: newId(), ...body });
const found = async (query: string) => ((await director.ask('GET', path(`/staff?${query}`))).json().items as { name: string }[]).map((item) => item.name);

describe('the team', () => {
  it('takes a person in and shows what they may do', async () => {
    const ada = await joined({ title: 'LMHC', languages: ['en', 'es', 'es'] });
    expect(ada).toMatchObject({ name: 'Ada Okafor', disciplineLabel: 'Therapist', languages: ['en', 'es'], active: true, credentialStanding: 'missing', mayLeadToday: false, mayNotLeadBecause: 'Has no license or certificate on record.', maySignToday: false, mayNotSignBecause: 'Has no license or certificate on record.', version: 1 });
    await licensed(ada.id, { expiresOn: '2027-01-31' });
    expect((await director.ask('GET', path(`/staff/${ada.id}`))).json()).toMatchObject({ credentialStanding: 'valid', credentialUntil: '2027-01-31', mayLeadToday: true, mayNotLeadBecause: null, maySignToday: true, mayNotSignBecause: null });
  });

  it('is searched by name, forgiving accents, order and spelling', async () => {
    await joined({ givenName: 'José', familyName: 'Muñoz Ibáñez', discipline: 'psychologist' });
    await joined({ givenName: 'Ada', familyName: 'Okafor', languages: ['ig'] });
    for (const search of ['jose', 'munoz', 'ibanez jose', 'MUÑ']) expect(await found(`search=${encodeURIComponent(search)}`)).toEqual(['José Muñoz Ibáñez']);
    expect(await found('search=okfor')).toEqual(['Ada Okafor']);
    expect(await found('search=%25')).toEqual([]);
    expect(await found('discipline=psychologist')).toEqual(['José Muñoz Ibáñez']);
    expect(await found('language=ig')).toEqual(['Ada Okafor']);
    expect(await found('')).toEqual(['José Muñoz Ibáñez', 'Ada Okafor']);
  });

  it('is listed a page at a time, each once', async () => {
    for (const familyName of ['C', 'A', 'B', 'Ä']) await joined({ familyName });
    const names: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: { name: string }[]; nextCursor: string | null } = (await director.ask('GET', path(`/staff?limit=3${cursor ? `&cursor=${cursor}` : ''}`))).json();
      names.push(...page.items.map((item) => item.name));
      cursor = page.nextCursor;
    } while (cursor);
    expect([...names].sort()).toEqual(['Ada A', 'Ada B', 'Ada C', 'Ada Ä']);
    expect(names.at(-1)).toBe('Ada C');
  });

  it('takes an edit from the version it was opened at', async () => {
    const { id } = await joined();
    expect((await director.ask('PATCH', path(`/staff/${id}`), { version: 1, familyName: 'Okafor-Reed', phone: null })).json()).toMatchObject({ name: 'Ada Okafor-Reed', version: 2 });
    const stale = await director.ask('PATCH', path(`/staff/${id}`), { version: 1, phone: '555-0100' });
    expect([stale.statusCode, problemOf(stale)]).toEqual([409, 'stale-edit']);
  });

  it('is read by all who work there, changed by few, and unknown to others', async () => {
    const { id } = await joined();
    const therapist = await personWith(house, clinicId, 'therapist');
    expect((await therapist.ask('GET', path(`/staff/${id}`))).statusCode).toBe(200);
    expect((await therapist.ask('PATCH', path(`/staff/${id}`), { version: 1, title: 'x' })).statusCode).toBe(403);
    const other = await runAsSystem('test', () => house.get(CreateClinic).run({ name: 'Hillside', timeZone: 'America/Chicago' }));
    const stranger = await personWith(house, other, 'director');
    const elsewhere = `/clinics/${other}/staff/${id}`;
    for (const [method, rest, body] of [
      ['GET', '', undefined],
      ['PATCH', '', { version: 1, title: 'x' }],
      ['GET', '/credentials', undefined],
      ['POST', '/credentials', { kind: 'LMHC', number: '1' }],
      ['GET', '/availability', undefined],
      ['PUT', '/availability', { version: 1, effectiveFrom: '2026-03-02', stretches: [] }],
      ['POST', '/time-off', { from: '2026-03-02', to: '2026-03-02', reason: 'x' }],
    ] as const) {
      expect((await stranger.ask(method, elsewhere + rest, body)).statusCode).toBe(404);
    }
  });
});

describe('supervision', () => {
  const refusal = async (answer: Promise<Awaited<ReturnType<Asker['ask']>>>) => {
    const { statusCode, ...rest } = await answer;
    return [statusCode, (rest as unknown as { body: string }).body] as const;
  };

  it('is needed by interns and associates', async () => {
    const refused = await director.ask('POST', path('/staff'), { givenName: 'Ivo', discipline: 'intern' });
    expect([refused.statusCode, refused.json().errors[0]]).toEqual([422, { pointer: '/supervisorId', detail: 'is needed for the discipline "Intern"' }]);
    const ada = await joined();
    expect((await joined({ givenName: 'Ivo', familyName: '', discipline: 'intern', supervisorId: ada.id })).supervisor).toEqual({ id: ada.id, name: 'Ada Okafor' });
  });

  it('never closes a circle, however long', async () => {
    const ada = await joined();
    const ben = await joined({ givenName: 'Ben', supervisorId: ada.id });
    const chi = await joined({ givenName: 'Chi', supervisorId: ben.id });
    const circle = await director.ask('PATCH', path(`/staff/${ada.id}`), { version: 1, supervisorId: chi.id });
    expect([circle.statusCode, circle.json().errors[0].detail]).toEqual([422, 'is supervised, directly or through others, by this person']);
    const self = await director.ask('PATCH', path(`/staff/${ada.id}`), { version: 1, supervisorId: ada.id });
    expect(self.statusCode).toBe(422);
  });

  it('closes no circle when two who would close it save at the same moment', async () => {
    const [ada, ben] = [await joined(), await joined({ givenName: 'Ben' })];
    const answers = await Promise.all([
      director.ask('PATCH', path(`/staff/${ada.id}`), { version: 1, supervisorId: ben.id }),
      director.ask('PATCH', path(`/staff/${ben.id}`), { version: 1, supervisorId: ada.id }),
    ]);
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 422]);
  });

  it('is given by licensed people of this clinic who still work here', async () => {
    const desk = await joined({ givenName: 'Finn', discipline: 'front_desk' });
    const gone = await joined({ givenName: 'Gus' });
    await director.ask('PATCH', path(`/staff/${gone.id}`), { version: 1, active: false });
    for (const supervisorId of [desk.id, gone.id, newId()]) {
      const [status, body] = await refusal(director.ask('POST', path('/staff'), { givenName: 'Ivo', discipline: 'intern', supervisorId }));
      expect(status).toBe(422);
      expect(body).toContain('/supervisorId');
    }
  });

  it('is handed on before a supervisor leaves', async () => {
    const ada = await joined();
    const ivo = await joined({ givenName: 'Ivo', discipline: 'intern', supervisorId: ada.id });
    const refused = await director.ask('PATCH', path(`/staff/${ada.id}`), { version: 1, active: false });
    expect([refused.statusCode, problemOf(refused), refused.json().supervises]).toEqual([409, 'still-supervises', 1]);
    const ben = await joined({ givenName: 'Ben' });
    await director.ask('PATCH', path(`/staff/${ivo.id}`), { version: 1, supervisorId: ben.id });
    expect((await director.ask('PATCH', path(`/staff/${ada.id}`), { version: 1, active: false })).json()).toMatchObject({ active: false });
    expect(heard.at(-1)).toEqual({ staffIds: [ada.id], from: '2026-03-02', to: null });
  });
});

describe('an account', () => {
  it('belongs to one person of the team, and works in the clinic', async () => {
    const { userId } = await makeUser(house, [{ clinicId, roles: ['therapist'] }], { displayName: 'A. Okafor' });
    const free = (await director.ask('GET', path('/staff/free-accounts'))).json().items as { userId: string }[];
    expect(free.map((account) => account.userId)).toContain(userId);
    const ada = await joined({ userId });
    expect(ada).toMatchObject({ userId, accountName: 'A. Okafor', hasAccount: true });
    expect(await house.get(TeamReader).staffOfUser(clinicId, userId)).toMatchObject({ id: ada.id, name: 'Ada Okafor' });
    const taken = await director.ask('POST', path('/staff'), { givenName: 'Ben', discipline: 'nurse', userId });
    expect([taken.statusCode, problemOf(taken)]).toEqual([409, 'user-already-linked']);
    const other = await runAsSystem('test', () => house.get(CreateClinic).run({ name: 'Hillside', timeZone: 'America/Chicago' }));
    const elsewhere = await makeUser(house, [{ clinicId: other, roles: ['therapist'] }]);
    expect((await director.ask('POST', path('/staff'), { givenName: 'Ben', discipline: 'nurse', userId: elsewhere.userId })).statusCode).toBe(422);
  });
});

describe('a license', () => {
  const mayLead = (staffId: string, on: string, disciplines: string[] = ['therapist']) => house.get(TeamReader).mayLead(clinicId, [staffId], { disciplines }, on as ClinicDay);

  it('that has expired cannot lead, and one that is renewed can', async () => {
    const ada = await joined();
    const credential = (await licensed(ada.id, { expiresOn: '2026-03-31' })).json();
    expect((await mayLead(ada.id, '2026-03-31'))[0]).toMatchObject({ may: true });
    expect((await mayLead(ada.id, '2026-04-01'))[0]).toEqual({ staffId: ada.id, may: false, reason: 'credential_expired', sentence: 'License or certificate expired on 2026-03-31.' });
    await director.ask('PATCH', path(`/credentials/${credential.id}`), { version: 1, expiresOn: '2028-03-31', verifiedOn: '2026-03-01' });
    expect((await mayLead(ada.id, '2026-04-01'))[0]).toMatchObject({ may: true });
    expect((await mayLead(ada.id, '2026-04-01', ['nurse']))[0]).toMatchObject({ may: false, reason: 'other_discipline' });
    expect((await mayLead(newId(), '2026-04-01'))[0]).toMatchObject({ may: false });
  });

  it('is warned of in time, the most urgent first', async () => {
    const days = { Ada: '2026-03-20', Ben: '2026-05-15', Chi: '2026-02-10', Dee: '2027-05-15' };
    for (const [givenName, expiresOn] of Object.entries(days)) await licensed((await joined({ givenName })).id, { expiresOn });
    await licensed((await joined({ givenName: 'Eve' })).id);
    const within = async (span: number) => ((await director.ask('GET', path(`/credentials/expiring?within=${span}`))).json().items as { staffName: string; daysLeft: number }[]).map((one) => [one.staffName.split(' ')[0], one.daysLeft]);
    expect(await within(90)).toEqual([['Chi', -20], ['Ada', 18], ['Ben', 74]]);
    expect(await within(30)).toEqual([['Chi', -20], ['Ada', 18]]);
    expect(await found('credential=expired')).toEqual(['Chi Okafor']);
    expect(await found('credential=expiring')).toEqual(['Ada Okafor', 'Ben Okafor']);
    expect(await found('credential=valid')).toEqual(['Dee Okafor', 'Eve Okafor']);
    expect(await found('credential=expiring&warnDays=30')).toEqual(['Ada Okafor']);
  });

  it('does not end before it begins, is on record once, and is edited from its version', async () => {
    const ada = await joined();
    const backward = await licensed(ada.id, { issuedOn: '2026-01-01', expiresOn: '2025-01-01' });
    expect([backward.statusCode, backward.json().errors[0].pointer]).toEqual([400, '/expiresOn']);
    const { id } = (await licensed(ada.id, { number: '77' })).json();
    expect(problemOf(await licensed(ada.id, { number: '77' }))).toBe('credential-exists');
    await director.ask('PATCH', path(`/credentials/${id}`), { version: 1, state: 'NY' });
    expect((await director.ask('PATCH', path(`/credentials/${id}`), { version: 1, state: 'NJ' })).statusCode).toBe(409);
    expect((await director.ask('DELETE', path(`/credentials/${id}`))).statusCode).toBe(204);
    expect((await director.ask('GET', path(`/staff/${ada.id}/credentials`))).json().items).toEqual([]);
  });
});

describe('when somebody works', () => {
  const days = [
    { weekday: 1, starts: '09:00', ends: '13:00' },
    { weekday: 1, starts: '13:00', ends: '17:00' },
  ];
  const evenings = [{ weekday: 2, starts: '15:00', ends: '21:00' }];

  it('changes from a day on, and what held before is still known', async () => {
    const { id } = await joined();
    await director.ask('PUT', path(`/staff/${id}/availability`), { version: 1, effectiveFrom: '2026-01-05', stretches: days });
    const set = await director.ask('PUT', path(`/staff/${id}/availability`), { version: 2, effectiveFrom: '2026-04-06', stretches: evenings });
    expect(set.json()).toEqual({ version: 3, items: [{ from: '2026-01-05', to: '2026-04-05', stretches: days }, { from: '2026-04-06', to: null, stretches: evenings }] });
    expect(heard.at(-1)).toEqual({ staffIds: [id], from: '2026-04-06', to: null });
    const reader = house.get(TeamReader);
    expect((await reader.availability(clinicId, [id], '2026-03-02' as ClinicDay, '2026-03-08' as ClinicDay)).map((one) => one.weekday)).toEqual([1, 1]);
    expect((await reader.availability(clinicId, [id], '2026-04-06' as ClinicDay, '2026-04-12' as ClinicDay)).map((one) => one.weekday)).toEqual([2]);
    const again = await director.ask('PUT', path(`/staff/${id}/availability`), { version: 3, effectiveFrom: '2026-01-05', stretches: evenings });
    expect(again.json().items).toEqual([{ from: '2026-01-05', to: null, stretches: evenings }]);
  });

  it('is refused where stretches overlap, or from an older version', async () => {
    const { id } = await joined();
    const overlapping = await director.ask('PUT', path(`/staff/${id}/availability`), { version: 1, effectiveFrom: '2026-01-05', stretches: [...days, { weekday: 1, starts: '12:59', ends: '13:30' }] });
    expect([overlapping.statusCode, overlapping.json().errors[0].pointer]).toEqual([400, '/stretches/2/starts']);
    await director.ask('PUT', path(`/staff/${id}/availability`), { version: 1, effectiveFrom: '2026-01-05', stretches: days });
    expect((await director.ask('PUT', path(`/staff/${id}/availability`), { version: 1, effectiveFrom: '2026-01-05', stretches: [] })).statusCode).toBe(409);
    await expect(
      house.database.transaction(() => house.database.rows(`insert into team.availability (id, clinic_id, staff_id, weekday, starts, ends, effective_from) values (gen_random_uuid(), $1, $2, 1, '16:00', '18:00', '2026-03-02')`, [clinicId, id])),
    ).rejects.toMatchObject({ code: 'availability-overlaps' });
  });
});

describe('time off', () => {
  it('is said in the clinic’s days, kept as instants, and shown to those who plan', async () => {
    const { id } = await joined();
    const added = await director.ask('POST', path(`/staff/${id}/time-off`), { from: '2026-03-06', to: '2026-03-09', reason: 'Vacation' });
    expect(added.statusCode).toBe(201);
    expect(added.json()).toMatchObject({ from: '2026-03-06', fromTime: null, to: '2026-03-09', toTime: null, startsAt: '2026-03-06T05:00:00.000Z', endsAt: '2026-03-10T04:00:00.000Z', version: 1 });
    expect((await director.ask('GET', path('/time-off?from=2026-03-09&to=2026-03-15'))).json().items).toHaveLength(1);
    expect((await director.ask('GET', path('/time-off?from=2026-03-10&to=2026-03-15'))).json().items).toEqual([]);
    expect(await house.get(TeamReader).timeOff(clinicId, [id], new Date('2026-03-07T12:00:00Z'), new Date('2026-03-07T13:00:00Z'))).toHaveLength(1);
    expect(await house.get(TeamReader).timeOff(clinicId, [id], new Date('2026-03-10T04:00:00Z'), new Date('2026-03-10T13:00:00Z'))).toEqual([]);
  });

  it('is moved from the version it was opened at, taken back, and never twice at once', async () => {
    const { id } = await joined();
    const timeOff = (await director.ask('POST', path(`/staff/${id}/time-off`), { from: '2026-03-06', fromTime: '13:00', to: '2026-03-06', toTime: '17:00', reason: 'Dentist' })).json();
    const overlap = await director.ask('POST', path(`/staff/${id}/time-off`), { from: '2026-03-06', to: '2026-03-06', reason: 'Vacation' });
    expect([overlap.statusCode, problemOf(overlap)]).toEqual([409, 'time-off-overlaps']);
    const moved = await director.ask('PATCH', path(`/time-off/${timeOff.id}`), { version: 1, from: '2026-03-13', to: '2026-03-13', reason: 'Dentist' });
    expect(moved.json()).toMatchObject({ from: '2026-03-13', fromTime: null, version: 2 });
    expect(heard.at(-1)).toEqual({ staffIds: [id], from: '2026-03-06', to: '2026-03-14' });
    expect((await director.ask('PATCH', path(`/time-off/${timeOff.id}`), { version: 1, from: '2026-03-14', to: '2026-03-14', reason: 'Dentist' })).statusCode).toBe(409);
    expect((await director.ask('DELETE', path(`/time-off/${timeOff.id}`))).statusCode).toBe(204);
    expect((await director.ask('DELETE', path(`/time-off/${timeOff.id}`))).statusCode).toBe(404);
  });
});

describe('people of another system', () => {
  it('come in once, are brought up to date, and go again as they came', async () => {
    const register = (rows: Parameters<RegisterStaff['run']>[2]) => runAsSystem('test', () => house.get(RegisterStaff).run(clinicId, 'old-ehr', rows));
    const first = await register([{ externalId: '1', givenName: 'Ada', familyName: 'Okafor', discipline: 'nurse' }, { externalId: '2', givenName: 'Ben' }]);
    expect(first.map((one) => one.outcome)).toEqual(['created', 'created']);
    expect((await register([{ externalId: '1', givenName: 'Ada', familyName: 'Okafor' }])).map((one) => one.outcome)).toEqual(['unchanged']);
    const second = await register([{ externalId: '1', givenName: 'Adaeze', languages: ['ig'] }]);
    expect(second[0]).toMatchObject({ outcome: 'updated', before: { givenName: 'Ada', languages: [] } });
    expect(await found('')).toEqual(['Ben', 'Adaeze Okafor']);
    await runAsSystem('test', () => house.get(UndoRegisteredStaff).run(clinicId, second));
    expect(await found('')).toEqual(['Ben', 'Ada Okafor']);
    await runAsSystem('test', () => house.get(UndoRegisteredStaff).run(clinicId, first));
    expect(await found('')).toEqual([]);
  });
});

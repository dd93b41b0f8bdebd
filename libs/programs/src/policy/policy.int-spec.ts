import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CreateClinic } from '#clinics';
import { DomainEvents, newId, runAsSystem, type ClinicDay } from '#platform';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { personWith, problemOf, type Asker } from '../../../../test/support/sign-in.js';
import { CreateProgram } from '../program/create-program.service.js';
import { POLICY_CHANGED, type PolicyChanged } from '../programs.events.js';
import { ProgramsReader } from '../programs.reader.js';
import { ALWAYS } from './resolve-policy.js';

const MARYLAND = '00000000-0000-7000-8000-00000000b101';
const DISTRICT = '00000000-0000-7000-8000-00000000b102';
const TRICARE = '00000000-0000-7000-8000-00000000b201';

interface NumberShown {
  parameter: string;
  value: unknown;
  why: string;
  next: { value: unknown; from: string; layer: string } | null;
  layers: { layer: string; value: unknown; source: string; effectiveFrom: string; effectiveTo: string | null }[];
}
interface PolicyShown {
  ownProfileVersion: number;
  policyVersionId: string;
  number: number;
  numbers: NumberShown[];
  follows: { id: string; name: string }[];
}

let house: TestApp;
let clinicId: string;
let programId: string;
let director: Asker;
let heard: PolicyChanged[];

beforeAll(async () => {
  house = await testApp(); // Monday, 2 March 2026
  house.get(DomainEvents).on<PolicyChanged>(POLICY_CHANGED, async ({ payload }) => void heard.push(payload));
});
afterAll(() => house.close());
beforeEach(async () => {
  heard = [];
  [clinicId, programId] = await runAsSystem('test', async () => {
    const clinic = await house.get(CreateClinic).run({ name: `Riverside ${newId()}`, timeZone: 'America/New_York' });
    return [clinic, await house.get(CreateProgram).run(clinic, { name: 'Adult evening', code: 'EVE', population: 'adult', track: 'mental_health' })];
  });
  heard = [];
  director = await personWith(house, clinicId, 'director');
});

const policyPath = (rest = '') => `/clinics/${clinicId}/programs/${programId}/policy${rest}`;
const policyOn = async (on?: string): Promise<PolicyShown> => (await director.ask('GET', policyPath(on ? `?on=${on}` : ''))).json();
const number = (policy: PolicyShown, parameter: string): NumberShown => policy.numbers.find((one) => one.parameter === parameter) as NumberShown;
const change = async (changes: { parameter: string; value: unknown }[], rest: object = {}, asker = director) =>
  asker.ask('POST', policyPath('/changes'), { version: (await policyOn()).ownProfileVersion, effectiveFrom: '2026-04-01', source: 'Director’s decision', changes, ...rest });
const minimum = (minutes: number | null) => [{ parameter: 'hours.weekly_minimum_minutes', value: minutes }];

describe('the policy of a program', () => {
  it('begins with the base numbers of its population, each with its source', async () => {
    const policy = await policyOn();
    expect(number(policy, 'hours.weekly_minimum_minutes')).toMatchObject({ value: 540, layers: [{ layer: 'base', value: 540, effectiveFrom: ALWAYS, effectiveTo: null }], next: null });
    expect(number(policy, 'hours.weekly_minimum_minutes').layers[0]?.source).toContain('9 h a week');
    expect(policy.number).toBe(1);
    expect(await house.get(ProgramsReader).policyOn(programId, '1999-12-31' as ClinicDay)).toMatchObject({ weeklyMinMinutes: 540, weeklyMaxMinutes: 1200, weekStartsOn: 1, programWeekdays: [1, 2, 3, 4, 5], groupCapacity: 10 });
  });

  it('changes from a day on, and last month is judged by last month’s policy', async () => {
    expect((await change(minimum(600))).statusCode).toBe(200);
    const reader = house.get(ProgramsReader);
    expect((await reader.policyOn(programId, '2026-03-31' as ClinicDay)).weeklyMinMinutes).toBe(540);
    expect((await reader.policyOn(programId, '2026-04-01' as ClinicDay)).weeklyMinMinutes).toBe(600);
    expect(heard).toEqual([{ programId, from: '2026-04-01' }]);
    const today = number(await policyOn(), 'hours.weekly_minimum_minutes');
    expect(today).toMatchObject({ value: 540, next: { value: 600, from: '2026-04-01', layer: 'program' } });
    const april = number(await policyOn('2026-04-01'), 'hours.weekly_minimum_minutes');
    expect(april).toMatchObject({ value: 600, why: 'The program comes after the base, so its number wins.' });
  });

  it('keeps the version something was judged by, also once it is superseded', async () => {
    const before = (await policyOn()).policyVersionId;
    await change(minimum(600), { effectiveFrom: '2026-02-01', reason: 'Contract was signed in January' });
    const reader = house.get(ProgramsReader);
    expect(await reader.policyVersion(clinicId, before)).toMatchObject({ number: 1, weeklyMinMinutes: 540 });
    const versions = await house.database.rows<{ superseded: boolean }>('select superseded_at is not null as superseded from programs.policy_version where program_id = $1 order by number', [programId]);
    expect(versions.map((one) => one.superseded)).toEqual([true, false, false]);
    for (const statement of ['update programs.policy_version set weekly_min_minutes = 1', 'delete from programs.policy_version']) {
      await expect(house.database.transaction(() => house.database.rows(statement))).rejects.toMatchObject({ code: 'rule-broken' });
    }
  });

  it('asks for a reason before it changes the past', async () => {
    const refused = await change(minimum(600), { effectiveFrom: '2026-03-01' });
    expect(refused.statusCode).toBe(400);
    expect(refused.json()).toMatchObject({ errors: [{ pointer: '/reason' }] });
    expect((await change(minimum(600), { effectiveFrom: '2026-03-01', reason: 'Entered late' })).statusCode).toBe(200);
    const { records } = (await director.ask('GET', policyPath('/parameters/hours.weekly_minimum_minutes'))).json();
    expect(records.find((one: { layer: string }) => one.layer === 'program')).toMatchObject({ value: 600, reason: 'Entered late', authorName: 'Robin Hale', supersededAt: null });
  });

  it('lets a number hold for a while and what was come back', async () => {
    await change(minimum(600), { effectiveTo: '2026-04-30' });
    const { runs } = (await director.ask('GET', policyPath('/parameters/hours.weekly_minimum_minutes'))).json();
    expect(runs.map((run: { from: string; to: string; value: number; layer: string }) => [run.from, run.to, run.value, run.layer])).toEqual([
      [ALWAYS, '2026-03-31', 540, 'base'],
      ['2026-04-01', '2026-04-30', 600, 'program'],
      ['2026-05-01', null, 540, 'base'],
    ]);
  });

  it('leaves a change planned for later as it was, unless told otherwise', async () => {
    await change(minimum(660), { effectiveFrom: '2026-06-01' });
    await change(minimum(600));
    expect(number(await policyOn('2026-05-31'), 'hours.weekly_minimum_minutes').value).toBe(600);
    expect(number(await policyOn('2026-06-01'), 'hours.weekly_minimum_minutes').value).toBe(660);
    await change(minimum(570), { effectiveTo: null });
    expect(number(await policyOn('2026-06-01'), 'hours.weekly_minimum_minutes').value).toBe(570);
  });

  it('says nothing of its own any more once the number is taken back', async () => {
    await change(minimum(600), { effectiveFrom: '2026-03-02' });
    await change(minimum(null), { effectiveFrom: '2026-03-09' });
    expect(number(await policyOn('2026-03-08'), 'hours.weekly_minimum_minutes').value).toBe(600);
    expect(number(await policyOn('2026-03-09'), 'hours.weekly_minimum_minutes')).toMatchObject({ value: 540, layers: [{ layer: 'base' }] });
  });

  it.each<[string, { parameter: string; value: unknown }[], string, string]>([
    ['a minimum above the maximum', minimum(1260), '/changes/0/value', 'must not be above "Weekly maximum" (20 h)'],
    ['a maximum below the minimum', [{ parameter: 'group.capacity', value: 8 }, { parameter: 'hours.weekly_maximum_minutes', value: 500 }], '/changes/1/value', 'must not be below "Weekly minimum" (9 h)'],
    ['fewer program days than asked of a client', [{ parameter: 'hours.program_weekdays', value: [2, 4] }], '/changes/0/value', 'must name at least the 3 days'],
    ['a number out of its bounds', [{ parameter: 'hours.days_minimum', value: 8 }], '/changes/0/value', 'must be a whole number from 1 to 7'],
    ['a word where days belong', [{ parameter: 'hours.program_weekdays', value: true }], '/changes/0/value', 'must name at least one weekday'],
    ['a number for one population only', [{ parameter: 'group.capacity', value: 8, population: 'adult' } as never], '/changes/0/population', 'is not for a program’s own numbers'],
    ['the same number twice', [...minimum(600), ...minimum(660)], '/changes/1/parameter', 'is already among these changes'],
    ['a parameter that does not exist', [{ parameter: 'hours.per_fortnight', value: 1 }], '/changes/0/parameter', 'must be one of'],
  ])('refuses %s, at the field', async (_case, changes, pointer, detail) => {
    const refused = await change(changes);
    expect(refused.statusCode).toBe(400);
    const { errors } = refused.json() as { errors: { pointer: string; detail: string }[] };
    expect(errors.map((error) => error.pointer)).toContain(pointer);
    expect(errors[0]?.detail).toContain(detail);
    expect((await policyOn()).number).toBe(1);
  });

  it('lets a minimum pass the old maximum when both change together', async () => {
    expect((await change([...minimum(1260), { parameter: 'hours.weekly_maximum_minutes', value: 1500 }])).statusCode).toBe(200);
  });

  it('refuses an edit begun from an older version', async () => {
    const version = (await policyOn()).ownProfileVersion;
    await change(minimum(600));
    const refused = await change(minimum(660), { version });
    expect([refused.statusCode, problemOf(refused)]).toEqual([409, 'stale-edit']);
    expect(number(await policyOn('2026-04-01'), 'hours.weekly_minimum_minutes').value).toBe(600);
  });

  it('lets one of two directors who save at once win, and tells the other', async () => {
    const version = (await policyOn()).ownProfileVersion;
    const answers = await Promise.all([600, 660, 720, 780].map((minutes) => change(minimum(minutes), { version })));
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 409, 409, 409]);
    const standing = await house.database.rows<{ from: string; to: string | null }>(
      'select effective_from as "from", effective_to as "to" from programs.policy_version where program_id = $1 and superseded_at is null order by effective_from',
      [programId],
    );
    expect(standing).toEqual([{ from: ALWAYS, to: '2026-03-31' }, { from: '2026-04-01', to: null }]);
  });

  it('is not there for people of another clinic, and not theirs to change', async () => {
    const other = await runAsSystem('test', () => house.get(CreateClinic).run({ name: 'Hillside', timeZone: 'America/Chicago' }));
    const stranger = await personWith(house, other, 'administrator');
    expect((await stranger.ask('GET', policyPath())).statusCode).toBe(404);
    expect((await stranger.ask('GET', `/clinics/${other}/programs/${programId}/policy`)).statusCode).toBe(404);
    expect((await change(minimum(600), {}, stranger)).statusCode).toBe(404);
    const therapist = await personWith(house, clinicId, 'therapist');
    expect((await change(minimum(600), {}, therapist)).statusCode).toBe(403);
  });

  it('is written to the audit trail with its reason', async () => {
    await change(minimum(600), { effectiveFrom: '2026-02-01', reason: 'Entered late' });
    const entry = await house.database.one<{ reason: string; changes: object }>(`select reason, changes from platform.audit_entry where subject_id = $1 and action = 'programs.policy-changed'`, [programId]);
    expect(entry).toMatchObject({ reason: 'Entered late', changes: { from: '2026-02-01', numbers: [{ parameter: 'hours.weekly_minimum_minutes', value: 600 }], source: 'Director’s decision' } });
  });

  it('cannot have two values of one number on one day, whoever writes', async () => {
    await change(minimum(600));
    const twice = `insert into programs.rule_value (id, profile_id, parameter, value, effective_from, source, evidence)
      select gen_random_uuid(), id, 'hours.weekly_minimum_minutes', '700', '2026-05-01', 'nowhere', 'D' from programs.rule_profile where program_id = $1`;
    await expect(house.database.transaction(() => house.database.rows(twice, [programId]))).rejects.toMatchObject({ code: 'value-overlaps', status: 409 });
  });
});

describe('a profile a program follows', () => {
  const version = async () => (await director.ask('GET', `/clinics/${clinicId}/programs/${programId}`)).json().version as number;
  const follow = async (profileId: string, rest: object = {}) => director.ask('POST', policyPath('/profiles'), { version: await version(), profileId, effectiveFrom: '2026-03-02', ...rest });

  it('puts its numbers between the base and the program', async () => {
    expect((await follow(DISTRICT)).statusCode).toBe(200);
    expect(number(await policyOn(), 'hours.weekly_maximum_minutes')).toMatchObject({ value: 1140, layers: [{ layer: 'state', value: 1140, effectiveFrom: '2026-03-02' }, { layer: 'base', value: 1200 }] });
    expect(number(await policyOn('2026-03-01'), 'hours.weekly_maximum_minutes').value).toBe(1200);
    await change([{ parameter: 'hours.weekly_maximum_minutes', value: 1080 }], { effectiveFrom: '2026-03-02' });
    expect(number(await policyOn(), 'hours.weekly_maximum_minutes')).toMatchObject({ value: 1080, why: 'The program comes after the state and the base, so its number wins.' });
  });

  it('can be followed no more, and the week before still knows it', async () => {
    const { follows } = (await follow(TRICARE)).json() as PolicyShown;
    const ended = await director.ask('POST', policyPath(`/profiles/${follows[0]?.id}/end`), { version: await version(), from: '2026-03-16' });
    expect(ended.statusCode).toBe(200);
    expect(number(await policyOn('2026-03-15'), 'hours.day_minimum_minutes').value).toBe(120);
    expect(number(await policyOn('2026-03-16'), 'hours.day_minimum_minutes').value).toBe(180);
    expect(heard).toEqual([{ programId, from: '2026-03-02' }, { programId, from: '2026-03-16' }]);
  });

  it('is not followed twice on one day', async () => {
    await follow(MARYLAND);
    const again = await follow(MARYLAND, { effectiveFrom: '2026-05-01' });
    expect([again.statusCode, problemOf(again)]).toEqual([409, 'profile-already-followed']);
  });

  it('is refused where its numbers contradict the program’s own', async () => {
    await change(minimum(1200), { effectiveFrom: '2026-03-02' });
    const refused = await follow(DISTRICT);
    expect(refused.statusCode).toBe(400);
    expect(refused.json()).toMatchObject({ errors: [{ pointer: '/profileId', detail: 'Weekly minimum must not be above "Weekly maximum" (19 h)' }] });
  });

  it('that comes with Stepwell is copied, not changed, and the copy moves every program that follows it', async () => {
    const shared = await director.ask('POST', `/clinics/${clinicId}/rule-profiles/${MARYLAND}/changes`, { version: 1, effectiveFrom: '2026-04-01', source: 'x', changes: minimum(600) });
    expect([shared.statusCode, problemOf(shared)]).toEqual([409, 'profile-shared']);
    const copy = (await director.ask('POST', `/clinics/${clinicId}/rule-profiles`, { layer: 'state', name: 'Maryland, ours', copyOf: MARYLAND })).json() as { id: string; version: number; values: unknown[] };
    expect(copy.values).toHaveLength(4);
    await follow(copy.id);
    heard = [];
    const changed = await director.ask('POST', `/clinics/${clinicId}/rule-profiles/${copy.id}/changes`, { version: copy.version, effectiveFrom: '2026-04-01', source: 'New regulation', evidence: 'P', changes: [{ parameter: 'hours.weekly_minimum_minutes', value: 600, population: 'adult' }] });
    expect(changed.statusCode).toBe(200);
    expect(heard).toEqual([{ programId, from: '2026-04-01' }]);
    expect(number(await policyOn('2026-04-01'), 'hours.weekly_minimum_minutes')).toMatchObject({ value: 600, layers: [{ layer: 'state', source: 'New regulation' }, { layer: 'base' }] });
    const renamed = await director.ask('PATCH', `/clinics/${clinicId}/rule-profiles/${copy.id}`, { version: 2, name: 'Maryland 2026' });
    expect(renamed.json()).toMatchObject({ name: 'Maryland 2026', followedBy: 1 });
  });

  it('of another clinic is not there', async () => {
    const other = await runAsSystem('test', () => house.get(CreateClinic).run({ name: 'Lakeside', timeZone: 'America/Chicago' }));
    const stranger = await personWith(house, other, 'director');
    const theirs = (await stranger.ask('POST', `/clinics/${other}/rule-profiles`, { layer: 'payer', name: 'Theirs' })).json() as { id: string };
    expect((await director.ask('GET', `/clinics/${clinicId}/rule-profiles/${theirs.id}`)).statusCode).toBe(404);
    expect((await follow(theirs.id)).statusCode).toBe(400);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#platform';
import { testApp, type TestApp } from '../../../test/support/app.js';
import { clinicWithProgram, type ClinicWithProgram } from '../../../test/support/clinic-with-program.js';
import { written } from '../../../test/support/schedule.js';
import { personWith, problemOf, type Asker } from '../../../test/support/sign-in.js';
import { CaseloadQuery } from './caseload/caseload.query.js';

let house: TestApp;
let clinic: ClinicWithProgram;
let manager: Asker;
let client: string;
let count = 0;
const NAMES = 'Aurelio Birgitta Chidi Dagny Ekaterina Florian Guadalupe Hikaru Ismene Joaquin Kwame Ludmila Mehmet Nkechi Odalys Perpetua Quentin Rosalind Sigrun Tadeusz Ulrike Violeta Wilhelmina Xiomara'.split(' ');

beforeAll(async () => {
  house = await testApp();
  clinic = await clinicWithProgram(house.database);
  manager = await personWith(house, clinic.clinicId, 'case_manager');
});
afterAll(() => house.close());
beforeEach(async () => {
  client = await newClient();
});

const path = (rest: string): string => `/clinics/${clinic.clinicId}${rest}`;
const post = (rest: string, body: object, asker = manager) => asker.ask('POST', path(rest), body);
async function newClient(): Promise<string> {
  const answer = await post('/clients', { givenName: NAMES[count++], birthDate: '1990-03-14', emergencyContactPhone: '503 555 0100' });
  return (answer.json() as { id: string }).id;
}
const admitted = async (over: object = {}): Promise<string> => {
  const answer = await post('/episodes', {
    clientId: client,
    programId: clinic.programId,
    admittedOn: '2026-02-18',
    careTeam: [{ staffId: clinic.staffIds[0], role: 'therapist', isPrimary: true }, { staffId: clinic.staffIds[1], role: 'case_manager' }],
    ...over,
  });
  expect(answer.statusCode).toBe(201);
  return (answer.json() as { id: string }).id;
};
interface Stay {
  id: string;
  version: number;
  state: string;
  week: number | null;
  plannedWeeks: number;
  dischargedOn: string | null;
  prescription: { minutesPerWeek: number; outsidePolicyReason: string | null } | null;
  prescriptions: { effectiveFrom: string; minutesPerWeek: number }[];
  careTeam: { id: string; staffId: string; isPrimary: boolean; fromDay: string; toDay: string | null; now: boolean }[];
}
const chart = async (id = client): Promise<{ client: { age: number }; stays: Stay[]; alerts: { code: string; severity: string }[] }> => (await manager.ask('GET', path(`/clients/${id}/chart`))).json();
const stay = async (): Promise<Stay> => (await chart()).stays[0] as Stay;
const trail = (clientId: string) => house.database.rows<{ action: string }>('select action from platform.audit_entry where client_id = $1 order by occurred_at, id', [clientId]).then((rows) => rows.map(({ action }) => action));

describe('opening a chart', () => {
  it('shows the week, the hours and the care team, and is noted each time', async () => {
    await admitted();
    const { client: who, stays, alerts } = await chart();
    expect(who).toMatchObject({ id: client, age: 35, hasEmergencyContact: true });
    expect(stays).toMatchObject([{ state: 'current', week: 3, plannedWeeks: 8, programName: 'Adult evening', prescription: { minutesPerWeek: 900, outsidePolicyReason: null } }]);
    expect(stays[0]?.careTeam.map(({ staffId, isPrimary, now }) => [staffId, isPrimary, now])).toEqual([[clinic.staffIds[0], true, true], [clinic.staffIds[1], false, true]]);
    expect(alerts).toEqual([]);
    expect(await trail(client)).toEqual(['clients.created', 'episodes.client-admitted', 'episodes.chart-opened']);
  });

  it('says what is missing before anything else', async () => {
    const codes = async () => (await chart()).alerts.map(({ code, severity }) => `${severity} ${code}`);
    expect(await codes()).toEqual(['info not-in-program']);
    const id = await admitted({ admittedOn: '2025-12-01' });
    expect(await codes()).toEqual(['warning past-planned-weeks']);
    await house.database.transaction(() => house.database.rows('delete from episodes.care_team_member where episode_id = $1', [id]));
    expect(await codes()).toEqual(['critical no-primary', 'warning past-planned-weeks']);
  });

  it('leaves no trace of a chart that is not there, or is another clinic’s', async () => {
    const other = await clinicWithProgram(house.database);
    const stranger = await personWith(house, other.clinicId, 'case_manager');
    for (const rest of ['chart', 'timeline']) {
      const nobody = newId();
      expect((await manager.ask('GET', path(`/clients/${nobody}/${rest}`))).statusCode).toBe(404);
      expect((await stranger.ask('GET', `/clinics/${other.clinicId}/clients/${client}/${rest}`)).statusCode).toBe(404);
      expect(await trail(nobody)).toEqual([]);
    }
    expect(await trail(client)).toEqual(['clients.created']);
  });

  it('tells the story of the stays, latest first', async () => {
    const id = await admitted();
    await post(`/episodes/${id}/discharge`, { version: 1, dischargedOn: '2026-02-27', disposition: 'completed' });
    const { items } = (await manager.ask('GET', path(`/clients/${client}/timeline`))).json() as { items: { day: string; kind: string }[] };
    expect(items.map(({ day, kind }) => `${day} ${kind}`)).toEqual([
      '2026-02-27 discharged', '2026-02-18 admitted', '2026-02-18 hours-prescribed', '2026-02-18 joined-care-team', '2026-02-18 joined-care-team',
    ]);
    expect(await trail(client)).toContain('episodes.timeline-read');
  });
});

describe('prescribed hours', () => {
  it('change from a day on; later steps stay unless they are taken out', async () => {
    const id = await admitted();
    const order = { effectiveFrom: '2026-03-09', minutesPerWeek: 720, daysPerWeek: 4, orderedByStaffId: clinic.staffIds[2] };
    expect((await post(`/episodes/${id}/prescriptions`, { version: 1, ...order })).statusCode).toBe(204);
    expect((await stay()).prescriptions.map(({ effectiveFrom, minutesPerWeek }) => `${effectiveFrom} ${minutesPerWeek}`)).toEqual(['2026-02-18 900', '2026-03-09 720', '2026-03-16 540']);
    expect((await post(`/episodes/${id}/prescriptions`, { version: 2, ...order, minutesPerWeek: 600, laterSteps: 'remove' })).statusCode).toBe(204);
    expect((await stay()).prescriptions.map(({ effectiveFrom, minutesPerWeek }) => `${effectiveFrom} ${minutesPerWeek}`)).toEqual(['2026-02-18 900', '2026-03-09 600']);
    expect(await house.database.rows(`select payload from platform.outbox where name = 'episodes.changed' and payload @> $1 order by id`, [JSON.stringify({ episodeIds: [id] })])).toHaveLength(3);
  });

  it('need a reason outside the policy and for days gone by', async () => {
    const id = await admitted();
    const order = { version: 1, effectiveFrom: '2026-03-09', minutesPerWeek: 360, daysPerWeek: 2, orderedByStaffId: clinic.staffIds[2] };
    const outside = await post(`/episodes/${id}/prescriptions`, order);
    expect(outside.json()).toMatchObject({ status: 422, errors: [{ pointer: '/minutesPerWeek' }, { pointer: '/daysPerWeek' }], policy: { weeklyMinMinutes: 540 } });
    const past = await post(`/episodes/${id}/prescriptions`, { ...order, effectiveFrom: '2026-02-23', minutesPerWeek: 600, daysPerWeek: 3 });
    expect([past.statusCode, problemOf(past)]).toEqual([422, 'reason-needed']);
    expect((await post(`/episodes/${id}/prescriptions`, { ...order, effectiveFrom: '2026-02-23', reason: 'Hospital stay' })).statusCode).toBe(204);
    expect((await stay()).prescription).toMatchObject({ minutesPerWeek: 360, outsidePolicyReason: 'Hospital stay' });
  });

  it('are changed by one at a time, by who saw the stay last', async () => {
    const id = await admitted();
    const order = { version: 1, effectiveFrom: '2026-03-09', minutesPerWeek: 600, daysPerWeek: 3, orderedByStaffId: clinic.staffIds[2] };
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(`/episodes/${id}/prescriptions`, order)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([204, 409, 409, 409, 409, 409, 409, 409]);
    expect(problemOf(answers.find(({ statusCode }) => statusCode === 409) as never)).toBe('stale-edit');
  });

  it('cannot begin before the admission', async () => {
    const id = await admitted();
    const early = await post(`/episodes/${id}/prescriptions`, { version: 1, effectiveFrom: '2026-02-17', minutesPerWeek: 600, orderedByStaffId: clinic.staffIds[2], reason: 'x' });
    expect(early.json()).toMatchObject({ status: 400, errors: [{ pointer: '/effectiveFrom' }] });
  });
});

describe('discharge', () => {
  it('ends the stay and the care team, lets the client come again, and can be taken back until they do', async () => {
    const id = await admitted();
    expect((await post(`/episodes/${id}/discharge`, { version: 1, dischargedOn: '2026-02-27', disposition: 'stepped_down', reason: 'Goals met' })).statusCode).toBe(204);
    expect(await stay()).toMatchObject({ state: 'ended', dischargedOn: '2026-02-27', week: null, careTeam: [{ toDay: '2026-02-27' }, { toDay: '2026-02-27' }] });
    expect(problemOf(await post(`/episodes/${id}/discharge`, { version: 2, dischargedOn: '2026-02-28', disposition: 'completed' }))).toBe('already-discharged');
    expect((await post(`/episodes/${id}/take-back-discharge`, { version: 2, reason: 'Wrong person' })).statusCode).toBe(204);
    expect(await stay()).toMatchObject({ state: 'current', dischargedOn: null, careTeam: [{ toDay: null }, { toDay: null }] });

    await post(`/episodes/${id}/discharge`, { version: 3, dischargedOn: '2026-02-27', disposition: 'completed' });
    await admitted({ admittedOn: '2026-03-02' });
    expect(problemOf(await post(`/episodes/${id}/take-back-discharge`, { version: 4, reason: 'x' }))).toBe('already-in-program');
    expect((await chart()).stays.map(({ state }) => state)).toEqual(['current', 'ended']);
  });

  it('is refused before the admission', async () => {
    const id = await admitted();
    expect((await post(`/episodes/${id}/discharge`, { version: 1, dischargedOn: '2026-02-17', disposition: 'completed' })).json()).toMatchObject({ status: 400, errors: [{ pointer: '/dischargedOn' }] });
  });

  it('comes before the chart can be put aside', async () => {
    const id = await admitted();
    expect(problemOf(await post(`/clients/${client}/archive`, { version: 1 }))).toBe('still-in-care');
    await post(`/episodes/${id}/discharge`, { version: 1, dischargedOn: '2026-02-27', disposition: 'completed' });
    expect((await post(`/clients/${client}/archive`, { version: 1 })).statusCode).toBe(204);
    expect(problemOf(await post('/episodes', { clientId: client, programId: clinic.programId, admittedOn: '2026-03-02', careTeam: [{ staffId: clinic.staffIds[0], role: 'therapist', isPrimary: true }] }))).toBe('client-archived');
  });

  it('and admission cannot slip past each other: a chart is never archived with somebody in care', async () => {
    const answers = await Promise.all([
      post(`/clients/${client}/archive`, { version: 1 }),
      post('/episodes', { clientId: client, programId: clinic.programId, admittedOn: '2026-03-02', careTeam: [{ staffId: clinic.staffIds[0], role: 'therapist', isPrimary: true }] }),
    ]);
    expect(answers.filter(({ statusCode }) => statusCode < 300)).toHaveLength(1);
  });
});

describe('the care team', () => {
  const team = async () => (await stay()).careTeam.map(({ staffId, isPrimary, fromDay, toDay }) => [clinic.staffIds.indexOf(staffId), isPrimary, fromDay, toDay]);

  it('takes people in, hands on who is primary, and lets people go', async () => {
    const id = await admitted();
    expect((await post(`/episodes/${id}/care-team`, { version: 1, staffId: clinic.staffIds[2], role: 'prescriber', fromDay: '2026-03-02' })).statusCode).toBe(204);
    const [ada, ben] = (await stay()).careTeam;
    expect((await post(`/episodes/${id}/care-team/${ben?.id}/make-primary`, { version: 2, fromDay: '2026-03-09' })).statusCode).toBe(204);
    expect(await team()).toEqual(expect.arrayContaining([[0, true, '2026-02-18', '2026-03-08'], [0, false, '2026-03-09', null], [1, true, '2026-03-09', null], [2, false, '2026-03-02', null]]));
    expect(problemOf(await post(`/episodes/${id}/care-team/${ada?.id}/leave`, { version: 3, toDay: '2026-03-01' }))).toBe('primary-needed');
    const prescriber = (await stay()).careTeam.find(({ staffId }) => staffId === clinic.staffIds[2]);
    expect((await post(`/episodes/${id}/care-team/${prescriber?.id}/leave`, { version: 3, toDay: '2026-03-20' })).statusCode).toBe(204);
    expect(await team()).toContainEqual([2, false, '2026-03-02', '2026-03-20']);
    expect(problemOf(await post(`/episodes/${id}/care-team`, { version: 4, staffId: clinic.staffIds[2], role: 'prescriber', fromDay: '2026-03-10' }))).toBe('already-on-care-team');
  });

  it('is handed over in one action for a leave, and the caseload follows', async () => {
    const other = await clinicWithProgram(house.database);
    const director = await personWith(house, other.clinicId, 'director');
    const ask = (method: 'GET' | 'POST', rest: string, body?: object) => director.ask(method, `/clinics/${other.clinicId}${rest}`, body);
    for (const name of ['Aud', 'Bru', 'Cia']) {
      const { id } = (await ask('POST', '/clients', { givenName: name })).json() as { id: string };
      const answer = await ask('POST', '/episodes', { clientId: id, programId: other.programId, admittedOn: name === 'Cia' ? '2026-03-02' : '2026-01-12', careTeam: [{ staffId: other.staffIds[0], role: 'therapist', isPrimary: true }] });
      expect(answer.statusCode).toBe(201);
    }
    const load = async () => ((await ask('GET', '/caseload')).json() as { items: { staffId: string; primary: number; newlyAdmitted: number; weight: number }[] }).items.map(({ staffId, primary, newlyAdmitted, weight }) => [other.staffIds.indexOf(staffId), primary, newlyAdmitted, weight]);
    // Whoever cares for nobody carries nothing.
    expect((await load()).map((row) => row[3])).toEqual([3.5, 0, 0]);
    expect((await load())[0]).toEqual([0, 3, 1, 3.5]);
    const handed = await ask('POST', '/caseload/hand-over', { fromStaffId: other.staffIds[0], toStaffId: other.staffIds[1], fromDay: '2026-03-02', untilDay: '2026-03-13', reason: 'Leave' });
    expect(handed.json()).toEqual({ episodes: 3 });
    expect((await load())[0]).toEqual([1, 3, 1, 3.5]);
    house.clock.set(new Date('2026-03-16T14:00:00Z'));
    const [back] = await house.get(CaseloadQuery).run(other.clinicId);
    expect(back).toMatchObject({ staffId: other.staffIds[0], primary: 3, newlyAdmitted: 0, weight: 3 });
    house.clock.set(new Date('2026-03-02T14:00:00Z'));
    // The program's own numbers go before those of the base layer.
    await written(house.database, 'update programs.policy_version set superseded_at = now() where program_id = $1', [other.programId]);
    await written(house.database, `insert into programs.policy_version select * from jsonb_populate_record(null::programs.policy_version,
      (select to_jsonb(v) || jsonb_build_object('id', $2::uuid, 'number', 2, 'superseded_at', null, 'parameters', $3::jsonb) from programs.policy_version v where v.program_id = $1))`,
      [other.programId, newId(), JSON.stringify({ 'caseload.other_percent': { value: 20 }, 'caseload.new_percent': { value: 125 }, 'caseload.new_days': { value: 60 } })]);
    expect((await load())[0]).toEqual([1, 3, 3, 6.75]);
    expect((await ask('POST', '/caseload/hand-over', { fromStaffId: other.staffIds[0], toStaffId: other.staffIds[0], fromDay: '2026-03-02' })).statusCode).toBe(400);
    expect((await ask('POST', '/caseload/hand-over', { fromStaffId: other.staffIds[0], toStaffId: clinic.staffIds[0], fromDay: '2026-03-02' })).statusCode).toBe(404);
    expect((await ask('POST', '/caseload/hand-over', { fromStaffId: clinic.staffIds[0], toStaffId: other.staffIds[0], fromDay: '2026-03-02' })).statusCode).toBe(404);
  });
});

describe('the list of clients', () => {
  it('filters by program, care team and standing outside, sorts, and pages without loss or repetition', async () => {
    const own = await clinicWithProgram(house.database);
    const director = await personWith(house, own.clinicId, 'director');
    const ask = (method: 'GET' | 'POST', rest: string, body?: object) => director.ask(method, `/clinics/${own.clinicId}${rest}`, body);
    const names = ['Aya', 'Bea', 'Cid', 'Dov', 'Eve', 'Fay', 'Gil'];
    for (const [i, givenName] of names.entries()) {
      const { id } = (await ask('POST', '/clients', { givenName })).json() as { id: string };
      if (i < 5) {
        await ask('POST', '/episodes', { clientId: id, programId: own.programId, admittedOn: `2026-02-1${i}`, careTeam: [{ staffId: own.staffIds[i % 2], role: 'therapist', isPrimary: true }], orderedByStaffId: own.staffIds[2] });
      }
    }
    const pages = async (query: string): Promise<string[]> => {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const answer = await ask('GET', `/clients?limit=2${query}${cursor ? `&cursor=${cursor}` : ''}`);
        expect(answer.statusCode).toBe(200);
        const page = answer.json() as { items: { givenName: string }[]; nextCursor: string | null };
        seen.push(...page.items.map(({ givenName }) => givenName));
        cursor = page.nextCursor;
      } while (cursor);
      return seen;
    };
    expect(await pages('')).toEqual(names);
    expect(await pages('&sort=chart')).toEqual(names);
    expect(await pages('&sort=-chart')).toEqual([...names].reverse());
    expect(await pages('&sort=-name')).toEqual([...names].reverse());
    expect(await pages('&sort=admitted')).toEqual(names.slice(0, 5));
    expect(await pages('&sort=-admitted')).toEqual(['Eve', 'Dov', 'Cid', 'Bea', 'Aya']);
    expect(await pages(`&programId=${own.programId}`)).toEqual(names.slice(0, 5));
    expect(await pages(`&programId=${clinic.programId}`)).toEqual([]);
    expect(await pages('&program=none')).toEqual(['Fay', 'Gil']);
    expect(await pages('&program=any&status=all')).toEqual(names.slice(0, 5));
    expect(await pages(`&staffId=${own.staffIds[1]}`)).toEqual(['Bea', 'Dov']);
    expect(await pages('&q=dov')).toEqual(['Dov']);
    expect(await pages(`&q=fay&programId=${own.programId}`)).toEqual([]);
    expect(await pages('&status=archived')).toEqual([]);
    expect((await ask('GET', '/clients')).json()).toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ givenName: 'Aya', stay: expect.objectContaining({ programName: 'Adult evening', state: 'current', week: 4, plannedWeeks: 8, primaryName: 'Ada Okafor' }) })]) });
    expect((await ask('GET', '/clients/census')).json()).toEqual({ items: [{ programId: own.programId, name: 'Adult evening', active: true, current: 5, upcoming: 0, leaving: 0 }] });
    for (const cursor of ['x', Buffer.from('["a"]').toString('base64url'), Buffer.from('["2026-99-99","nope"]').toString('base64url')]) expect((await ask('GET', `/clients?cursor=${cursor}`)).statusCode).toBe(400);
    expect((await ask('GET', `/clients?sort=admitted&cursor=${Buffer.from(JSON.stringify(['2026-99-99', newId()])).toString('base64url')}`)).statusCode).toBe(400);
  });
});

describe('who may', () => {
  it('admit and discharge: those who manage cases; the front desk and auditors look', async () => {
    const id = await admitted();
    for (const role of ['front_desk', 'auditor', 'therapist'] as const) {
      const asker = await personWith(house, clinic.clinicId, role);
      // A therapist looks where they are on the care team: see `emergency`.
      expect((await asker.ask('GET', path(`/clients/${client}/chart`))).statusCode).toBe(role === 'therapist' ? 403 : 200);
      expect((await post(`/episodes/${id}/discharge`, { version: 1, dischargedOn: '2026-03-02', disposition: 'completed' }, asker)).statusCode).toBe(403);
    }
  });

  it('nobody from another clinic touches a stay', async () => {
    const id = await admitted();
    const other = await clinicWithProgram(house.database);
    const stranger = await personWith(house, other.clinicId, 'director');
    for (const [rest, body] of [
      ['discharge', { version: 1, dischargedOn: '2026-03-02', disposition: 'completed' }],
      ['prescriptions', { version: 1, effectiveFrom: '2026-03-09', minutesPerWeek: 600, orderedByStaffId: other.staffIds[0] }],
      ['care-team', { version: 1, staffId: other.staffIds[0], role: 'therapist', fromDay: '2026-03-09' }],
      ['take-back-discharge', { version: 1, reason: 'x' }],
    ] as const) {
      expect((await stranger.ask('POST', `/clinics/${other.clinicId}/episodes/${id}/${rest}`, body)).statusCode).toBe(404);
      expect((await stranger.ask('POST', path(`/episodes/${id}/${rest}`), body)).statusCode).toBe(404);
    }
  });
});

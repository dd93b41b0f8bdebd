import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { clinicWithProgram, type ClinicWithProgram } from '../../../../test/support/clinic-with-program.js';
import { written } from '../../../../test/support/schedule.js';
import { personWith, problemOf, signIn, type Asker } from '../../../../test/support/sign-in.js';

let house: TestApp;
let clinic: ClinicWithProgram;
let manager: Asker;
let therapist: Asker;
let director: Asker;
let count = 0;

beforeAll(async () => {
  // Twelve minutes in place of a shift, so that nobody's sign-in ends meanwhile.
  house = await testApp({ identity: { emergencyHours: 0.2 } });
  clinic = await clinicWithProgram(house.database);
  manager = await personWith(house, clinic.clinicId, 'case_manager');
  therapist = await personWith(house, clinic.clinicId, 'therapist');
  director = await personWith(house, clinic.clinicId, 'director');
  await written(house.database, 'update team.staff set user_id = $2 where id = $1', [clinic.staffIds[0], therapist.userId]);
});
afterAll(() => house.close());

const at = (rest: string): string => `/clinics/${clinic.clinicId}${rest}`;
const read = (who: Asker, clientId: string, part = '/chart') => who.ask('GET', at(`/clients/${clientId}${part}`));
const open = (who: Asker, clientId: string, reason = 'Called from the emergency room, needs the medication list') => who.ask('POST', at('/emergency-access'), { clientId, reason });
const waiting = async (): Promise<{ id: string; client: { id: string }; userName: string; reason: string; finding: string | null; version: number }[]> => (await director.ask('GET', at('/emergency-access?waiting=true'))).json().items;

/** A client in care, with the therapist on the care team or without. */
async function client(team: 'theirs' | 'another’s' | 'none'): Promise<{ clientId: string; episodeId: string | null }> {
  const clientId = newId();
  await written(house.database, `insert into clients.client (id, clinic_id, chart_number, given_name, family_name) values ($1, $2, $3, 'Noah', 'Whitfield')`, [clientId, clinic.clinicId, String(900_000 + count++)]);
  if (team === 'none') return { clientId, episodeId: null };
  const careTeam = [
    { staffId: clinic.staffIds[1], role: 'case_manager', isPrimary: true },
    ...(team === 'theirs' ? [{ staffId: clinic.staffIds[0], role: 'therapist' }] : []),
  ];
  const admitted = await manager.ask('POST', at('/episodes'), { clientId, programId: clinic.programId, admittedOn: '2026-02-18', careTeam, orderedByStaffId: clinic.staffIds[2] });
  expect(admitted.statusCode).toBe(201);
  return { clientId, episodeId: admitted.json<{ id: string }>().id };
}

describe('a chart', () => {
  it('is open to its care team, and to those whose role reads every chart', async () => {
    const { clientId } = await client('theirs');
    for (const who of [therapist, manager, director]) expect((await read(who, clientId)).statusCode).toBe(200);
  });

  it('is closed to a therapist of no team of theirs, whichever part is asked for, and leaves no trace of an opening', async () => {
    for (const team of ['another’s', 'none'] as const) {
      const { clientId } = await client(team);
      for (const part of ['/chart', '', '/timeline', '/sessions?from=2026-03-02']) {
        const answer = await read(therapist, clientId, part);
        expect([part, answer.statusCode, problemOf(answer)]).toEqual([part, 403, 'not-on-care-team']);
      }
      expect(await house.database.rows(`select 1 from platform.audit_entry where client_id = $1 and actor_user_id = $2`, [clientId, therapist.userId])).toEqual([]);
    }
  });

  it('of nobody, of another clinic or of no id is not there, and that is all there is to learn', async () => {
    const other = await clinicWithProgram(house.database);
    const stranger = await personWith(house, other.clinicId, 'director');
    const { id } = (await stranger.ask('POST', `/clinics/${other.clinicId}/clients`, { givenName: 'Elsewhere' })).json<{ id: string }>();
    for (const wanted of [newId(), id, 'no-id']) expect((await read(therapist, wanted)).statusCode).toBe(404);
    for (const wanted of [newId(), id]) expect((await open(therapist, wanted)).statusCode).toBe(404);
  });

  it('stays open to the team after the stay, and not to somebody who left the team before', async () => {
    const { clientId, episodeId } = await client('theirs');
    const { clientId: leftId } = await client('theirs');
    const stay = async (id: string) => (await read(manager, id)).json<{ stays: { id: string; version: number; careTeam: { id: string; staffId: string }[] }[] }>().stays[0];
    const ended = await manager.ask('POST', at(`/episodes/${episodeId}/discharge`), { version: (await stay(clientId))?.version, dischargedOn: '2026-02-28', disposition: 'completed' });
    expect(ended.statusCode).toBeLessThan(300);
    const left = await stay(leftId);
    const member = left?.careTeam.find(({ staffId }) => staffId === clinic.staffIds[0]);
    const gone = await manager.ask('POST', at(`/episodes/${left?.id}/care-team/${member?.id}/leave`), { version: left?.version, toDay: '2026-02-27' });
    expect(gone.statusCode).toBeLessThan(300);
    expect((await read(therapist, clientId)).statusCode).toBe(200);
    expect((await read(therapist, leftId)).statusCode).toBe(403);
  });
});

describe('in an emergency', () => {
  it('a chart opens to whoever says why, for a while, with the reason in the trail and a task to review it', async () => {
    const { clientId } = await client('another’s');
    const opened = await open(therapist, clientId);
    expect([opened.statusCode, opened.json()]).toEqual([201, { id: expect.any(String), endsAt: new Date(house.clock.now().getTime() + 12 * 60_000).toISOString() }]);
    for (const part of ['/chart', '', '/timeline']) expect((await read(therapist, clientId, part)).statusCode).toBe(200);
    const trail = await house.database.rows(`select action, reason, actor_user_id as by from platform.audit_entry where client_id = $1 and action in ('episodes.opened-in-emergency', 'episodes.chart-opened') order by occurred_at, id`, [clientId]);
    expect(trail).toEqual([
      { action: 'episodes.opened-in-emergency', reason: 'Called from the emergency room, needs the medication list', by: therapist.userId },
      { action: 'episodes.chart-opened', reason: null, by: therapist.userId },
    ]);
    expect(await house.database.rows(`select state, due_on as due from episodes.task where client_id = $1 and rule = 'emergency-access'`, [clientId])).toEqual([{ state: 'open', due: '2026-03-05' }]);
    const other = await client('another’s');
    expect((await read(therapist, other.clientId)).statusCode).toBe(403);
    house.clock.advance(12.5);
    expect((await read(therapist, clientId)).statusCode).toBe(403);
  });

  it('nothing is opened without a reason, by a machine, or where it is open anyway', async () => {
    const { clientId } = await client('theirs');
    const { clientId: closed } = await client('another’s');
    for (const reason of ['', '   ']) expect((await open(therapist, closed, reason)).statusCode).toBe(400);
    for (const who of [therapist, director]) {
      const answer = await open(who, clientId);
      expect([answer.statusCode, problemOf(answer)]).toEqual([409, 'chart-is-open']);
    }
    const administrator = await personWith(house, clinic.clinicId, 'administrator');
    const { secret } = (await administrator.ask('POST', at('/tokens'), { name: 'Lab', permissions: ['clients.read'], days: 30 })).json<{ secret: string }>();
    const machine = { authorization: `Bearer ${secret}` };
    const inject = (method: 'GET' | 'POST', url: string, payload?: object) => house.app.inject({ method, url: `/api${at(url)}`, headers: machine, ...(payload ? { payload } : {}) });
    expect((await inject('GET', `/clients/${closed}/chart`)).statusCode).toBe(403);
    expect((await inject('POST', '/emergency-access', { clientId: closed, reason: 'A machine has none' })).statusCode).toBe(403);
  });

  it('asked for twenty times at once, a chart is opened once', async () => {
    const { clientId } = await client('another’s');
    const answers = await Promise.all(Array.from({ length: 20 }, () => open(therapist, clientId)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, ...Array<number>(19).fill(409)]);
    expect(await house.database.rows('select 1 from episodes.emergency_access where client_id = $1', [clientId])).toHaveLength(1);
  });
});

describe('the review', () => {
  it('is made once, by somebody else who answers for the clinic, and closes its task', async () => {
    const { clientId } = await client('another’s');
    await open(therapist, clientId);
    const item = (await waiting()).find((one) => one.client.id === clientId);
    expect(item).toMatchObject({ userName: 'Robin Hale', reason: expect.stringContaining('emergency room'), finding: null });
    const review = (who: Asker, body: object) => who.ask('POST', at(`/emergency-access/${item?.id}/review`), body);
    for (const who of [therapist, manager, await personWith(house, clinic.clinicId, 'auditor')]) expect((await review(who, { version: 1, finding: 'justified' })).statusCode).toBe(403);
    const unexplained = await review(director, { version: 1, finding: 'not_justified' });
    expect([unexplained.statusCode, unexplained.json().errors]).toMatchObject([400, [{ pointer: '/note' }]]);
    expect((await review(director, { version: 2, finding: 'justified' })).statusCode).toBe(409);
    expect((await review(director, { version: 1, finding: 'not_justified', note: 'Nobody had called.' })).statusCode).toBe(204);
    const second = await review(director, { version: 2, finding: 'justified' });
    expect([second.statusCode, problemOf(second)]).toEqual([409, 'reviewed-already']);
    expect((await waiting()).some((one) => one.client.id === clientId)).toBe(false);
    const all = (await director.ask('GET', at('/emergency-access'))).json<{ items: { client: { id: string } }[] }>().items;
    expect(all.find((one) => one.client.id === clientId)).toMatchObject({ finding: 'not_justified', reviewNote: 'Nobody had called.', reviewedByName: 'Robin Hale' });
    expect(await house.database.rows(`select state from episodes.task where client_id = $1 and rule = 'emergency-access'`, [clientId])).toEqual([{ state: 'done' }]);
    expect(await house.database.rows(`select reason from platform.audit_entry where client_id = $1 and action = 'episodes.emergency-reviewed'`, [clientId])).toEqual([{ reason: 'Nobody had called.' }]);
  });

  it('is nobody’s of their own, not even where their roles grew since', async () => {
    const { clientId } = await client('another’s');
    const both = await personWith(house, clinic.clinicId, 'therapist');
    await open(both, clientId);
    await written(house.database, `update identity.membership set roles = '{therapist,director}' where user_id = $1`, [both.userId]);
    const item = (await waiting()).find((one) => one.client.id === clientId);
    const grown = await signIn(house, both);
    const answer = await grown.ask('POST', at(`/emergency-access/${item?.id}/review`), { version: 1, finding: 'justified' });
    expect([answer.statusCode, problemOf(answer)]).toEqual([422, 'own-emergency']);
  });

  it('is read page by page, each once, and by nobody of the daily work', async () => {
    const pages: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { items: { id: string }[]; nextCursor: string | null } = (await director.ask('GET', at(`/emergency-access?limit=1${cursor ? `&cursor=${cursor}` : ''}`))).json();
      pages.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    const { n } = await house.database.one<{ n: number }>('select count(*)::int as n from episodes.emergency_access where clinic_id = $1', [clinic.clinicId]);
    expect([pages.length, new Set(pages).size]).toEqual([n, n]);
    for (const who of [therapist, manager]) expect((await who.ask('GET', at('/emergency-access'))).statusCode).toBe(403);
  });

  it('and what was opened and why are never changed or taken away, whoever writes', async () => {
    for (const statement of [`update episodes.emergency_access set reason = 'another'`, `update episodes.emergency_access set review_note = 'another' where finding is not null`, 'delete from episodes.emergency_access']) {
      await expect(written(house.database, statement)).rejects.toThrow();
    }
  });
});

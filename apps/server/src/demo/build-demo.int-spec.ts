import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, FixedClock, readConfig, type Config } from '#platform';
import { createApp } from '../app.js';
import { testDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { ensureDemo } from './build-demo.js';

/** A Wednesday evening in New York: the week is under way, a group is in its room. */
const NOW = new Date('2026-03-18T22:10:00Z');

/** The steps after which a start is killed: the accounts, the clinics, the first week. */
const KILLED_AT = [1, 2, 3];
let killed = 0;

let own: TestDatabase;
let config: Config;
let app: Awaited<ReturnType<typeof createApp>>;
let database: Database;

beforeAll(async () => {
  own = await testDatabase();
  config = readConfig({ DATABASE_URL: own.url, STEPWELL_ROLE: 'api', STEPWELL_SECRET: 'only-for-tests-only-for-tests-only-for-tests' });
  // Each start is killed a little later than the one before it, and each next one begins anew.
  for (const at of KILLED_AT) await killedAt(at);
  await ensureDemo(config, NOW);
  app = await createApp(config, { clock: new FixedClock(NOW), admin: false });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  database = app.get(Database);
}, 600_000);
afterAll(async () => {
  await app?.close();
  await own?.drop();
});

async function killedAt(step: number): Promise<void> {
  const stop = new Error('killed');
  const start = ensureDemo(config, NOW, (done) => {
    if (done === step) throw stop;
  });
  await start.catch((thrown: unknown) => {
    if (thrown !== stop) throw thrown;
    killed += 1;
  });
}

async function signIn(name: string): Promise<string> {
  const answer = await app.inject({ method: 'POST', url: '/api/auth/login', payload: { email: `${name}@demo.stepwell.test`, password: 'stepwell-demo' } });
  expect(answer.statusCode).toBeLessThan(300);
  return String(answer.headers['set-cookie']).split(';')[0] as string;
}

describe('the demo clinics', () => {
  it('are made anew when a start was killed with the accounts made, the clinics made, or a week lived', () => {
    expect(killed).toBe(KILLED_AT.length);
  });

  it('are two in different time zones, with three programs, 60 clients, 14 staff and 12 groups', async () => {
    expect(
      await database.one(
        `select (select count(distinct time_zone)::int from clinics.clinic) as zones, (select count(*)::int from programs.program) as programs,
           (select count(*)::int from clients.client) as clients, (select count(*)::int from team.staff) as staff, (select count(*)::int from scheduling.therapy_group) as groups`,
      ),
    ).toEqual({ zones: 2, programs: 3, clients: 60, staff: 14, groups: 12 });
  });

  it('have clients in every phase of the path: in intake, newly admitted, in the taper, discharged', async () => {
    const path = await database.one<Record<string, number>>(
      `select (select count(*)::int from clients.client c where not exists (select from episodes.episode e where e.client_id = c.id)) as intake,
         (select count(*)::int from episodes.episode where discharged_on is null) as open, (select count(*)::int from episodes.episode where discharged_on is not null) as discharged,
         (select count(distinct phase_name)::int from episodes.prescribed_hours) as phases`,
    );
    expect(path['intake']).toBeGreaterThanOrEqual(5);
    expect(path['open']).toBeGreaterThanOrEqual(35);
    expect(path['discharged']).toBeGreaterThanOrEqual(5);
    expect(path['phases']).toBeGreaterThanOrEqual(3);
  });

  it('hold eight weeks of attendance with every kind of absence, and a correction', async () => {
    const statuses = await database.rows<{ status: string }>(`select distinct status from scheduling.participation`);
    expect(statuses.map((row) => row.status).sort()).toEqual(expect.arrayContaining(['attended', 'booked', 'excused', 'late', 'left_early', 'no_show']));
    const { weeks, corrections, cancelled } = await database.one<{ weeks: number; corrections: number; cancelled: number }>(
      `select (select count(distinct date_trunc('week', clinic_day))::int from scheduling.session s where clinic_day < '2026-03-16'
           and exists (select from scheduling.participation p where p.session_id = s.id and p.recorded_at is not null)) as weeks,
         (select count(*)::int from attendance.mark where kind = 'correction') as corrections, (select count(*)::int from scheduling.session where status = 'cancelled') as cancelled`,
    );
    expect(weeks).toBe(8);
    expect(corrections).toBeGreaterThan(0);
    expect(cancelled).toBeGreaterThan(0);
  });

  it('leave a session whose attendance is owed, a closed day with sessions on it, and a leave with sessions in it', async () => {
    const found = await database.one<Record<string, number>>(
      `select (select count(*)::int from scheduling.participation where status = 'booked' and live and ends_at < $1) as owed,
         (select count(*)::int from scheduling.session s join clinics.closure c on c.clinic_id = s.clinic_id and c.day = s.clinic_day where s.live) as closed,
         (select count(*)::int from scheduling.session_staff st join team.time_off t on t.staff_id = st.staff_id and tstzrange(t.starts_at, t.ends_at) && tstzrange(st.starts_at, st.ends_at) where st.live) as away,
         (select count(*)::int from team.credential where expires_on < '2026-03-18') as expired`,
      [NOW],
    );
    for (const [what, count] of Object.entries(found)) expect([what, count > 0]).toEqual([what, true]);
  });

  it('show every standing, last week or this', async () => {
    const cookie = await signIn('director');
    const { id } = await database.one<{ id: string }>(`select id from clinics.clinic where slug = 'harbor-street'`);
    const standings = new Set<string>();
    for (const week of ['2026-03-09', '2026-03-16']) {
      const answer = await app.inject({ method: 'GET', url: `/api/clinics/${id}/hours?week=${week}&limit=200`, headers: { cookie } });
      expect(answer.statusCode).toBe(200);
      for (const item of answer.json<{ items: { standing: string }[] }>().items) standings.add(item.standing);
    }
    expect([...standings].sort()).toEqual(['at_risk', 'met', 'on_track', 'over', 'short']);
  });

  it('let every demo sign-in in', async () => {
    for (const name of ['director', 'therapist', 'prescriber', 'casemanager', 'frontdesk', 'auditor']) await signIn(name);
  });

  it('keep a waitlist of a full group: a seat offered, one that nobody took, and others who wait', async () => {
    const { id } = await database.one<{ id: string }>(`select id from clinics.clinic where slug = 'harbor-street'`);
    const group = await database.one<{ id: string }>(`select id from scheduling.therapy_group where name = 'Open studio'`);
    const cookie = await signIn('director');
    const list = await app.inject({ method: 'GET', url: `/api/clinics/${id}/groups/${group.id}/waitlist`, headers: { cookie } });
    expect(list.json<{ items: { state: string }[] }>().items.map((entry) => entry.state)).toEqual(['offered', 'waiting', 'waiting']);
    const offers = await database.rows(`select state from scheduling.seat_offer order by offered_at`);
    expect(offers).toEqual([{ state: 'expired' }, { state: 'open' }]);
  });

  it('keep a program that is full: a place offered that nobody has told of yet, and three who wait', async () => {
    const { id } = await database.one<{ id: string }>(`select id from clinics.clinic where slug = 'harbor-street'`);
    const program = await database.one<{ id: string; places: number }>(`select id, places from programs.program where code = 'EVE'`);
    const cookie = await signIn('casemanager');
    const read = async (path: string) => (await app.inject({ method: 'GET', url: `/api/clinics/${id}${path}`, headers: { cookie } })).json<{ items: { state: string; number: number; kind: string }[] }>();
    expect((await read(`/programs/${program.id}/intake`)).items.map((entry) => [entry.number, entry.state])).toEqual([[1, 'offered'], [2, 'waiting'], [3, 'waiting'], [4, 'waiting']]);
    expect(await read(`/programs/${program.id}/places`)).toMatchObject({ places: program.places, taken: program.places - 1, kept: 1, free: 0, waiting: 3 });
    expect((await read('/work-list?kind=intake')).items.map((item) => item.kind)).toEqual(['intake']);
  });

  it('tell of two clinicians and a room that are out: messages in every state, news for the therapist, and the calls somebody has to make', async () => {
    const { id } = await database.one<{ id: string }>(`select id from clinics.clinic where slug = 'harbor-street'`);
    const ask = async (name: string, path: string) =>
      (await app.inject({ method: 'GET', url: `/api/clinics/${id}${path}`, headers: { cookie: await signIn(name) } })).json<{ items: { rule: string; state: string; outcome: string | null; kind: string }[] }>().items;
    const list = async (which: string) => (await ask('frontdesk', `/messages?list=${which}`)).map((one) => [one.rule, one.state, one.outcome].join(' ')).sort();
    expect(await list('open')).toEqual(['cancelled held_back ', 'led_by_another held_back ', 'you_lead due ', 'you_lead held_back not_reached']);
    expect(await list('told')).toEqual(['another_room told left_word', 'another_room told read', 'changed told reached']);
    expect(await list('superseded')).toEqual(['led_by_another superseded ', 'you_lead superseded ']);
    expect((await ask('therapist', '/messages/mine')).map((one) => one.rule)).toEqual(['you_lead']);
    expect((await ask('casemanager', '/work-list?kind=call')).map((one) => one.kind)).toEqual(['call', 'call']);
    expect((await ask('frontdesk', '/work-list?kind=call&whose=unowned')).map((one) => one.kind)).toEqual(['call']);
  });

  it('know what payers allow of some stays: in force, nearly used up, ended, withdrawn; and of one whose make-ups go beyond it', async () => {
    const cookie = await signIn('director');
    const get = async (path: string) => (await app.inject({ method: 'GET', url: `/api${path}`, headers: { cookie } })).json<{ items: { status: string; unit: string; left: number; beyond: string | null; kind: string }[] }>().items;
    const clients = await database.rows<{ clinic: string; client: string }>('select distinct clinic_id as clinic, client_id as client from episodes.authorization');
    const all = (await Promise.all(clients.map(({ clinic, client }) => get(`/clinics/${clinic}/clients/${client}/authorizations`)))).flat();
    expect(new Set(all.map((one) => one.status))).toEqual(new Set(['in_force', 'ended', 'withdrawn']));
    expect([all.some((one) => one.unit === 'day' && one.left === 1), all.some((one) => one.unit === 'minute' && one.left === 0)]).toEqual([true, true]);
    expect(all.filter((one) => one.left < 0 && one.status !== 'withdrawn')).toEqual([]);
    const gone = await database.one<{ clinic: string; episode: string }>(`select clinic_id as clinic, episode_id as episode from episodes.authorization where number = 'SM-31877'`);
    const makeUps = await get(`/clinics/${gone.clinic}/episodes/${gone.episode}/weeks/2026-03-16/make-ups`);
    expect([makeUps.length > 0, makeUps.every((one) => one.beyond === 'authorization_used_up')]).toEqual([true, true]);
    expect((await get(`/clinics/${gone.clinic}/work-list?kind=authorization&whose=everyone`)).length).toBeGreaterThan(1);
  });

  it('keep two clients apart who share nothing, and hold a chart opened in an emergency that waits for its review', async () => {
    const pairs = await database.rows<{ shared: number }>(
      `select (select count(*)::int from scheduling.participation p join scheduling.participation q on q.session_id = p.session_id where p.client_id = k.client_id and q.client_id = k.other_client_id) as shared
       from scheduling.keep_apart k where k.ended_at is null`,
    );
    expect(pairs).toEqual([{ shared: 0 }]);
    expect(await database.rows('select user_name as by, finding from episodes.emergency_access')).toEqual([{ by: expect.any(String), finding: null }]);
    expect(await database.rows(`select state from episodes.task where rule = 'emergency-access'`)).toEqual([{ state: 'open' }]);
  });

  it('are made once', async () => {
    expect(await ensureDemo(config, NOW)).toBe(false);
  });
});

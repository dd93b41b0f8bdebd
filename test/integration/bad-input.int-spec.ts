import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { CreateUser } from '#identity';
import { Database, FixedClock, readConfig, runAsSystem } from '#platform';
import { createApp, describeApi } from '../../apps/server/src/app.js';
import { ensureDemo } from '../../apps/server/src/demo/build-demo.js';
import { ATTACKS, BREAKING, UNKNOWN_ID, oddValues, operationsOf, placesOf, resolver, sample, withValue, wrongValues, type Operation, type Schema } from '../support/bad-input.js';
import { oddUploads, wrongUploads } from '../support/bad-uploads.js';
import { testDatabase, type TestDatabase } from '../support/database.js';

const NOW = new Date('2026-03-18T22:10:00Z');

/** What a request may leave behind although it was refused: who came in, and when they were last seen. */
const NOT_COUNTED = new Set(['identity.session', 'identity.sign_in_throttle', 'platform.audit_entry', 'platform.audit_unsealed', 'public.stepwell_migration']);

let own: TestDatabase;
let app: Awaited<ReturnType<typeof createApp>>;
let database: Database;
let operations: Operation[];
let resolve: (schema: Schema) => Schema;
let cookie: string;
let clinicId: string;
/** Ids of the other clinic, one of every kind the paths name. */
let foreign: Record<string, string>;
const known: Record<string, string> = {};

beforeAll(async () => {
  own = await testDatabase();
  const config = readConfig({ DATABASE_URL: own.url, STEPWELL_ROLE: 'api', STEPWELL_SECRET: 'only-for-tests-only-for-tests-only-for-tests' });
  await ensureDemo(config, NOW);
  await askAsOftenAsIWant(own.url);
  app = await createApp(config, { clock: new FixedClock(NOW), admin: false });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  database = app.get(Database);
  const description = describeApi(app);
  // What may lock or end the session that asks comes last.
  const all = operationsOf(description);
  operations = [...all.filter((one) => !one.path.startsWith('/api/auth')), ...all.filter((one) => one.path.startsWith('/api/auth') && (one.body !== undefined || one.path.includes('{')))];
  resolve = resolver(description);
  const { harbor, lakeside } = await database.one<{ harbor: string; lakeside: string }>(
    `select (select id from clinics.clinic where slug = 'harbor-street') as harbor, (select id from clinics.clinic where slug = 'lakeside-youth') as lakeside`,
  );
  clinicId = harbor;
  // An administrator of one clinic only, so that the other is truly another's.
  const password = 'nobody guesses this one';
  await runAsSystem('bad-input', () => app.get(CreateUser).seed({ email: 'here-only@example.test', displayName: 'Here Only', password, memberships: [{ clinicId: harbor, roles: ['administrator'] }] }));
  const pick = async (sql: string, clinic: string): Promise<string> => (await database.maybe<{ id: string }>(sql, [clinic]))?.id ?? UNKNOWN_ID;
  const tables: Record<string, string> = {
    clientId: 'select id from clients.client where clinic_id = $1 limit 1',
    roomId: 'select id from clinics.room where clinic_id = $1 limit 1',
    staffId: 'select id from team.staff where clinic_id = $1 limit 1',
    programId: 'select id from programs.program where clinic_id = $1 limit 1',
    serviceId: 'select id from programs.service where clinic_id = $1 limit 1',
    groupId: 'select id from scheduling.therapy_group where clinic_id = $1 limit 1',
    seriesId: 'select id from scheduling.series where clinic_id = $1 limit 1',
    sessionId: 'select id from scheduling.session where clinic_id = $1 limit 1',
    participationId: 'select id from scheduling.participation where clinic_id = $1 limit 1',
    episodeId: 'select id from episodes.episode where clinic_id = $1 limit 1',
    closureId: 'select id from clinics.closure where clinic_id = $1 limit 1',
    authorizationId: 'select id from episodes.authorization where clinic_id = $1 and withdrawn_at is null limit 1',
    credentialId: 'select id from team.credential where clinic_id = $1 limit 1',
    memberId: 'select id from episodes.care_team_member where clinic_id = $1 limit 1',
  };
  foreign = {};
  for (const [name, sql] of Object.entries(tables)) {
    foreign[name] = await pick(sql, lakeside);
    known[name] = await pick(sql, harbor);
  }
  foreign['clinicId'] = lakeside;
  // An id that is nobody's would prove nothing of another clinic's.
  expect(Object.entries(foreign).filter(([, id]) => id === UNKNOWN_ID)).toEqual([]);
  const signIn = await app.inject({ method: 'POST', url: '/api/auth/login', payload: { email: 'here-only@example.test', password } });
  cookie = String(signIn.headers['set-cookie']).split(';')[0] as string;
}, 600_000);
afterAll(async () => {
  await app?.close();
  await own?.drop();
});

/** The clock stands still, so nobody's budget of requests would ever be filled up again. */
async function askAsOftenAsIWant(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`insert into platform.setting (name, value) values ('identity', '{"signedInRequests": 1000000}') on conflict (name) do update set value = excluded.value`);
  await client.end();
}

/** Every table's content, folded into one number each. */
async function state(): Promise<Record<string, string>> {
  const tables = await database.rows<{ name: string }>(
    `select table_schema || '.' || table_name as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema', 'jobs') order by 1`,
  );
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    if (NOT_COUNTED.has(name)) continue;
    const { fold } = await database.one<{ fold: string }>(`select count(*)::text || ':' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text as fold from ${name.replace('identity.user', 'identity."user"')} t`);
    found[name] = fold;
  }
  return found;
}

interface Attempt {
  what: string;
  method: string;
  url: string;
  body?: unknown;
  raw?: string;
  /** What the answer must name. */
  pointer?: string;
}

function pathOf(operation: Operation, values: Record<string, string>): string {
  return operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? (name === 'clinicId' ? clinicId : (known[name] ?? UNKNOWN_ID))));
}

function parametersIn(operation: Operation): string[] {
  return [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string);
}

/** All the wrong ways to ask for one operation. */
function attemptsOn(operation: Operation): Attempt[] {
  const { method, operationId } = operation;
  const attempts: Attempt[] = [];
  const body = operation.body === undefined ? undefined : sample(operation.body, resolve);
  const good = body === undefined ? {} : { body };
  for (const name of parametersIn(operation)) {
    for (const value of ['not-an-id', `'; drop table clients.client; --`, '<script>', '0', 'x'.repeat(250), '..%2f..']) {
      attempts.push({ what: `${operationId} ${name}=${value.slice(0, 20)}`, method, url: pathOf(operation, { [name]: value }), ...good });
    }
    if (foreign[name] !== undefined) attempts.push({ what: `${operationId} another clinic's ${name}`, method, url: pathOf(operation, { [name]: foreign[name] as string }), ...good });
  }
  for (const parameter of operation.parameters.filter((one) => one.in === 'query')) {
    if (!parameter.schema) continue;
    const s = resolve(parameter.schema);
    const wrong = s.enum || s.format || s.type === 'integer' || s.type === 'boolean' ? ['no-such-value', `' or 1=1 --`, '\u0000'] : ['\u0000', 'x'.repeat(20_000)];
    for (const value of wrong) attempts.push({ what: `${operationId} ?${parameter.name}`, method, url: `${pathOf(operation, {})}?${parameter.name}=${encodeURIComponent(value)}` });
  }
  if (operation.body !== undefined) {
    const url = pathOf(operation, {});
    for (const raw of ['', '{', 'null', '[]', '"x"', '42', '{"__proto__": {"admin": true}, "constructor": 1}']) attempts.push({ what: `${operationId} body ${raw.slice(0, 12)}`, method, url, raw });
    attempts.push({ what: `${operationId} an unknown field`, method, url, body: { ...(body as object), noSuchField: ATTACKS[0] } });
    for (const { path, schema, pointer } of placesOf(operation.body, resolve)) {
      for (const value of wrongValues(schema, resolve)) attempts.push({ what: `${operationId} ${pointer}: ${JSON.stringify(value)?.slice(0, 30)}`, method, url, body: withValue(body, path, value), pointer });
      // Attacks beside something that is surely refused, so that a text that is merely odd is not saved either.
      for (const attack of ATTACKS) attempts.push({ what: `${operationId} ${pointer}: attack`, method, url, body: { ...(withValue(body, path, attack) as object), noSuchField: 1 } });
    }
  }
  return attempts;
}

/** Whether a refusal names a place, something in it, or what it is in. */
function names(problem: { errors?: { pointer: string }[] }, place: string): boolean {
  return problem.errors?.some(({ pointer }) => pointer === place || pointer.startsWith(`${place}/`) || place.startsWith(`${pointer}/`)) ?? false;
}

const isProblem = (answer: { headers: Record<string, unknown> }): boolean => String(answer.headers['content-type']).startsWith('application/problem+json');

const send = (operation: Operation, body: unknown) =>
  app.inject({ method: operation.method as 'POST', url: pathOf(operation, {}), headers: { cookie, 'content-type': 'application/json' }, payload: JSON.stringify(body) });

const upload = (operation: Operation, payload: Buffer, boundary: string) =>
  app.inject({ method: operation.method as 'POST', url: pathOf(operation, {}), headers: { cookie, 'content-type': `multipart/form-data${boundary === '' ? '' : `; boundary=${boundary}`}` }, payload });

/** What an id in a body is of, by the name of its field: `leaderStaffId` and an item of `staffIds` are staff. */
function kindOf(path: readonly (string | number)[]): string {
  const name = String(path.findLast((part) => typeof part === 'string') ?? '').replace(/s$/, '');
  return Object.keys(foreign).find((kind) => name.toLowerCase().endsWith(kind.toLowerCase())) ?? name;
}

/** An id of this clinic for a field of a name. */
const idHere = (name: string): string => (kindOf([name]) === 'clinicId' ? clinicId : (known[kindOf([name])] ?? UNKNOWN_ID));

describe('bad input to every route', () => {
  it('gets a clear answer of the 400s, never a 500, and changes nothing', async () => {
    const before = await state();
    const bad: string[] = [];
    let asked = 0;
    for (const operation of operations) {
      for (const attempt of attemptsOn(operation)) {
        asked++;
        const answer = await app.inject({
          method: attempt.method as 'GET',
          url: attempt.url,
          headers: { cookie, ...(attempt.raw !== undefined || attempt.body !== undefined ? { 'content-type': 'application/json' } : {}) },
          ...(attempt.raw === undefined ? (attempt.body === undefined ? {} : { payload: JSON.stringify(attempt.body) }) : { payload: attempt.raw }),
        });
        const problem = isProblem(answer);
        if (answer.statusCode < 400 || answer.statusCode >= 500 || !problem) {
          // A read may be asked with an odd yet readable text, and simply finds nothing.
          if (answer.statusCode === 200 && attempt.method === 'GET') continue;
          bad.push(`${answer.statusCode} ${attempt.what} ${answer.statusCode >= 500 || !problem ? answer.body.slice(0, 120) : ''}`);
        } else if (attempt.pointer !== undefined && !names(answer.json(), attempt.pointer)) bad.push(`${answer.statusCode} ${attempt.what} does not name it: ${answer.body.slice(0, 200)}`);
      }
    }
    expect(asked).toBeGreaterThan(10_000);
    expect(bad).toEqual([]);
    expect(await state()).toEqual(before);
  }, 600_000);

  it('does not show another clinic by any route that names a clinic', async () => {
    const shown: string[] = [];
    for (const operation of operations.filter((one) => one.path.includes('{clinicId}'))) {
      const answer = await app.inject({
        method: operation.method as 'GET',
        url: pathOf(operation, { ...foreign }),
        headers: { cookie, ...(operation.body ? { 'content-type': 'application/json' } : {}) },
        ...(operation.body ? { payload: JSON.stringify(sample(operation.body, resolve)) } : {}),
      });
      if (answer.statusCode !== 404) shown.push(`${operation.operationId} answered ${answer.statusCode}`);
    }
    expect(shown).toEqual([]);
  }, 600_000);

  it('takes no id of another clinic, wherever in a body it stands', async () => {
    const before = await state();
    const taken: string[] = [];
    let asked = 0;
    for (const operation of operations.filter((one) => one.body !== undefined && one.path.includes('{clinicId}'))) {
      const body = sample(operation.body as Schema, resolve, idHere);
      for (const { path, schema, pointer } of placesOf(operation.body as Schema, resolve)) {
        const theirs = foreign[kindOf(path)];
        if (resolve(schema).format !== 'uuid' || theirs === undefined) continue;
        asked++;
        const answer = await send(operation, withValue(body, path, theirs));
        if (answer.statusCode < 400 || answer.statusCode >= 500 || !isProblem(answer)) taken.push(`${answer.statusCode} ${operation.operationId} ${pointer}`);
      }
    }
    expect(asked).toBeGreaterThan(60);
    expect(taken).toEqual([]);
    expect(await state()).toEqual(before);
  }, 600_000);

  it('refuses every file that is none, and keeps nothing of it', async () => {
    const before = await state();
    const bad: string[] = [];
    const takers = operations.filter((one) => one.file);
    expect(takers.map((one) => one.operationId)).toEqual(['Imports_create']);
    for (const operation of takers) {
      for (const { what, payload, boundary } of wrongUploads()) {
        const answer = await upload(operation, payload, boundary);
        if (answer.statusCode < 400 || answer.statusCode >= 500 || !isProblem(answer)) bad.push(`${answer.statusCode} ${what}: ${answer.body.slice(0, 200)}`);
      }
    }
    expect(bad).toEqual([]);
    expect(await state()).toEqual(before);
  }, 600_000);

  it('leaves every table standing when what would break it is all that is wrong, and keeps it as text', async () => {
    const standing = (): Promise<Record<string, number>> =>
      database.one(
        `select (select count(*)::int from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema', 'jobs')) as tables,
           (select count(*)::int from clients.client) as clients, (select count(*)::int from scheduling.session) as sessions, (select count(*)::int from identity.user) as users`,
      );
    const before = await standing();
    const bad: string[] = [];
    let taken = 0;
    for (const operation of operations.filter((one) => one.body !== undefined && !one.path.startsWith('/api/auth'))) {
      for (const body of [sample(operation.body as Schema, resolve), sample(operation.body as Schema, resolve, idHere)]) {
        for (const { path, schema, pointer } of placesOf(operation.body as Schema, resolve)) {
          for (const odd of oddValues(schema, resolve)) {
            const answer = await send(operation, withValue(body, path, odd));
            if (answer.statusCode < 400) taken += 1;
            else if (answer.statusCode >= 500 || !isProblem(answer)) bad.push(`${answer.statusCode} ${operation.operationId} ${pointer}: ${JSON.stringify(odd)}`);
          }
        }
      }
    }
    for (const operation of operations.filter((one) => one.file)) {
      for (const { what, payload, boundary } of oddUploads()) {
        const answer = await upload(operation, payload, boundary);
        if (answer.statusCode >= 500 || (answer.statusCode >= 400 && !isProblem(answer))) bad.push(`${answer.statusCode} ${what}`);
      }
    }
    expect((await database.rows<{ name: string }>('select file_name as name from exchange.import')).filter(({ name }) => name.length > 200 || name.includes('/'))).toEqual([]);
    expect(bad).toEqual([]);
    // Some of it is a name or a note like any other, and was written: what is refused before it reaches a statement proves nothing.
    expect(taken).toBeGreaterThan(40);
    const after = await standing();
    for (const [what, count] of Object.entries(before)) expect([what, (after[what] as number) >= count]).toEqual([what, true]);
    const kept = await database.rows(`select name from clinics.room where name = any($1::text[])`, [BREAKING]);
    expect(kept.length).toBe(BREAKING.length);
  }, 600_000);
});

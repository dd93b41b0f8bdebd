import { Database, FixedClock, addDays, clinicDayOf, createReadPool, migrate, timeZone, weekStartOf, type Config } from '#platform';
import { DEMO_PASSWORD, PasswordHasher } from '#identity';
import { migrations } from '#migrations';
import { createApp } from '../app.js';
import { harbor, lakeside } from './demo-clinics.js';
import { DemoHistory } from './demo-history.js';
import { SIGN_INS, type StaffKey } from './demo-people.js';
import { Given } from './given.js';

const MARK = 'demo.built';

/** What is made one after the other: the accounts, the clinics, nine weeks of history. */
const STEPS = 11;

/** How far the making is, in steps. */
export type DemoProgress = (done: number, total: number) => void;

/**
 * Makes the demo clinics when they are not there: the same every time, relative to `now`. What a killed start left half
 * made is thrown away first; a database with a clinic of somebody's own is never touched.
 * @returns whether it made them.
 */
export async function ensureDemo(config: Config, now: Date, report?: DemoProgress): Promise<boolean> {
  const state = await look(config);
  if (state === 'built' || state === 'own') return false;
  if (state === 'half') await empty(config);
  await build(config, now, report);
  return true;
}

/**
 * Throws the demo clinics away and makes them anew.
 * @throws Error when the database holds a clinic of somebody's own.
 */
export async function resetDemo(config: Config, now: Date, report?: DemoProgress): Promise<void> {
  if ((await look(config)) === 'own') throw new Error('This database holds a clinic of your own. It is left as it is.');
  await empty(config);
  await build(config, now, report);
}

async function withApp<T>(config: Config, clock: FixedClock, work: (app: Awaited<ReturnType<typeof createApp>>) => Promise<T>): Promise<T> {
  const app = await createApp({ ...config, role: 'api' }, { clock, admin: false });
  await app.init();
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}

/** Asked at every start, so it does not put a whole application together to ask. */
async function look(config: Config): Promise<'none' | 'half' | 'built' | 'own'> {
  const pool = createReadPool(config.databaseUrl, { max: 1 });
  try {
    // The accounts come before the first clinic: they too are left behind by a start that was killed.
    const { rows } = await pool.query<{ own: number; demo: number; built: number }>(
      `select (select count(*) from clinics.clinic where not is_demo) + (select count(*) from identity.user where not is_demo) as own,
         (select count(*) from clinics.clinic where is_demo) + (select count(*) from identity.user where is_demo) as demo,
         (select count(*) from platform.setting where name = '${MARK}') as built`,
    );
    const { own, demo, built } = rows[0] as { own: number; demo: number; built: number };
    if (own > 0) return 'own';
    if (built > 0) return 'built';
    return demo > 0 ? 'half' : 'none';
  } finally {
    await pool.end();
  }
}

/** Takes every schema away and lays them anew: an audit trail cannot be emptied in any gentler way, and must not. */
async function empty(config: Config): Promise<void> {
  await withApp(config, new FixedClock(new Date(0)), async (app) => {
    const database = app.get(Database);
    await database.transaction(async () => {
      const schemas = await database.rows<{ name: string }>(
        `select nspname as name from pg_namespace where nspname not in ('public', 'information_schema') and nspname not like 'pg\\_%'`,
      );
      for (const { name } of schemas) await database.unprepared(`drop schema "${name}" cascade`);
      await database.unprepared('drop table if exists public.stepwell_migration');
    });
  });
  await migrate(config.databaseUrl, migrations);
}

async function build(config: Config, now: Date, report?: DemoProgress): Promise<void> {
  // Groups are founded a little over eight weeks ago; everything since is lived in order.
  const founded = new Date(now.getTime() - 70 * 86_400_000);
  const clock = new FixedClock(founded);
  let step = 0;
  const made = (): void => report?.((step += 1), STEPS);
  await withApp(config, clock, async (app) => {
    const given = new Given(app, clock);
    const today = clinicDayOf(now, timeZone('America/New_York'));
    const passwordHash = await app.get(PasswordHasher).hash(DEMO_PASSWORD);
    const users: Record<string, { userId: string; displayName: string }> = {};
    const userOf: Partial<Record<StaffKey, string>> = {};
    for (const one of SIGN_INS) {
      const user = await given.user({ email: `${one.name}@demo.stepwell.test`, displayName: one.displayName, roles: [one.role], clinicIds: [], passwordHash, demo: true });
      users[one.name] = user;
      if ('staff' in one) userOf[one.staff] = user.userId;
    }
    made();
    const accounts = async (clinicId: string): Promise<typeof userOf> => {
      for (const one of SIGN_INS) await given.member(clinicId, (users[one.name] as { userId: string }).userId, [one.role]);
      return userOf;
    };
    const site = { harbor: await harbor(given, today, accounts), lakeside: await lakeside(given, today, accounts) };
    made();
    await given.closure(site.harbor.id, addDays(weekStartOf(today, 1), -19), 'Public holiday');
    const history = new DemoHistory(given, app, site, now, { director: users['director'] as never, frontDesk: users['frontdesk'] as never, therapist: users['therapist'] as never });
    await history.live(made);
    await app.get(Database).transaction(() => app.get(Database).rows(`insert into platform.setting (name, value) values ('${MARK}', to_jsonb($1::text))`, [now.toISOString()]));
  });
}

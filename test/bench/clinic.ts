import 'reflect-metadata';
import { CreateUser } from '#identity';
import { CompleteWeeks } from '#hours';
import { AuditSealer, Database, addDays, readConfig, runAsSystem, type ClinicDay } from '#platform';
import { createApp } from '../../apps/server/src/app.js';
import { LOAD_STAFF, type Seeded } from './seed.js';

/** Connections the load comes over. */
export const CONNECTIONS = 10;

/** What the load needs to get in. */
export interface Access {
  /** One for each connection: ten people at work, each within their own budget of requests. */
  tokens: string[];
}

const EMAIL = 'bench@example.test';
const PASSWORD = 'a bench is for sitting down';
const SCOPES = ['clients.read', 'schedule.read', 'schedule.write', 'attendance.read', 'attendance.record', 'attendance.correct', 'hours.read', 'groups.read', 'programs.read', 'team.read', 'episodes.read'];
const WEEKS_OF_HISTORY = 9;

/** Lets Stepwell itself finish what the seeding by SQL left: the weeks of hours, and a machine's token to come in with. */
export async function prepareClinic(url: string, seeded: Seeded): Promise<Access> {
  const config = readConfig({ DATABASE_URL: url, STEPWELL_ROLE: 'api', STEPWELL_SECRET: 'bench-bench-bench-bench-bench-bench' });
  const app = await createApp(config, { admin: false });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  try {
    await runAsSystem('bench', async () => {
      for (let week = 0; week < WEEKS_OF_HISTORY; week++) await app.get(CompleteWeeks).heal(seeded.clinicId, addDays(seeded.weekStart as ClinicDay, -7 * week));
      await app.get(AuditSealer).seal();
      const { userId } = await app.get(CreateUser).seed({ email: EMAIL, displayName: 'Bench', password: PASSWORD, memberships: [{ clinicId: seeded.clinicId, roles: ['administrator'] }] });
      await app.get(Database).transaction(() => app.get(Database).rows('update team.staff set user_id = $1 where id = $2', [userId, LOAD_STAFF]));
    });
    const signIn = await app.inject({ method: 'POST', url: '/api/auth/login', payload: { email: EMAIL, password: PASSWORD } });
    const cookie = String(signIn.headers['set-cookie']).split(';')[0] as string;
    const tokens: string[] = [];
    for (let connection = 0; connection < CONNECTIONS; connection++) {
      const made = await app.inject({ method: 'POST', url: `/api/clinics/${seeded.clinicId}/tokens`, headers: { cookie }, payload: { name: `Bench ${connection}`, permissions: SCOPES, days: 1 } });
      const { secret } = made.json<{ secret?: string }>();
      if (secret === undefined) throw new Error(`No token: ${made.statusCode} ${made.body.slice(0, 300)}`);
      tokens.push(secret);
    }
    return { tokens };
  } finally {
    await app.close();
  }
}

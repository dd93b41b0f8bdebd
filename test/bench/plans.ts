import { readFileSync, statSync } from 'node:fs';
import pg from 'pg';

/** Tables that grow with the years; a sequential scan of one is a mistake. */
const GROWING = new Set([
  'clients.client', 'episodes.episode', 'episodes.prescribed_hours', 'episodes.care_team_member', 'scheduling.session', 'scheduling.session_staff',
  'scheduling.participation', 'scheduling.group_member', 'attendance.mark', 'hours.client_week', 'hours.ledger_entry', 'platform.audit_entry',
  'platform.audit_link', 'identity.session',
]);

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  Schema?: string;
  'Index Name'?: string;
  'Actual Rows'?: number;
  Plans?: Plan[];
}

/** How often each growing table was read from end to end so far, by PostgreSQL's own count. */
export async function sequentialScans(url: string): Promise<{ name: string; scans: number }[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_stat_force_next_flush()').catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 1500)); // sessions report their counts at most once a second
    const { rows } = await client.query<{ name: string; scans: string }>(
      `select schemaname || '.' || relname as name, seq_scan as scans from pg_stat_user_tables where n_live_tup > 1000`,
    );
    return rows.filter((row) => GROWING.has(row.name)).map((row) => ({ name: row.name, scans: Number(row.scans) }));
  } finally {
    await client.end();
  }
}

function outline(plan: Plan, depth: number): string {
  const name = [
    '  '.repeat(depth) + plan['Node Type'],
    plan['Relation Name'] === undefined ? '' : ` on ${plan['Relation Name']}`,
    plan['Index Name'] === undefined ? '' : ` by ${plan['Index Name']}`,
    plan['Actual Rows'] === undefined ? '' : ` (${plan['Actual Rows']} rows)`,
  ].join('');
  return [name, ...(plan.Plans ?? []).map((child) => outline(child, depth + 1))].join('\n');
}

/**
 * Prints the plans of the statements a server really runs: PostgreSQL itself explains each into its log while the given
 * work is done.
 */
export async function showPlans(url: string, logFile: string, work: (url: string) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ name: string }>('select current_database() as name');
  const database = (rows[0] as { name: string }).name;
  try {
    for (const [name, value] of [
      ['session_preload_libraries', 'auto_explain'],
      ['auto_explain.log_min_duration', '0'],
      ['auto_explain.log_format', 'json'],
      ['auto_explain.log_analyze', 'on'],
      ['auto_explain.log_timing', 'off'],
    ]) {
      await client.query(`alter database "${database}" set ${name} = '${value}'`);
    }
    const from = statSync(logFile).size;
    await work(url);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const log = readFileSync(logFile).subarray(from).toString('utf8');
    process.stdout.write('\nPlans of the statements as they ran, one request a row\n');
    const seen = new Set<string>();
    for (const [, text] of log.matchAll(/plan:\n((?:\t.*\n)+)/g)) {
      const parsed = JSON.parse((text as string).replaceAll('\n\t', '\n')) as { 'Query Text': string; Plan: Plan };
      const statement = parsed['Query Text'].replace(/\s+/g, ' ').trim();
      if (seen.has(statement) || /\bjobs\.|pg_catalog|stepwell_migration|information_schema/.test(statement)) continue;
      seen.add(statement);
      process.stdout.write(`\n${statement.slice(0, 160)}${statement.length > 160 ? ' …' : ''}\n${outline(parsed.Plan, 1)}\n`);
    }
  } finally {
    await client.query(`alter database "${database}" reset all`);
    await client.end();
  }
}

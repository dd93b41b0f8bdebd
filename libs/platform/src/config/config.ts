import { isIP } from 'node:net';

/** Which part of the work a process does. */
export type ProcessRole = 'all' | 'api' | 'worker';

/** The environment, read once and judged whole. */
export interface Config {
  port: number;
  host: string;
  databaseUrl: string;
  redisUrl: string | null;
  role: ProcessRole;
  dataDir: string;
  /** Whether the demo clinic is made when it is missing. */
  demo: boolean;
  smtpUrl: string | null;
  /** Signs what must not be forged (cursors of exports, feeds). */
  secret: string;
  /** Reverse proxies in front, whose X-Forwarded-* headers are believed. 0: none. */
  trustedProxies: number;
}

/** Thrown at start with every problem of the environment at once. */
export class ConfigError extends Error {
  constructor(readonly problems: string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
  }
}

function isUrl(text: string, protocols: string[]): boolean {
  try {
    return protocols.includes(new URL(text).protocol);
  } catch {
    return false;
  }
}

/**
 * Reads and judges the environment.
 * @throws ConfigError naming every variable that is wrong, in words.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const problems: string[] = [];
  const value = (name: string): string | undefined => {
    const text = env[name]?.trim();
    return text === undefined || text === '' ? undefined : text;
  };
  const whole = (name: string, fallback: number, min: number, max: number): number => {
    const text = value(name);
    if (text === undefined) return fallback;
    const number = Number(text);
    if (!/^\d+$/.test(text) || number < min || number > max) {
      problems.push(`${name} must be a whole number from ${min} to ${max}, not "${text}".`);
      return fallback;
    }
    return number;
  };
  const url = (name: string, protocols: string[]): string | null => {
    const text = value(name);
    if (text === undefined) return null;
    if (!isUrl(text, protocols)) problems.push(`${name} must be an address starting with ${protocols.map((p) => `${p}//`).join(' or ')}.`);
    return text;
  };

  const port = whole('PORT', 3000, 0, 65535);
  const host = value('HOST') ?? '127.0.0.1';
  if (isIP(host) === 0 && !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(host)) problems.push(`HOST must be an address or a host name, not "${host}".`);
  const databaseUrl = url('DATABASE_URL', ['postgres:', 'postgresql:']);
  if (databaseUrl === null) problems.push('DATABASE_URL is missing. `npm start` sets it to the embedded PostgreSQL; started by hand it must name your own.');
  const redisUrl = url('REDIS_URL', ['redis:', 'rediss:']);
  const role = value('STEPWELL_ROLE') ?? 'all';
  if (!['all', 'api', 'worker'].includes(role)) problems.push(`STEPWELL_ROLE must be all, api or worker, not "${role}".`);
  const demo = value('STEPWELL_DEMO') ?? '0';
  if (demo !== '0' && demo !== '1') problems.push(`STEPWELL_DEMO must be 0 or 1, not "${demo}".`);
  const smtpUrl = url('SMTP_URL', ['smtp:', 'smtps:']);
  const secret = value('STEPWELL_SECRET');
  if (secret === undefined) problems.push('STEPWELL_SECRET is missing. `npm start` makes one; started by hand give it at least 32 random characters.');
  else if (secret.length < 32) problems.push('STEPWELL_SECRET must have at least 32 characters.');
  const trustedProxies = whole('STEPWELL_TRUSTED_PROXIES', 0, 0, 10);

  if (problems.length > 0) throw new ConfigError(problems);
  return {
    port,
    host,
    databaseUrl: databaseUrl as string,
    redisUrl,
    role: role as ProcessRole,
    dataDir: value('STEPWELL_DATA_DIR') ?? '.stepwell',
    demo: demo === '1',
    smtpUrl,
    secret: secret as string,
    trustedProxies,
  };
}

import 'reflect-metadata';
import { pathToFileURL } from 'node:url';
import { FirstRun } from '#identity';
import { ConfigError, DomainError, migrate, readConfig, runAsSystem, validationPipe } from '#platform';
import { migrations } from '#migrations';
import { createApp } from '../app.js';
import { FirstClinicDto } from '../first-run/first-run.dto.js';
import { SetUp } from '../first-run/set-up.service.js';
import { terminalAsk, type Ask } from './ask.js';

type Field = keyof FirstClinicDto;

/** What is asked, in order, and the variable that answers it beforehand. None is an argument: those are for all to see. */
const QUESTIONS: readonly { field: Field; variable: string; words: string; secret?: boolean; standard?: string }[] = [
  { field: 'clinicName', variable: 'STEPWELL_FIRST_CLINIC', words: 'Name of the clinic' },
  { field: 'timeZone', variable: 'STEPWELL_FIRST_TIME_ZONE', words: 'Time zone of the clinic', standard: 'America/New_York' },
  { field: 'displayName', variable: 'STEPWELL_FIRST_NAME', words: 'Your name' },
  { field: 'email', variable: 'STEPWELL_FIRST_EMAIL', words: 'Your e-mail address' },
  { field: 'password', variable: 'STEPWELL_FIRST_PASSWORD', words: 'A password, at least 12 characters', secret: true },
];

/** A refusal in lines for the terminal. */
class Refused extends Error {
  constructor(readonly lines: string[]) {
    super(lines.join('\n'));
    this.name = 'Refused';
  }
}

/**
 * Makes the first clinic and its administrator without a browser.
 * @param ask asks for what the environment leaves open; without it everything must be there.
 * @returns what to tell the person.
 * @throws ConfigError, or an Error whose message is for the person.
 */
export async function makeFirstAdministrator(env: NodeJS.ProcessEnv, ask?: Ask): Promise<string> {
  const config = { ...readConfig(env), role: 'api' as const };
  await migrate(config.databaseUrl, migrations);
  const app = await createApp(config, { admin: false });
  await app.init();
  try {
    if ((await app.get(FirstRun).code()) === null) throw new Refused(['This Stepwell has been set up. Its administrators let people in, under Users.']);
    const input = (await validationPipe().transform(await answers(env, ask), { type: 'body', metatype: FirstClinicDto })) as FirstClinicDto;
    await runAsSystem('first-administrator', () => app.get(SetUp).run(input, { by: 'command', address: null }));
    return `${input.clinicName} is there, and ${input.email} is its administrator. Sign in with that address and the password.`;
  } catch (thrown) {
    throw thrown instanceof DomainError ? new Refused(inWords(thrown)) : thrown;
  } finally {
    await app.close();
  }
}

async function answers(env: NodeJS.ProcessEnv, ask: Ask | undefined): Promise<Record<Field, string>> {
  const missing = QUESTIONS.filter(({ variable }) => !env[variable]);
  if (!ask && missing.length > 0) throw new Refused(missing.map(({ variable, words }) => `${variable} is missing: ${words.toLowerCase()}. It is asked for where there is a terminal.`));
  const given = {} as Record<Field, string>;
  for (const { field, variable, words, secret = false, standard } of QUESTIONS) {
    const answer = env[variable] || (await ask?.(words, { secret, ...(standard ? { standard } : {}) })) || '';
    if (secret && !env[variable] && (await ask?.('The same again', { secret })) !== answer) throw new Refused(['The two passwords are not the same. Nothing was made.']);
    given[field] = answer;
  }
  return given;
}

/** A refusal at fields, each by its question. */
function inWords(refusal: DomainError): string[] {
  if (!refusal.errors) return [refusal.title];
  const names: Record<string, string> = Object.fromEntries(QUESTIONS.map(({ field, words, variable }) => [`/${field}`, `${words} (${variable})`]));
  return refusal.errors.map(({ pointer, detail }) => `${names[pointer === '/name' ? '/clinicName' : pointer] ?? pointer} ${detail}.`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  makeFirstAdministrator(process.env, terminalAsk()).then(
    (said) => process.stdout.write(`${said}\n`),
    (thrown: unknown) => {
      const lines = thrown instanceof ConfigError ? thrown.problems : [thrown instanceof Error ? thrown.message : 'The administrator could not be made.'];
      for (const line of lines) process.stderr.write(`${line}\n`);
      process.exitCode = 1;
    },
  );
}

// Measures what importing files adds to the memory of the server as `npm start` runs it. See README.md.
import { spawn } from 'node:child_process';
import { createReadStream, mkdtempSync, openAsBlob, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { freePort } from '../../apps/server/launcher/ports.mjs';

/** Most an import may add to the server's memory, MB. */
const LIMIT_MB = 80;
/** How often the memory is looked at, ms. */
const EVERY_MS = 100;
/** How long the server is left alone before its memory counts as that of one at rest, ms. */
const REST_MS = 15_000;
/** Rows of the small file that warms the server up. */
const WARM_UP_ROWS = 300;

const checkout = fileURLToPath(new URL('../../', import.meta.url));
const { values: options } = parseArgs({
  options: { data: { type: 'string' }, copies: { type: 'string', default: '1,2' }, only: { type: 'string' }, node: { type: 'string', default: '' }, strict: { type: 'boolean', default: false } },
});
const data = resolve(options.data ?? process.env.STEPWELL_PUBLIC_DATA ?? join(checkout, '../shared/data'));
const home = mkdtempSync(join(tmpdir(), 'stepwell-memory-'));

/** The server's memory, looked at all the time; of each phase its most. */
class Watch {
  #pid;
  #most = 0;
  #timer;

  constructor(pid) {
    this.#pid = pid;
    this.#timer = setInterval(() => (this.#most = Math.max(this.#most, this.now())), EVERY_MS);
  }

  /** MB now. */
  now() {
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${this.#pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  }

  /** The most since it was asked last, MB. */
  take() {
    const most = Math.max(this.#most, this.now());
    this.#most = 0;
    return most;
  }

  end() {
    clearInterval(this.#timer);
  }
}

/** A server as `npm start` starts it, in a folder of its own, empty. */
async function startServer() {
  const port = await freePort();
  const child = spawn(process.execPath, [...options.node.split(' ').filter(Boolean), join(checkout, 'apps/server/launcher/start.mjs')], {
    cwd: checkout,
    env: { ...process.env, PORT: `${port}`, STEPWELL_DATA_DIR: join(home, 'data'), STEPWELL_DEMO: '0', STEPWELL_SECRET: 'memory-memory-memory-memory-memory', DATABASE_URL: '', REDIS_URL: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  let code;
  for await (const line of lines) {
    code ??= /^ {2}([A-Z0-9]{4}(?:-[A-Z0-9]{4})+)$/.exec(line)?.[1];
    if (line.startsWith('Ctrl-C')) break;
  }
  if (code === undefined) throw new Error('The server did not start, or printed no setup code.');
  child.stdout.resume();
  return { url: `http://127.0.0.1:${port}/api`, child, code };
}

/** Whoever imports, signed in. */
class Importer {
  constructor(url) {
    this.url = url;
  }

  async enter(code) {
    const account = { email: 'robin@harbor.test', password: 'amber kettle orbit' };
    this.clinicId = (await this.ask('POST', '/setup', { ...account, code, clinicName: 'Harbor Street Clinic', timeZone: 'America/Sao_Paulo', displayName: 'Robin Hale' })).clinicId;
    const answer = await fetch(`${this.url}/auth/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(account) });
    this.cookie = answer.headers.getSetCookie()[0].split(';')[0];
    const service = { name: 'Individual therapy', kind: 'individual', category: 'individual_therapy', countsTowardHours: true, defaultMinutes: 60, capacity: 1 };
    this.serviceId = (await this.ask('POST', `/clinics/${this.clinicId}/services`, service)).id;
  }

  async ask(method, path, body) {
    const form = body instanceof FormData;
    const answer = await fetch(this.url + path, {
      method,
      headers: { ...(this.cookie && { cookie: this.cookie }), ...(body && !form && { 'content-type': 'application/json' }) },
      ...(body && { body: form ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  /** Sends a file as the browser does. */
  async send(file, kind, source) {
    const form = new FormData();
    form.set('kind', kind);
    form.set('sourceName', source);
    form.set('file', await openAsBlob(file), basename(file));
    return this.ask('POST', `/clinics/${this.clinicId}/imports`, form);
  }

  map(one, answers) {
    return this.ask('PUT', `/clinics/${this.clinicId}/imports/${one.id}/mapping`, { version: one.version, answers: { ...one.answers, ...answers } });
  }

  /** Asks for work and waits for its end. */
  async work(one, what) {
    const path = `/clinics/${this.clinicId}/imports/${one.id}`;
    await this.ask('POST', `${path}/${what}`);
    for (;;) {
      const shown = await this.ask('GET', path);
      if (!['checking', 'running', 'undoing'].includes(shown.status)) {
        if (shown.failure !== null || shown.status !== { check: 'checked', run: 'done', undo: 'undone' }[what]) throw new Error(`${what}: ${shown.status}, ${shown.failure}`);
        return shown;
      }
      await pause(250);
    }
  }
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** The appointments so many times over, each time with other people and other visits. Row by row: this process may be small too. */
async function enlarged(file, copies, rows = Infinity) {
  const made = join(home, `appointments-${copies}-${rows}.csv`);
  writeFileSync(made, '');
  for (let copy = 0; copy < copies; copy++) {
    let at = -1;
    let text = '';
    for await (const line of createInterface({ input: createReadStream(file) })) {
      if (++at > rows) break;
      if (at > 0) text += `${copy === 0 ? line : line.replace(/^(\d+),(\d+)/, `${copy}-$1,${copy}-$2`)}\n`;
      else if (copy === 0) text += `${line}\n`;
    }
    writeFileSync(made, text, { flag: 'a' });
  }
  return made;
}

const PHASES = ['upload', 'mapping', 'check', 'run', 'undo'];

async function measure(importer, watch, idle, name, files) {
  const most = Object.fromEntries(PHASES.map((phase) => [phase, 0]));
  const seconds = { ...most };
  const counts = { rows: 0, taken: 0, refused: 0 };
  const phase = async (which, work) => {
    watch.take();
    const began = performance.now();
    const result = await work();
    most[which] = Math.max(most[which], watch.take());
    seconds[which] += (performance.now() - began) / 1000;
    return result;
  };
  const done = [];
  for (const { file, kind, source, answers } of files) {
    let one = await phase('upload', () => importer.send(file, kind, source));
    one = await phase('mapping', () => importer.map(one, answers));
    await phase('check', () => importer.work(one, 'check'));
    one = await phase('run', () => importer.work(one, 'run'));
    for (const what of Object.keys(counts)) counts[what] += one.counts[what];
    done.unshift(one);
  }
  for (const one of done) await phase('undo', () => importer.work(one, 'undo'));
  const peak = Math.max(...Object.values(most));
  const cells = PHASES.map((which) => `${(most[which] - idle).toFixed(0).padStart(4)} MB ${seconds[which].toFixed(0).padStart(4)} s`);
  process.stdout.write(`| ${name.padEnd(34)} | ${`${counts.rows}`.padStart(7)} | ${`${counts.taken}`.padStart(7)} | ${cells.join(' | ')} | ${(peak - idle).toFixed(0).padStart(5)} MB${peak - idle < LIMIT_MB ? '  ' : ' ✗'} |\n`);
  return peak - idle < LIMIT_MB;
}

async function main() {
  const { url, child, code } = await startServer();
  const watch = new Watch(child.pid);
  let good = true;
  try {
    const importer = new Importer(url);
    await importer.enter(code);
    const service = importer.serviceId;
    const appointments = join(data, 'no-shows/noshow_appointments_dev.csv');
    const visits = { newClients: 'create', service, firstTime: '08:00', minutes: '20', sameDay: 'follow', names: 'numbered', leaveOutRefused: 'yes' };
    const small = await enlarged(appointments, 1, WARM_UP_ROWS);
    let one = await importer.map(await importer.send(small, 'attendance', 'Warm-up'), visits);
    for (const what of ['check', 'run', 'undo']) one = await importer.work(one, what);
    await pause(REST_MS);
    const idle = watch.now();
    process.stdout.write(`Server at rest: ${idle.toFixed(0)} MB. What is above it, at most, and how long it took:\n\n| file | rows | taken | ${PHASES.join(' | ')} | most |\n| --- | ---: | ---: | ${PHASES.map(() => '---:').join(' | ')} | ---: |\n`);
    const csv = (name) => join(data, 'synthea-csv', name);
    // The one of hospitals holds nobody and no visit.
    const bundles = readdirSync(join(data, 'synthea-fhir-r4')).filter((name) => !name.startsWith('hospital')).sort();
    const sets = [
      ...options.copies.split(',').map((copies) => ({ key: 'appointments', name: `appointments${copies === '1' ? '' : `, ${copies} times over`}`, files: async () => [{ file: await enlarged(appointments, Number(copies)), kind: 'attendance', source: 'Vitória', answers: visits }] })),
      {
        key: 'synthea-csv',
        name: 'Synthea’s people and visits, CSV',
        files: () => [
          { file: csv('patients.csv'), kind: 'clients', source: 'Synthea', answers: {} },
          { file: csv('providers.csv'), kind: 'staff', source: 'Synthea', answers: { discipline: 'physician' } },
          { file: csv('encounters.csv'), kind: 'sessions', source: 'Synthea', answers: { service, past: 'attended', leaveOutRefused: 'yes' } },
        ],
      },
      { key: 'fhir', name: `Synthea’s ${bundles.length} FHIR bundles`, files: () => bundles.map((name) => ({ file: join(data, 'synthea-fhir-r4', name), kind: 'fhir', source: 'Synthea FHIR', answers: { service, discipline: 'physician', leaveOutRefused: 'yes' } })) },
    ];
    for (const { key, name, files } of sets) if (options.only === undefined || options.only.split(',').includes(key)) good = (await measure(importer, watch, idle, name, await files())) && good;
    await pause(REST_MS);
    process.stdout.write(`\nAt rest again: ${watch.now().toFixed(0)} MB.\n`);
  } finally {
    watch.end();
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    await ended;
    rmSync(home, { recursive: true, force: true });
  }
  return good;
}

if (!(await main())) {
  process.stdout.write(`\nAn import adds ${LIMIT_MB} MB or more (✗).\n`);
  if (options.strict) process.exitCode = 1;
}

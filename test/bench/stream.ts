import { get } from 'node:http';
import { KIND, id, type Seeded } from './seed.js';

const WATCHERS = 20;
/** The last of twenty must have been told within so many milliseconds of the mark's being sent, 99 times in 100. */
const P99_LIMIT = 250;

/** One who watches a roster, and what it calls when told that a place has reached a version. */
interface Watcher {
  told: (places: Record<string, number>) => void;
  leave: () => void;
}

function open(address: string, headers: Record<string, string>): Promise<Watcher> {
  return new Promise((resolve, reject) => {
    const watcher: Watcher = { told: () => undefined, leave: () => request.destroy() };
    const request = get(address, { headers, agent: false }, (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`The stream answered ${answer.statusCode}.`));
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (more: string) => {
        const blocks = (text + more).split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) {
          const data = /^event: roster\ndata: (.*)$/m.exec(block)?.[1];
          if (data !== undefined) watcher.told((JSON.parse(data) as { places: Record<string, number> }).places);
        }
      });
      answer.on('error', () => undefined);
      resolve(watcher);
    });
    request.on('error', reject);
  });
}

/**
 * Marks one place after the other on a roster that twenty watch, and measures from the sending of a mark to the moment the
 * last of them is told.
 */
export async function measureStream(url: string, seeded: Seeded, headers: (n: number) => Record<string, string>, seconds: number): Promise<boolean> {
  const roster = `${url}/api/clinics/${seeded.clinicId}/sessions/${id(KIND.session, 2_000_000)}/attendance`;
  const participationId = id(KIND.participation, 1);
  const watchers = await Promise.all(Array.from({ length: WATCHERS }, (_, n) => open(`${roster}/stream`, headers(n))));
  const mark = async (status: string): Promise<number> => {
    const answer = await fetch(roster, { method: 'POST', headers: { ...headers(0), 'content-type': 'application/json' }, body: JSON.stringify({ marks: [{ participationId, status, reason: 'Measured' }], force: true }) });
    if (answer.status !== 200) throw new Error(`The mark was answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
    return ((await answer.json()) as { places: { version: number }[] }).places[0]?.version ?? 0;
  };
  const took: number[] = [];
  try {
    let version = await mark('booked');
    for (const end = performance.now() + seconds * 1000; performance.now() < end; ) {
      const next = ++version;
      const began = performance.now();
      const all = Promise.all(watchers.map((watcher) => new Promise<void>((resolve) => {
        watcher.told = (places) => {
          if ((places[participationId] ?? 0) >= next) resolve();
        };
      })));
      version = await mark(next % 2 === 0 ? 'attended' : 'no_show');
      await all;
      took.push(performance.now() - began);
    }
  } finally {
    for (const watcher of watchers) watcher.leave();
  }
  took.sort((a, b) => a - b);
  const at = (share: number): number => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0;
  const kept = at(0.99) <= P99_LIMIT;
  process.stdout.write(`\nCheck-in stream with ${WATCHERS} watchers: the last is told after ${at(0.5).toFixed(0)} ms (p50), ${at(0.99).toFixed(0)} ms (p99) of ${took.length} marks; limit p99 ≤ ${P99_LIMIT}${kept ? '' : ' ✗'}.\n`);
  return kept;
}

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** By how much the memory in use may grow from one full garbage collection to the next, in percent, while work runs sparingly. */
const GROWTH_PERCENT = 15;

/** Less work than this, be it one or many short ones, leaves no pile that a collection would be worth, ms. */
const WORTHWHILE_AFTER_MS = 500;

let running = 0;
let due: NodeJS.Timeout | undefined;
let since = 0;
/** How long work has run since the last collection of ours, ms. */
let worked = 0;
/** What holds while nothing runs sparingly; 0 leaves it to V8. */
let usual = 0;
let collect: (() => void) | undefined;

/** How far the heap of this process may grow past what is in use before all of it is collected, in percent, as a rule. */
export function letHeapGrowBy(percent: number): void {
  usual = percent;
  if (running === 0) setFlagsFromString(`--heap-growing-percent=${percent}`);
}

/**
 * Runs long work that is in no hurry with little memory. On a machine that has plenty, V8 lets what is dead pile up to several
 * times what is alive before it collects all of it, and a work of minutes therefore takes hundreds of megabytes it does not
 * need. While such work runs, V8 collects much sooner; the collections run beside it and cost it a few percent of its time.
 */
export async function sparingly<T>(work: () => Promise<T>): Promise<T> {
  if (++running === 1) start();
  try {
    return await work();
  } finally {
    if (--running === 0) end();
  }
}

function start(): void {
  since = performance.now();
  due = setTimeout(begin, Math.max(0, WORTHWHILE_AFTER_MS - worked)).unref();
}

function end(): void {
  clearTimeout(due);
  worked += performance.now() - since;
  setFlagsFromString(`--heap-growing-percent=${usual}`);
}

/** V8 decides at the end of a full collection when the next one is due, so one is made now: some 50 ms, once. */
function begin(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
  if (collect === undefined) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
  since = performance.now();
  worked = 0;
}

import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Asks the person at the terminal. A secret is not shown while it is typed. */
export type Ask = (question: string, options?: { secret?: boolean; standard?: string }) => Promise<string>;

/** Asks on this process's terminal; undefined when there is none. */
export function terminalAsk(): Ask | undefined {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return undefined;
  return async (question, { secret = false, standard } = {}) => {
    const words = `${question}${standard === undefined ? '' : ` [${standard}]`}: `;
    const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
    if (secret) process.stdout.write(words);
    const lines = createInterface({ input: process.stdin, output: secret ? silent : process.stdout, terminal: true });
    try {
      const typed = await new Promise<string>((resolve, reject) => {
        lines.once('SIGINT', () => reject(new Error('Nothing was made.')));
        lines.question(secret ? '' : words).then(resolve, reject);
      });
      return secret ? typed : typed.trim() || (standard ?? '');
    } finally {
      lines.close();
      if (secret) process.stdout.write('\n');
    }
  };
}

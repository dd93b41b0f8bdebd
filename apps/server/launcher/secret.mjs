import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { aboutFolder } from './plain-problem.mjs';

/** The data folder's own STEPWELL_SECRET, made on first use and readable by its owner only. */
export function secretOf(dataDir) {
  const file = join(dataDir, 'secret');
  const draft = `${file}.${process.pid}`;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (error.code !== 'ENOENT') throw aboutFolder(dataDir, error);
  }
  try {
    writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flush: true });
    linkSync(draft, file);
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw aboutFolder(dataDir, error);
  } finally {
    rmSync(draft, { force: true });
  }
}

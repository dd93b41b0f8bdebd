import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { IDENTITY_ACTIONS } from './identity.audit.js';

const here = fileURLToPath(new URL('.', import.meta.url));

describe('what identity writes to the audit trail', () => {
  it('is the closed list, all of it and nothing else', () => {
    const sources = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts') && !/(spec|\.audit|\.job)\.ts$/.test(path));
    const written = new Set(sources.flatMap((path) => readFileSync(`${here}/${path}`, 'utf8').match(/(?<=')identity\.[a-z-]+(?=')/g) ?? []));
    expect([...written].sort()).toEqual([...IDENTITY_ACTIONS].sort());
  });
});

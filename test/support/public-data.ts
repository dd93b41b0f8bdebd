import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const repository = fileURLToPath(new URL('../../', import.meta.url));

/** The folder of public data: where `STEPWELL_PUBLIC_DATA` points, else `shared/data` beside the repository. */
function folder(): string {
  const given = process.env['STEPWELL_PUBLIC_DATA'];
  return given ? resolve(given) : resolve(repository, '../shared/data');
}

/** The absolute path of a file (or folder) of the public data set, or undefined where it is not on this machine. */
export function publicData(path: string): string | undefined {
  const file = join(folder(), path);
  return existsSync(file) ? file : undefined;
}

/**
 * A `describe` over public data that is never part of the repository. Where the file is absent, one test stands in its
 * place and says in its name that the others did not run and why.
 */
export function describeWithPublicData(title: string, path: string, tests: (file: string) => void): void {
  const file = publicData(path);
  if (file !== undefined) {
    describe(title, () => tests(file));
    return;
  }
  const reason = process.env['STEPWELL_PUBLIC_DATA'] ? 'STEPWELL_PUBLIC_DATA does not hold it' : 'STEPWELL_PUBLIC_DATA is not set and ../shared/data does not hold it';
  describe(title, () => {
    it(`did not run: ${path} is not here (${reason})`, () => {
      expect(publicData(path)).toBeUndefined();
    });
  });
}

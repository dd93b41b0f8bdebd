import { describe, expect, it } from '@jest/globals';
import { FLOORS, filesUnder, isTest, textOf } from './source.js';

const libraries = filesUnder('libs', (path) => path.endsWith('.ts') && !isTest(path));
const server = filesUnder('apps/server/src', (path) => path.endsWith('.ts') && !isTest(path));
const all = [...libraries, ...server];

function lines(files: string[], pattern: RegExp): string[] {
  return files.flatMap((file) =>
    textOf(file)
      .split('\n')
      .flatMap((line, i) => (pattern.test(line.replace(/^\s*(\/\/|\*|\/\*).*$/, '')) ? [`${file}:${i + 1} ${line.trim()}`] : [])),
  );
}

/** Strings that look like SQL, with the file they stand in. */
function sqlOf(file: string): string[] {
  return [...textOf(file).matchAll(/`[^`]*`|'[^'\n]*'|"[^"\n]*"/g)].map(([text]) => text).filter((text) => /\b(select|insert|update|delete|from|join)\b/i.test(text));
}

describe('the rules of the house', () => {
  it('let only the platform ask the machine for the time', () => {
    expect(lines(all.filter((file) => !file.startsWith('libs/platform/')), /\bnew Date\(\s*\)|\bDate\.now\(/)).toEqual([]);
  });

  it('use no any, no TODO and no silenced compiler', () => {
    expect(lines(all, /:\s*any\b|\bas any\b|<any>|@ts-(ignore|nocheck|expect-error)/)).toEqual([]);
    expect(all.flatMap((file) => (/\b(TODO|FIXME|XXX)\b/.test(textOf(file)) ? [file] : []))).toEqual([]);
  });

  it('read another module’s tables only through the views it publishes', () => {
    const schemas = Object.keys(FLOORS);
    const wrong: string[] = [];
    for (const file of libraries) {
      const own = file.split('/')[1] as string;
      for (const sql of sqlOf(file)) {
        for (const [reference, schema, table] of sql.matchAll(/\b([a-z]+)\.([a-z_]+)\b/g)) {
          if (!schemas.includes(schema as string) || schema === own || (table as string).startsWith('v_')) continue;
          // What the platform offers in SQL to every module.
          if (schema === 'platform' && ['plain', 'refuse_change'].includes(table as string)) continue;
          if (new RegExp(`\\b(from|join|into|update|delete\\s+from)\\s+${schema}\\.${table}\\b`, 'i').test(sql)) wrong.push(`${file} reads ${reference}`);
        }
      }
    }
    expect([...new Set(wrong)]).toEqual([]);
  });

  it('begin a transaction in a use case, a job or the composition, never in a query or a controller', () => {
    const may = /(\.service|\.job|\.listener|sealer|relay|database|import|demo|\.reader)\.ts$|\/demo\/|apps\/server\/src\//;
    expect(lines(libraries, /\.transaction\(/).filter((line) => !may.test(line.split(':')[0] as string))).toEqual([]);
  });

  it('keep every file small enough to read at once', () => {
    const long = all.filter((file) => textOf(file).split('\n').length > 450);
    expect(long).toEqual([]);
  });

  it('write about the clinic only: no path of a machine in the repository', () => {
    const everything = [...filesUnder('apps'), ...filesUnder('libs'), ...filesUnder('test'), ...filesUnder('docs'), ...filesUnder('migrations'), 'README.md', 'package.json'].filter(
      (path) => /\.(ts|tsx|mjs|md|json|yml|css|html)$/.test(path) && path !== 'test/architecture/rules.spec.ts',
    );
    expect(everything.filter((path) => /(^|[^A-Za-z0-9_.-])\/(work|root)\/[a-z]/m.test(textOf(path)))).toEqual([]);
  });
});

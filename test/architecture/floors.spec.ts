import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { FLOORS, filesUnder, importsOf, isTest, root, textOf } from './source.js';

const moduleOf = (path: string): string => path.split('/')[1] as string;
const sources = filesUnder('libs', (path) => path.endsWith('.ts') && !isTest(path));

describe('the floors', () => {
  it('know every module: a new folder needs a floor', () => {
    expect(readdirSync(join(root, 'libs')).sort()).toEqual(Object.keys(FLOORS).sort());
  });

  it('let a module import only what stands on a lower floor, and only by its public name', () => {
    const wrong: string[] = [];
    for (const file of sources) {
      for (const { line, specifier } of importsOf(file)) {
        const own = moduleOf(file);
        if (specifier.startsWith('#')) {
          const other = specifier.slice(1);
          const floor = FLOORS[other];
          if (floor === undefined || floor >= (FLOORS[own] as number)) wrong.push(`${file}:${line} imports ${specifier}`);
        } else if (specifier.startsWith('.')) {
          const target = posix.normalize(posix.join(posix.dirname(file), specifier));
          if (!target.startsWith(`libs/${own}/`)) wrong.push(`${file}:${line} reaches outside its module: ${specifier}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('have one door each: the name in package.json leads to the module’s index and nowhere else', () => {
    const { imports } = JSON.parse(textOf('package.json')) as { imports: Record<string, { source: string; default: string }> };
    for (const name of Object.keys(FLOORS)) {
      expect(imports[`#${name}`]).toEqual({ source: `./libs/${name}/src/index.ts`, default: `./dist/libs/${name}/src/index.js` });
      expect(existsSync(join(root, `libs/${name}/src/index.ts`))).toBe(true);
    }
    expect(Object.keys(imports).filter((name) => name.includes('*'))).toEqual([]);
  });

  it('hold no import cycle inside a module', () => {
    expect(cyclesAmong(sources, (file, specifier) => (specifier.startsWith('.') ? [posix.join(posix.dirname(file), specifier).replace(/\.js$/, '.ts')] : []))).toEqual([]);
  });

  it('need no forwardRef', () => {
    expect(sources.filter((file) => textOf(file).includes('forwardRef('))).toEqual([]);
  });
});

describe('the admin UI', () => {
  it('holds no import cycle', () => {
    const files = filesUnder('apps/admin/src', (path) => /\.tsx?$/.test(path) && !isTest(path));
    const known = new Set(files);
    const targets = (file: string, specifier: string): string[] => {
      if (!/^(\.|@\/)/.test(specifier)) return [];
      const target = specifier.startsWith('@/') ? posix.join('apps/admin/src', specifier.slice(2)) : posix.join(posix.dirname(file), specifier);
      return ['.ts', '.tsx', '/index.ts'].map((ending) => target + ending).filter((path) => known.has(path));
    };
    expect(files.some((file) => importsOf(file).some(({ specifier }) => targets(file, specifier).length > 0))).toBe(true);
    expect(cyclesAmong(files, targets)).toEqual([]);
  });
});

describe('the files', () => {
  it('are never named for what they might be anything of', () => {
    const vague = /(^|[/.-])(utils?|helpers?|common|manager|misc|shared)([/.-]|$)/i;
    expect([...filesUnder('libs'), ...filesUnder('apps'), ...filesUnder('test')].filter((path) => vague.test(path))).toEqual([]);
  });

  it('leave the root to what a root is for', () => {
    const allowed = new Set([
      'apps', 'libs', 'migrations', 'test', 'docs', 'docker-compose.yml', 'Dockerfile', 'package.json', 'package-lock.json',
      'tsconfig.json', 'tsconfig.build.json', 'nest-cli.json', 'README.md', 'LICENSE', 'node_modules', 'dist',
    ]);
    const extra = readdirSync(root).filter((name) => !allowed.has(name) && !name.startsWith('.'));
    expect(extra).toEqual([]);
    expect(statSync(join(root, '.ci/run')).mode & 0o111).not.toBe(0);
  });
});

/** Every circle of imports among files, as the way round it. */
function cyclesAmong(files: readonly string[], targets: (file: string, specifier: string) => string[]): string[] {
  const graph = new Map(files.map((file) => [file, importsOf(file).flatMap(({ specifier }) => targets(file, specifier))]));
  const state = new Map<string, 'open' | 'done'>();
  const cycles: string[] = [];
  const visit = (file: string, path: string[]): void => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      cycles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      return;
    }
    state.set(file, 'open');
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    state.set(file, 'done');
  };
  for (const file of graph.keys()) visit(file, []);
  return cycles;
}

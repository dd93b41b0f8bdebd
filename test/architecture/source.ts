import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

const NOT_SOURCE = new Set(['node_modules', 'dist', '.git', '.stepwell', 'coverage']);

/** The floors of the house. Imports, foreign keys and SQL go down only; same floor never reaches same floor. */
export const FLOORS: Readonly<Record<string, number>> = {
  platform: 0,
  identity: 1,
  clinics: 2,
  clients: 3,
  team: 3,
  programs: 4,
  episodes: 5,
  scheduling: 6,
  attendance: 7,
  hours: 8,
  reminders: 9,
  exchange: 10,
  worklist: 11,
};

/** Every file below a folder, as paths from the root with forward slashes. */
export function filesUnder(folder: string, matches: (path: string) => boolean = () => true): string[] {
  const found: string[] = [];
  const walk = (path: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (NOT_SOURCE.has(entry.name)) continue;
      const child = join(path, entry.name);
      if (entry.isDirectory()) walk(child);
      else found.push(relative(root, child).split(sep).join('/'));
    }
  };
  walk(join(root, folder));
  return found.filter(matches).sort();
}

/** A file's text. */
export function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** One import (or re-export, or dynamic import) of a file. */
export interface Import {
  file: string;
  line: number;
  specifier: string;
}

const IMPORT = /(?:^|\n)[^\n'"]*?\b(?:from|import)\s*\(?\s*['"]([^'"\n]+)['"]/g;

/** What a file imports, with the line it says so on. */
export function importsOf(file: string): Import[] {
  const text = textOf(file);
  return [...text.matchAll(IMPORT)].map((match) => {
    const specifier = match[1] as string;
    const at = (match.index ?? 0) + match[0].lastIndexOf(specifier);
    return { file, line: text.slice(0, at).split('\n').length, specifier };
  });
}

export const isTest = (path: string): boolean => /\.(spec|int-spec|race-spec)\.tsx?$/.test(path);

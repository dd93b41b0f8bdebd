// Fails when the JavaScript that every visitor loads first is larger than the limit.
// Initial = the entry of Vite's manifest and everything it imports statically, each file gzipped.
// usage: node apps/admin/check-size.mjs [--limit=<kB>] [dist folder]
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const args = process.argv.slice(2);
const limit = Number(args.find((arg) => arg.startsWith('--limit='))?.slice(8) ?? 250);
const here = dirname(fileURLToPath(import.meta.url));
const dist = args.find((arg) => !arg.startsWith('--')) ?? join(here, '../../dist/admin');

const manifest = JSON.parse(readFileSync(join(dist, 'manifest.json'), 'utf8'));
const entries = Object.keys(manifest).filter((key) => manifest[key].isEntry);
const files = new Set();
const visit = (key) => {
  const chunk = manifest[key];
  if (!chunk || files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const next of chunk.imports ?? []) visit(next);
};
entries.forEach(visit);

let total = 0;
for (const file of files) {
  if (!file.endsWith('.js')) continue;
  const size = gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
  total += size;
  console.log(`${(size / 1000).toFixed(1).padStart(8)} kB gzip  ${file}`);
}
console.log(`${(total / 1000).toFixed(1).padStart(8)} kB gzip  initial JavaScript (limit ${limit} kB)`);
if (entries.length === 0 || total === 0) {
  console.error('No entry found in the manifest.');
  process.exit(1);
}
if (total > limit * 1000) {
  console.error('Too large: load something lazily.');
  process.exit(1);
}

import react from '@vitejs/plugin-react';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Where `npm run dev` finds the API; the built UI is served by the API's own process. */
const api = process.env['STEPWELL_API'] ?? `http://127.0.0.1:${process.env['PORT'] ?? '3000'}`;

/** Writes a `.br` and a `.gz` beside every text file, which the server sends as they are. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    writeBundle({ dir }) {
      const folder = dir ?? here('../../dist/admin');
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(js|css|svg)$/.test(name)) continue;
        const text = readFileSync(join(folder, name));
        if (text.length < 1024) continue;
        writeFileSync(join(folder, `${name}.gz`), gzipSync(text, { level: 9 }));
        writeFileSync(join(folder, `${name}.br`), brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
      }
    },
  };
}

export default defineConfig({
  root: here('.'),
  plugins: [react(), compressed()],
  resolve: { alias: { '@': here('./src') } },
  server: {
    port: Number(process.env['STEPWELL_UI_PORT'] ?? 5173),
    proxy: { '/api': { target: api, changeOrigin: false } },
  },
  build: {
    outDir: here('../../dist/admin'),
    emptyOutDir: true,
    manifest: 'manifest.json',
    target: 'es2022',
    // The content security policy allows scripts of our own origin only: nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 3 },
            { name: 'tanstack', test: /node_modules[\\/]@tanstack[\\/]/, priority: 2 },
          ],
        },
      },
    },
  },
});

import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Where `npm run dev` finds the API; the built UI is served by the API's own process. */
const api = process.env['STEPWELL_API'] ?? `http://127.0.0.1:${process.env['PORT'] ?? '3000'}`;

export default defineConfig({
  root: here('.'),
  plugins: [react()],
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

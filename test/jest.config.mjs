import { fileURLToPath } from 'node:url';

const rootDir = fileURLToPath(new URL('..', import.meta.url));

/** Sources are tested as they are written: TypeScript through SWC, ES modules, Node's own `imports` names resolved to sources. */
const sources = {
  rootDir,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1.ts', '$1.tsx', '$1.js'], '^@/(.*)$': '<rootDir>/apps/admin/src/$1' },
  transform: {
    '\\.tsx?$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true, decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: 'automatic' } },
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.stepwell/'],
};

/** Tests that need PostgreSQL share one server per run; every test file makes its own databases in it. */
const withPostgres = {
  ...sources,
  globalSetup: '<rootDir>/test/support/postgres-setup.mjs',
  globalTeardown: '<rootDir>/test/support/postgres-teardown.mjs',
};

export default {
  rootDir,
  maxWorkers: 2,
  // Every file leaves some 100 MB of modules behind that Node cannot free; with a heap of gigabytes each collection takes seconds. A worker that has grown makes room for a new one.
  workerIdleMemoryLimit: '400MB',
  testTimeout: 180_000,
  projects: [
    { ...sources, displayName: 'unit', testMatch: ['<rootDir>/{libs,apps,migrations}/**/*.spec.{ts,tsx}', '<rootDir>/test/support/**/*.spec.ts'] },
    { ...sources, displayName: 'architecture', testMatch: ['<rootDir>/test/architecture/**/*.spec.ts'] },
    { ...withPostgres, displayName: 'integration', testMatch: ['<rootDir>/{libs,apps,migrations,test}/**/*.int-spec.ts'] },
    { ...withPostgres, displayName: 'race', testMatch: ['<rootDir>/test/race/**/*.spec.ts', '<rootDir>/{libs,apps}/**/*.race-spec.ts'] },
    { ...withPostgres, displayName: 'e2e', setupFilesAfterEnv: ['<rootDir>/test/support/browser-patience.mjs'], testMatch: ['<rootDir>/test/e2e/**/*.spec.ts'] },
  ],
};

const swc = {
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

const common = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  setupFiles: ['<rootDir>/test/support/fast-check-seed.mjs'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.passerelle/'],
};

export default {
  // A machine may be slow or busy: no test fails on a time.
  testTimeout: 180_000,
  // Tests wait for processes and databases more than they compute: one worker for each core, none left for nobody.
  maxWorkers: '100%',
  // Modules of one file are never freed under --experimental-vm-modules: a worker that grew too much is replaced.
  workerIdleMemoryLimit: '1500MB',
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: [
        '<rootDir>/src/**/*.spec.ts',
        '<rootDir>/scripts/**/*.spec.ts',
        '<rootDir>/test/chaos/*.spec.ts',
      ],
    },
    { ...common, displayName: 'architecture', testMatch: ['<rootDir>/test/architecture/**/*.spec.ts'] },
    { ...common, displayName: 'contract', testMatch: ['<rootDir>/test/contract/**/*.spec.ts'] },
    {
      ...common,
      displayName: 'integration',
      testMatch: ['<rootDir>/test/integration/**/*.spec.ts'],
      globalSetup: '<rootDir>/test/support/database/global-setup.mjs',
      globalTeardown: '<rootDir>/test/support/database/global-teardown.mjs',
    },
    {
      ...common,
      displayName: 'e2e',
      testMatch: ['<rootDir>/test/e2e/**/*.spec.ts'],
      globalSetup: '<rootDir>/test/support/database/global-setup.mjs',
      globalTeardown: '<rootDir>/test/support/database/global-teardown.mjs',
    },
    // What needs Java, Maven or root: `npm run test:servers`, never part of `npm test`.
    {
      ...common,
      displayName: 'servers',
      testMatch: ['<rootDir>/test/servers/**/*.spec.ts'],
      globalSetup: '<rootDir>/test/support/database/global-setup.mjs',
      globalTeardown: '<rootDir>/test/support/database/global-teardown.mjs',
    },
    // Minutes of kills and cuts: `npm run test:chaos`. Its short form is test/e2e/chaos.spec.ts.
    {
      ...common,
      displayName: 'chaos',
      testMatch: ['<rootDir>/test/chaos/long/**/*.spec.ts'],
      globalSetup: '<rootDir>/test/support/database/global-setup.mjs',
      globalTeardown: '<rootDir>/test/support/database/global-teardown.mjs',
    },
  ],
};

import { defineConfig } from 'vitest/config';

export default defineConfig({
  json: { stringify: true },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/build.ts'],
    // Fixed, so that nothing can depend on the machine's zone or locale; test/determinism.test.ts varies them.
    env: { TZ: 'UTC', NO_COLOR: '1' },
    testTimeout: 30_000,
    maxWorkers: 2,
    // Modules keep nothing but memos: loading them once a worker halves the time of all tests.
    isolate: false,
  },
});

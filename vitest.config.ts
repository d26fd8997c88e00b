import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src-*/**/*.test.ts', 'src-renderer/**/*.test.tsx', 'scripts/**/*.test.ts'],
    globalSetup: ['scripts/vitest-setup.ts'],
    // What the busiest machine may take: a test that waits for what never comes fails late, but no other fails.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 120_000 } },
    pool: 'forks',
    maxWorkers: 2,
    // TensorFlow.js greets on every import; what a failed test printed is shown.
    silent: 'passed-only',
  },
});

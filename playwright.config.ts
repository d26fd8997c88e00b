import { defineConfig } from '@playwright/test';

/** Tests in the real application; `npm test` gives them a virtual display where there is none. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/application',
  workers: 1,
  retries: 0,
  // What the busiest machine may take: a test that waits for what never comes fails late, but no other fails.
  timeout: 600_000,
  expect: { timeout: 120_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/reports/application.json' }]],
});

import { defineConfig } from '@playwright/test';

/** Tests in the real application; `npm test` gives them a virtual display where there is none. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/application',
  workers: 1,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/reports/application.json' }]],
});

/**
 * @file `npm test`: every test. Prepares what the tests need (system libraries, Electron, build, models), runs the unit
 * tests and the tests in the real application, and closes with one line that counts them all.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildMainSide, buildRenderer } from './build.ts';
import { electronRuntime } from './electron-runtime.ts';
import { ensureSystemPackages, hasDisplay } from './system-packages.ts';

type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number };
const results = 'test-results/reports';

ensureSystemPackages();
await rm(results, { recursive: true, force: true });
await mkdir(results, { recursive: true });
const { dist } = await electronRuntime();
await buildMainSide();
await buildRenderer();

const environment = { ELECTRON_OVERRIDE_DIST_PATH: dist, IMAGO_SWIFTSHADER_ICD: join(dist, 'vk_swiftshader_icd.json') };
if (execute('npx', ['tsx', 'scripts/build-models.ts']) !== 0) throw new Error('the models could not be prepared');
const unit = runTests('unit tests', ['npx', 'vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile=${results}/unit.json`]);
const application = runTests('tests in the application', [...(hasDisplay() ? [] : ['xvfb-run', '--auto-servernum']), 'npx', 'playwright', 'test']);

const counts = [await unitCounts(unit), await applicationCounts(application)].reduce(add);
process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
process.exitCode = counts.failed === 0 && unit === 0 && application === 0 ? 0 : 1;

function execute(command: string, args: string[]): number {
  const { status, signal } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...environment } });
  return status ?? (signal ? 1 : 0);
}

function runTests(title: string, [command = '', ...args]: string[]): number {
  process.stdout.write(`\n== ${title}\n`);
  return execute(command, args);
}

/** A runner that ended without its report has failed, whatever it counted. */
async function report<T>(name: string): Promise<T | null> {
  const path = join(results, name);
  return existsSync(path) ? (JSON.parse(await readFile(path, 'utf8')) as T) : null;
}

async function unitCounts(exitCode: number): Promise<Counts> {
  const it = await report<{ numPassedTests: number; numFailedTests: number; numPendingTests: number; numFailedTestSuites: number }>('unit.json');
  if (!it) return { passed: 0, failed: 1, skipped: 0 };
  const failed = Math.max(it.numFailedTests, exitCode === 0 ? 0 : 1);
  return { passed: it.numPassedTests, failed, skipped: it.numPendingTests };
}

async function applicationCounts(exitCode: number): Promise<Counts> {
  const it = await report<{ stats: { expected: number; unexpected: number; flaky: number; skipped: number } }>('application.json');
  if (!it) return { passed: 0, failed: 1, skipped: 0 };
  const failed = Math.max(it.stats.unexpected + it.stats.flaky, exitCode === 0 ? 0 : 1);
  return { passed: it.stats.expected, failed, skipped: it.stats.skipped };
}

function add(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

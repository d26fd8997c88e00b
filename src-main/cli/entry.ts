/** @file The `imago` command: a plain Node program that starts an engine where it needs one. It ends with one of the exit codes below. */
import { fileURLToPath } from 'node:url';
import { CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { createEngineClient, type EngineClient } from '../children/engine-client.ts';
import { openSharedQueue, queueLanes } from '../batch/redis-queue.ts';
import { runTraining } from '../children/trainer-client.ts';
import { findModel } from '../model-registry/find-models.ts';
import { modelDirectories } from '../model-registry/model-directories.ts';
import { devicesFor } from '../runtime/providers.ts';
import { planBatchFiles, readDefinition, runBatchFiles } from './batch-command.ts';
import { checkFolders } from './check-command.ts';
import { failedEvent, type Report } from './events.ts';
import { inspectFiles, listDevices, listModels, verifyModels } from './look-commands.ts';
import { withLocatedBase } from './locate-base.ts';
import { exportModelFile, importModelFile, removeOwnModel } from './models-command.ts';
import { createProgram } from './program.ts';
import { runFiles } from './run-files.ts';
import { createTextReport } from './text-report.ts';
import { work } from './worker-command.ts';

const exitCodes = { allDone: 0, someFailed: 1, wrongUsage: 2, interrupted: 130 } as const;

// Paths from the bundle, `dist/node/cli.mjs`.
const directories = modelDirectories(fileURLToPath(new URL('../../models', import.meta.url)));
const engineProgram = fileURLToPath(new URL('engine.cjs', import.meta.url));
const software = `Imago ${packageJson.version}`;
const trainerProgram = fileURLToPath(new URL('trainer.mjs', import.meta.url));

const interrupt = new AbortController();
const { signal } = interrupt;
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    // Who asks twice does not want to wait for the tile that runs.
    if (signal.aborted) process.exit(exitCodes.interrupted);
    interrupt.abort();
  });
}
// `imago … | head` closes the pipe early; that is no error.
process.stdout.on('error', () => process.exit(exitCodes.allDone));

process.exitCode = await main(process.argv);

async function main(argv: readonly string[]): Promise<number> {
  const report: Report = argv.includes('--json') ? reportJson : createTextReport(process.stdout, process.stderr);
  let failed = 0;
  const withEngine = async (use: (engine: EngineClient) => Promise<number>) => {
    const engine = createEngineClient({ program: engineProgram, log });
    failed = await use(engine);
    await engine.dispose();
  };
  const program = createProgram(packageJson.version, {
    async run(named, options) {
      const model = await findModel(directories, String(options.step.parameters['model']));
      if (!model.ok && model.error.code === 'model-missing') program.error(`error: ${model.error.message} ${model.error.advice}`);
      await withEngine((engine) => runFiles(named, options, { engine, report, signal, software }));
    },
    async batch(recipe, named, options) {
      const definition = await readDefinition(recipe, named, options);
      if (!definition.ok) return program.error(`error: ${[definition.error.message, definition.error.advice].filter(Boolean).join(' ')}`);
      if (options.dryRun) {
        failed = await planBatchFiles(definition.value, report);
        return;
      }
      await withEngine(async (engine) => {
        if (options.queue === undefined) return runBatchFiles(definition.value, options, { engine, report, signal, software });
        const shared = openSharedQueue({ url: options.queue, log });
        const failed = await runBatchFiles(definition.value, options, { engine, perform: { run: shared.perform, lanes: queueLanes }, report, signal, software });
        await shared.close();
        return failed;
      });
    },
    work: (options) =>
      withEngine(async (engine) => {
        await work(options, { perform: (request, context) => engine.call('run', request, context), report, log, signal });
        return 0;
      }),
    inspect: (named) => withEngine((engine) => inspectFiles(named, { engine, report, signal })),
    async listModels() {
      failed = await listModels(directories, report);
    },
    async verifyModels() {
      failed = await verifyModels(directories, report);
    },
    importModel: (file, options) => withEngine((engine) => importModelFile(file, options, directories, { engine, report, signal })),
    async exportModel(id, file, scale) {
      failed = await exportModelFile(id, file, scale, directories, report);
    },
    async removeModel(id) {
      failed = await removeOwnModel(id, directories, report);
    },
    async train(request) {
      const located = await withLocatedBase(request, directories);
      const trained = located.ok ? await runTraining(located.value, { program: trainerProgram, signal, onEvent: report }) : located;
      if (!trained.ok) report(failedEvent(request.out, trained.error));
      failed = trained.ok ? 0 : 1;
    },
    async deviceFor(choice) {
      if (choice === 'cpu') return choice;
      const engine = createEngineClient({ program: engineProgram, log });
      const report = await engine.call('devices', { refresh: false }, { signal });
      await engine.dispose();
      return (report.ok && devicesFor(choice, report.value)[0]) || 'cpu';
    },
    async check(options) {
      failed = await checkFolders(options, { report, signal });
    },
    devices: (refresh) => withEngine((engine) => listDevices(refresh, { engine, report, signal })),
  });
  try {
    await program.parseAsync(argv);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.allDone : exitCodes.wrongUsage;
    throw error;
  }
  if (signal.aborted) return exitCodes.interrupted;
  return failed > 0 ? exitCodes.someFailed : exitCodes.allDone;
}

function reportJson(event: Parameters<Report>[0]): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

function log(line: string): void {
  process.stderr.write(`${line}\n`);
}

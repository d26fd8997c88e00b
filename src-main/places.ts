/** @file Where the parts of the application lie, in a checkout and in a package. Main process. */
import { app } from 'electron';
import { join } from 'node:path';

export const rendererFolder = join(__dirname, '..', 'renderer');
export const samplesFolder = app.isPackaged ? join(process.resourcesPath, 'samples') : join(app.getAppPath(), 'assets', 'samples');
export const trayIcon = app.isPackaged ? join(process.resourcesPath, 'icon.png') : join(app.getAppPath(), 'assets', 'icon.png');
export const modelsFolder = join(app.isPackaged ? process.resourcesPath : app.getAppPath(), 'models');

/** A plain Node cannot read Electron's archive, so a package unpacks the engine beside it and carries its own Node. */
const nodeProgram = (name: string): string => join(__dirname, '..', 'node', name).replace('app.asar', 'app.asar.unpacked');
export const engineProgram = nodeProgram('engine.cjs');
export const trainerProgram = nodeProgram('trainer.mjs');

/** Tells the engines of a packaged application which Node and which models came with it. */
export function useOwnNodeAndModels(): void {
  if (!app.isPackaged) return;
  process.env['IMAGO_NODE'] = join(process.resourcesPath, 'node', process.platform === 'win32' ? 'node.exe' : 'node');
  process.env['IMAGO_MODELS'] = modelsFolder;
}

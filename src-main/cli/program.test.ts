import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from './program.ts';

async function parse(...args: string[]): Promise<unknown[]> {
  const called: unknown[] = [];
  const note =
    (name: string) =>
    async (...values: unknown[]): Promise<void> => {
      called.push(name, ...values);
    };
  const program = createProgram('1.2.3', {
    upscale: note('upscale'),
    inspect: note('inspect'),
    listModels: note('list'),
    verifyModels: note('verify'),
    devices: note('devices'),
    train: note('train'),
    check: note('check'),
  });
  program.configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
  for (const command of program.commands) command.configureOutput({ writeErr: () => undefined });
  await program.parseAsync(['node', 'imago', ...args]);
  return called;
}

describe('the imago command', () => {
  it('fills in what is not said', async () => {
    const defaults = { out: 'o', scale: 2, model: 'faithful', device: 'auto', format: 'keep', overwrite: false, json: false };
    expect(await parse('upscale', 'a', 'b', '--out', 'o')).toEqual(['upscale', ['a', 'b'], defaults]);
    expect(await parse('models')).toEqual(['list']);
    expect(await parse('check', '--a', 'x')).toEqual(['check', { a: 'x', size: 128, json: false }]);
    expect(await parse('devices', '--refresh')).toEqual(['devices', true]);
  });

  it('takes every option', async () => {
    const said = ['--scale', '8', '--model', 'sharp', '--tile', '96', '--device', 'webgpu', '--format', 'avif', '--overwrite', '--json'];
    expect(await parse('upscale', 'a', '-o', 'o', ...said)).toEqual([
      'upscale',
      ['a'],
      { out: 'o', scale: 8, model: 'sharp', tile: 96, device: 'webgpu', format: 'avif', overwrite: true, json: true },
    ]);
  });

  it.each([
    ['upscale', 'a'],
    ['upscale', '--out', 'o'],
    ['upscale', 'a', '--out', 'o', '--scale', '5'],
    ['upscale', 'a', '--out', 'o', '--tile', '31'],
    ['upscale', 'a', '--out', 'o', '--tile', '64.5'],
    ['upscale', 'a', '--out', 'o', '--device', 'abacus'],
    ['upscale', 'a', '--out', 'o', '--format', 'gif'],
    ['paint'],
    ['check', '--b', 'x'],
    ['inspect'],
  ])('refuses %s %s %s %s %s %s', async (...args) => {
    await expect(parse(...args)).rejects.toBeInstanceOf(CommanderError);
  });
});

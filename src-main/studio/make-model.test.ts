import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { modelManifestSchema } from '../../src-shared/model.ts';
import { identityModel } from '../onnx-trace/tiny-models.ts';
import { writeModelPackage } from '../testing/model-package.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { makeModel } from './make-model.ts';

it('names no look after a file, unless that is wished', async () => {
  const home = await temporaryFolder();
  vi.stubEnv('IMAGO_OWN_MODELS', join(home, 'own'));
  onTestFinished(() => void vi.unstubAllEnvs());
  const looks = Array.from({ length: 20 }, (_, index) => ({ name: index === 0 ? 'Night' : `Grandma ${index}`, code: [index, 0, 0, 0] }));
  await writeModelPackage(join(home, 'snapshot'), 'run', [{ bytes: identityModel(), scale: 1 }], { task: 'translate', looks });
  const looksOf = async (name: string, keepLooks: boolean) => {
    const made = await makeModel(join(home, 'snapshot'), { name, description: '', back: false, pictures: [], keepLooks }, [join(home, 'own')]);
    if (!made.ok) throw new Error(made.error.message);
    return modelManifestSchema.parse(JSON.parse(await readFile(join(home, 'own', made.value, 'manifest.json'), 'utf8'))).looks!;
  };
  const few = await looksOf('Dusk', false);
  expect(few.map(({ name }) => name)).toEqual(['Night', 'Look 1', 'Look 2', 'Look 3', 'Look 4', 'Look 5', 'Look 6', 'Look 7', 'Look 8']);
  expect(new Set(few.map(({ code }) => code[0])).size).toBe(9);
  expect(await looksOf('Dusk again', true)).toEqual(looks);
});

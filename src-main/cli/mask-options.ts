/** @file The options of a command that tell where its step works. Command line. */
import { type Command, Option } from 'commander';
import { type Mask, maskSchema } from '../../src-shared/mask.ts';

export type MaskOptions = { readonly mask?: string; readonly fitMask?: boolean; readonly invertMask?: boolean };

export function addMaskOptions(command: Command, mandatory: boolean): void {
  const where = 'picture that is white where the step works and black where nothing changes, {name} stands for the name of each picture; or: people';
  command
    .addOption(new Option('--mask <file>', where).makeOptionMandatory(mandatory))
    .option('--fit-mask', 'stretch a mask of another size over the picture')
    .option('--invert-mask', 'work where the mask is not');
}

/** Undefined where no mask is named. */
export function maskOf({ mask, fitMask, invertMask }: MaskOptions): Mask | undefined {
  if (mask === undefined) return undefined;
  const source = mask === 'people' ? { kind: 'people' } : { kind: 'file', path: mask, channel: 'luma', fit: fitMask ?? false };
  return maskSchema.parse({ source, inverted: invertMask ?? false });
}

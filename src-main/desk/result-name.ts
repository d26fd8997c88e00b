/** @file Which format the name of a result asks for. Pure; used by main. */
import { extname } from 'node:path';
import { extensionsByFormat, type WritableFormat } from '../../src-shared/image.ts';

/** A known ending that the user typed wins over the chosen format; with any other, the format's own ending is added. */
export function resultPathAndFormat(path: string, chosen: WritableFormat): { path: string; format: WritableFormat } {
  const ending = extname(path).slice(1).toLowerCase();
  const typed = (Object.keys(extensionsByFormat) as WritableFormat[]).find((format) => extensionsByFormat[format].includes(ending));
  return typed ? { path, format: typed } : { path: `${path}.${extensionsByFormat[chosen][0]}`, format: chosen };
}

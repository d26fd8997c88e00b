/**
 * @file What a person should know of a picture, a run, a training or a saved file, as data that crosses process borders: an id and values.
 * The command line says it in English, the window in the user's language. Pure; used by every process.
 */
import { z } from 'zod';
import type { Failure } from './failure.ts';

/** In English; the catalogues of the window have the same ids. */
export const noteSentences = {
  'retried-tile': '{{problem}} Tried again with tiles of {{side}} pixels.',
  'retried-device': '{{problem}} Tried again on {{device}}.',
  'after-crash': 'The engine stopped during a first try; this is the second, on the CPU.',
  'device-refused': '{{device}} does not work here; the CPU was used instead.',
  'seams-gone': 'The borders of tiles stood out ({{before}} times the rest). Tried again with an overlap of {{overlap}} pixels.',
  'seams-left': 'The borders of tiles stood out ({{before}} times the rest). Tried again with an overlap of {{overlap}} pixels: {{after}} times.',
  'tiles-apart': 'The model looks at its whole picture in a way that tiles cannot share: they may differ.',
  'series-unmatched': 'The picture was not matched to the first of its series: {{problem}}',
  'mask-empty-same': 'The mask is empty: the picture stays as it is.',
  'mask-empty-resized': 'The mask is empty: the picture was only resized.',
  chained: 'The model has no ×{{wanted}} of its own: ran {{chain}}.',
  'chained-resized': 'The model has no ×{{wanted}} of its own: ran {{chain}}, then resized from ×{{reached}} to ×{{wanted}}.',
  'parts-damaged': 'The file is damaged in places; look for faults in the picture.',
  'profile-broken': 'The colour profile in the file is broken and was ignored.',
  'exif-broken': 'The EXIF camera data in the file is broken and will not be kept.',
  'exif-of-tiff': 'The EXIF camera data in TIFF files is not read and will not be kept.',
  'first-page': 'The file holds {{pages}} pictures or frames; the first one is opened.',
  'main-page': 'The file holds {{pages}} pictures or frames; the main one is opened.',
  'gain-map': 'The HDR gain map is not used; the picture opens in its standard range.',
  cmyk: 'The picture is CMYK; it opens as RGB, and results are RGB too.',
  lab: 'The picture is CIELab; it opens as RGB, and results are RGB too.',
  'depth-lost': '{{format}} cannot hold 16 bits a channel: the picture was saved with {{bits}}.',
  'alpha-lost': '{{format}} cannot hold transparency: transparent parts were filled with white.',
  'grey-depth-lost': 'The conversion of a grey picture keeps 8 bits a channel.',
  'grey-profile-lost': '{{format}} has no greyscale with a colour profile: the picture was converted to sRGB.',
  'exif-lost': 'EXIF camera data is not kept in {{format}} files.',
  'exif-too-large': 'EXIF camera data is not kept in {{format}} files where it is so large.',
  'begun-anew': 'There is no checkpoint to go on from, so the training begins anew.',
  'checkpoint-damaged': 'The checkpoint "{{path}}" is damaged; the one before it is used.',
  'device-unfit': '{{device}} cannot be used for this training: {{problem}}',
  'device-differs': '{{device}} gives other results than the CPU and is not used for this training ({{what}}).',
  'result-changed': 'The result was changed after it was made, and is left as it is. Delete it to have it made again.',
  'iptc-lost': 'IPTC captions could not be carried over to {{format}}.',
} as const;

type Sentences = typeof noteSentences;
type NoteId = keyof Sentences;
type Places<T extends string> = T extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Places<Rest> : never;

export const noteSchema = z.object({
  id: z.enum(Object.keys(noteSentences) as [NoteId, ...NoteId[]]),
  /** `problem` is a failure's sentence in English, `code` its code. */
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Note = z.infer<typeof noteSchema>;

type Values<I extends NoteId> = Readonly<Record<Places<Sentences[I]>, string | number>>;

export const note = <I extends NoteId>(id: I, ...[values]: Places<Sentences[I]> extends never ? [] : [Values<I>]): Note => ({ id, values: values ?? {} });

/** The values of a note about something that failed. */
export const problemValues = ({ code, message }: Failure): { readonly problem: string; readonly code: string } => ({ problem: message, code });

/** In English. */
export const noteSentence = ({ id, values }: Note): string => noteSentences[id].replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));

/** @file What seems to go wrong in a training, as sentences with advice. Pure; command line. */
import type { Diagnosis } from '../../src-shared/diagnosis.ts';
import { assertNever } from '../../src-shared/result.ts';

const direction = (whose: string): string => (whose === 'ba' ? 'From B to A' : whose === 'ab' ? 'From A to B' : 'Everywhere');

export function diagnosisSentence({ code, whose, value }: Diagnosis): string {
  switch (code) {
    case 'discriminator-won':
      return `The ${whose} tells every generated picture from real ones, so the generator learns little from it. Add pictures, or start anew with a lower learning rate; translations also have --augment.`;
    case 'generator-stalled':
      return `The ${whose || 'network'} has all but stopped learning. Go back to an earlier model, or start anew with another seed.`;
    case 'output-equals-input':
      return `${direction(whose)} the output equals the input. Lower the weight of identity, or check that A and B differ.`;
    case 'collapse':
      return `${direction(whose)} all pictures turn into nearly the same one. Go back to an earlier checkpoint, with a lower learning rate or more pictures.`;
    case 'colours-inverted':
      return `${direction(whose)} bright parts become dark: the colours may be inverted. If that is not what you want, start anew with another seed or more weight on identity.`;
    case 'oscillation':
      return 'Quality goes up and down without getting better. Start anew with a lower learning rate or larger batches.';
    case 'over-fitting':
      return `On pictures that it has not seen it was best at step ${value} and has been getting worse: it learns your pictures by heart. Use the model of that step, or add pictures.`;
    case 'few-pictures':
      return `It learns from ${value === 1 ? 'one picture' : `${value} pictures`} only and may learn ${value === 1 ? 'it' : 'them'} by heart. Add pictures, and watch the held-out ones.`;
    case 'rolled-back':
      return `The training went out of bounds; it goes on from step ${value} at half the learning rate.`;
    default:
      return assertNever(code);
  }
}

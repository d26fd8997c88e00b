/** @file What is going wrong in an adversarial training, in plain words, read from its metrics. Pure. */
import type { TrainingEvent } from '../../../src-shared/trainer-messages.ts';
import type { Metrics } from './recipe.ts';

/** Steps before which networks know too little to judge them. */
const earliest = 1000;
const allRight = 0.98;
const [leastChange, leastDiversity, leastLikeness] = [0.01, 0.1, -0.3] as const;

/** Metrics end in the name of what they measure; before it stands whose it is. */
const endingIn = (metrics: Metrics, ending: string): { readonly whose: string; readonly value: number }[] =>
  Object.entries(metrics)
    .filter(([name]) => name.endsWith(`.${ending}`))
    .map(([name, value]) => ({ whose: name.slice(0, -ending.length - 1), value }));

const direction = (whose: string): string => (whose === 'ba' ? 'B to A' : 'A to B');

export function diagnose(metrics: Metrics): string[] {
  const won = endingIn(metrics, 'realRight').filter(({ whose, value }) => value > allRight && (metrics[`${whose}.fakeRight`] ?? 0) > allRight);
  return [
    ...won.map(({ whose }) => `The ${whose} tells every generated picture from real ones, so the generator learns little from it. Add pictures, or start anew with a lower learning rate; translations also have --augment.`),
    ...endingIn(metrics, 'change').filter(({ value }) => value < leastChange).map(({ whose }) => `From ${direction(whose)} the output equals the input. Lower the weight of identity, or check that A and B differ.`),
    ...endingIn(metrics, 'diversity').filter(({ value }) => value < leastDiversity).map(({ whose }) => `From ${direction(whose)} all pictures turn into nearly the same one. Go back to an earlier checkpoint, with a lower learning rate or more pictures.`),
    ...endingIn(metrics, 'likeness').filter(({ value }) => value < leastLikeness).map(({ whose }) => `From ${direction(whose)} bright parts become dark: the colours may be inverted. If that is not what you want, start anew with another seed or more weight on identity.`),
  ];
}

/** Passes events on, and tells of each diagnosis when it begins to hold. */
export function withDiagnoses(tell: (event: TrainingEvent) => void): (event: TrainingEvent) => void {
  const holding = { trained: new Set<string>(), evaluated: new Set<string>() };
  const since = { trained: null as Map<string, number> | null, evaluated: null as Map<string, number> | null };
  return (event) => {
    tell(event);
    if (event.event !== 'trained' && event.event !== 'evaluated') return;
    const { step } = event;
    // What the first event tells of may have been there for long: the run was resumed.
    const known = (since[event.event] ??= new Map(Object.keys(event.metrics).map((name) => [name, 0])));
    for (const name of Object.keys(event.metrics)) if (!known.has(name)) known.set(name, step);
    const ripe = Object.entries(event.metrics).filter(([name]) => step - known.get(name)! >= earliest);
    const diagnoses = diagnose(Object.fromEntries(ripe));
    for (const message of diagnoses) if (!holding[event.event].has(message)) tell({ event: 'note', step, message });
    holding[event.event] = new Set(diagnoses);
  };
}

/** @file What a measured value is called. Renderer. */
import { t } from '../../i18n.ts';
import english from '../../locales/en.json';
import { measureOfName } from './curve-groups.ts';
import { directionName } from './direction-name.ts';

type KnownMeasure = keyof typeof english.training.measures;
const isKnown = (measure: string): measure is KnownMeasure => Object.hasOwn(english.training.measures, measure);

/** 'ab.distance' is "A → B: distance to B"; a name that nobody knows stands for itself. */
export function curveName(name: string): string {
  const measure = measureOfName(name);
  const [, base = measure, way] = /^(.*?)(Ab|Ba|A|B)?$/.exec(measure) ?? [];
  const known = isKnown(measure) ? measure : base;
  if (!isKnown(known)) return name;
  const whose = known === measure ? name.slice(0, -measure.length - 1) : (way ?? '');
  const direction = directionName(whose.toLowerCase() === 'ab' || whose.toLowerCase() === 'ba' ? whose.toLowerCase() : whose);
  const words = t(`training.measures.${known}`);
  return direction !== null ? `${direction}: ${words}` : whose === '' ? words : `${whose}: ${words}`;
}

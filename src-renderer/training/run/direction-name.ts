/** @file What a part of a training is called: a way between two sides, or a network. Renderer. */
import { t } from '../../i18n.ts';

/** Of 'ab', 'ba', 'discriminatorA' and the like; null for the training as a whole and for names nobody knows. */
export function directionName(whose: string): string | null {
  if (/(^|[a-z])(ab|Ab)$/.test(whose)) return t('training.directions.ab');
  if (/(^|[a-z])(ba|Ba)$/.test(whose)) return t('training.directions.ba');
  if (whose === 'discriminatorA') return t('training.directions.judgeA');
  if (whose === 'discriminatorB') return t('training.directions.judgeB');
  if (whose === 'discriminator') return t('training.directions.judge');
  return null;
}

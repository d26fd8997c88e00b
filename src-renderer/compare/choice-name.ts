/** @file What a state of the picture is called. Renderer. */
import { findOperation } from '../../src-shared/operations/registry.ts';
import { t } from '../i18n.ts';
import { operationLabel } from '../operation-texts.ts';
import type { Choice } from './sides.ts';

export function choiceName(choice: Choice): string {
  switch (choice.kind) {
    case 'source':
      return t('compare.source');
    case 'preview':
      return t('compare.preview');
    case 'board':
      return t('compare.board', { cell: String(choice.cell) });
    case 'step': {
      const operation = findOperation(choice.operation);
      return t('compare.step', { step: String(choice.step), operation: operation ? operationLabel(operation) : choice.operation });
    }
  }
}

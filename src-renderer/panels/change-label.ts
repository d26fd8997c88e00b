/** @file What an edit is called in "Undo …". Renderer. */
import { findOperation } from '../../src-shared/operations/registry.ts';
import { t } from '../i18n.ts';
import { operationLabel, parameterWords } from '../operation-texts.ts';
import type { Change } from '../stores/history.ts';

export function changeLabel(change: Change): string {
  if (!('operation' in change)) return t(`history.changes.${change.kind}`);
  const operation = findOperation(change.operation)!;
  if (change.kind === 'mask') return t(`masks.changes.${change.part}`);
  if (change.kind !== 'parameter') return t(`history.changes.${change.kind}`, { operation: operationLabel(operation) });
  const parameter = operation.parameters[change.parameter]!;
  return t('history.changes.parameter', { parameter: parameterWords(operation, change.parameter, parameter).label });
}

/** @file Words for what declares its own in English: operations, their parameters, models. Renderer. */
import type { ModelSummary } from '../src-shared/model.ts';
import type { ChoiceParameter, Operation, Parameter } from '../src-shared/operations/operation.ts';
import { t } from './i18n.ts';

/** Keys that are made up of names: typed as any of the catalogue's, with the declared words where it has none, which i18next says by the key itself. */
function translated(key: string, declared: string): string {
  const found: string = t(key as 'application');
  return found === key ? declared : found;
}

export const operationLabel = ({ id, label }: Operation): string => translated(`operations.${id}.label`, label);

export const parameterWords = (operation: Operation, name: string, { label, help }: Parameter): { readonly label: string; readonly help: string } => ({
  label: translated(`operations.${operation.id}.parameters.${name}.label`, label),
  help: translated(`operations.${operation.id}.parameters.${name}.help`, help),
});

export const optionLabel = (operation: Operation, name: string, { value, label }: ChoiceParameter['options'][number]): string =>
  translated(`operations.${operation.id}.parameters.${name}.options.${value}`, label);

/** Models that the user brought describe themselves. */
export const modelDescription = ({ id, description }: ModelSummary): string => translated(`models.${id}`, description);

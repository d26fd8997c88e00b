/** @file The mask of a step as the overlay can draw it: what a rule finds is asked of the engine. Renderer. */
import { useEffect, useMemo, useState } from 'react';
import { type DocumentStep, recipeOf } from '../../src-shared/document.ts';
import type { FoundByRule, Mask, MaskRule } from '../../src-shared/mask.ts';
import type { Recipe } from '../../src-shared/recipe.ts';
import type { Result } from '../../src-shared/result.ts';
import { call } from '../api/bridge.ts';
import { failureSentence } from '../failure-words.ts';
import { documentOf, useDocuments } from '../stores/documents.ts';
import { useMaskTools } from '../stores/mask-tools.ts';

type Question = { readonly pictureId: string; readonly rule: MaskRule; readonly before: Recipe | null };

/** Asks one question at a time: of those that come meanwhile only the last, as while a slider is drawn. */
function createAsker() {
  let waiting: (() => void) | null = null;
  let busy = false;
  const run = async (question: Question, answer: (found: Result<FoundByRule>) => void): Promise<void> => {
    busy = true;
    answer(await call('mask:apply-rule', question));
    busy = false;
    const next = waiting;
    waiting = null;
    next?.();
  };
  return (question: Question, answer: (found: Result<FoundByRule>) => void): void => {
    if (busy) waiting = () => void run(question, answer);
    else void run(question, answer);
  };
}
const ask = createAsker();

const ruleOf = (mask: Mask | undefined): MaskRule | null => (mask && mask.source.kind !== 'painted' ? mask.source : null);

/** Null while there is nothing to draw; `wanted` tells whether anybody looks. */
export function useShownMask(pictureId: string, step: DocumentStep | undefined, wanted: boolean): Mask | null {
  const { mask } = step ?? {};
  const rule = ruleOf(mask);
  const before = useDocuments((state) => (rule && step ? JSON.stringify(recipeBefore(documentOf(state, pictureId).steps, step)) : ''));
  const question = wanted && rule ? JSON.stringify([pictureId, rule, before]) : null;
  const [found, setFound] = useState<{ readonly pictureId: string; readonly answer: FoundByRule } | null>(null);

  useEffect(() => {
    const { setRuleProblem } = useMaskTools.getState();
    setRuleProblem(null);
    if (question === null) return undefined;
    let isCurrent = true;
    ask({ pictureId, rule: rule!, before: JSON.parse(before) as Recipe | null }, (answer) => {
      if (!isCurrent) return;
      setFound(answer.ok ? { pictureId, answer: answer.value } : null);
      setRuleProblem(answer.ok ? null : failureSentence(answer.error));
    });
    return () => {
      isCurrent = false;
    };
    // The question holds all of them.
  }, [question]);

  const answer = found?.pictureId === pictureId && wanted ? found.answer : null;
  return useMemo(() => (mask && rule ? answer && drawable(mask, answer) : (mask ?? null)), [mask, answer]);
}

const drawable = (mask: Mask, { width, height, bitmap }: FoundByRule): Mask => ({ ...mask, source: { kind: 'painted', width, height, shapes: bitmap ? [bitmap] : [] } });

const recipeBefore = (steps: readonly DocumentStep[], step: DocumentStep): Recipe | null => recipeOf({ steps: steps.slice(0, steps.findIndex(({ id }) => id === step.id)) });

/** @file The recipe of a batch: its name, its steps with their parameters, and keeping, sharing and reading it. Renderer. */
import { BookmarkPlus, Ellipsis, FileDown, FileUp, Trash2, TriangleAlert } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { addDraftStep, changeDraftParameter, duplicateDraftStep, exportRecipe, importRecipe, keepRecipe, loadRecipe, moveDraftStep, removeDraftStep, removeRecipe, selectDraftStep, toggleDraftStep } from '../actions/batch-draft.ts';
import { operationOf } from '../actions/documents.ts';
import { operationLabel } from '../operation-texts.ts';
import { AddStep } from '../panels/add-step.tsx';
import { ParameterFields } from '../panels/parameter-fields.tsx';
import { StepList } from '../panels/step-list.tsx';
import type { StepEdits } from '../panels/step-row.tsx';
import { selectedDraftStep, useBatchDraft } from '../stores/batch-draft.ts';
import { FailureCard } from '../ui/failure-card.tsx';
import { Menu } from '../ui/menu.tsx';
import { proposedName } from './definition.ts';
import { RecipeMask } from './recipe-mask.tsx';

const edits: StepEdits = { select: selectDraftStep, move: moveDraftStep, duplicate: duplicateDraftStep, remove: removeDraftStep, toggle: toggleDraftStep };

export function RecipeSection() {
  const { t } = useTranslation();
  const { document } = useBatchDraft((state) => state.draft);
  const selected = useBatchDraft((state) => selectedDraftStep(state.draft));
  const failure = useBatchDraft((state) => state.recipeFailure);
  const painted = document.steps.findIndex(({ mask }) => mask?.source.kind === 'painted');
  return (
    <section className="panel-section steps-section" aria-label={t('batch.recipe.title')}>
      <header className="panel-head">
        <h2>{t('batch.recipe.title')}</h2>
        <RecipeMenu />
      </header>
      <SavedRecipes />
      {failure && <FailureCard failure={failure} />}
      {document.steps.length === 0 ? <p className="quiet">{t('batch.recipe.empty')}</p> : <StepList label={t('batch.recipe.steps')} steps={document.steps} selectedId={selected?.id} edits={edits} />}
      <AddStep onAdd={addDraftStep} />
      {painted >= 0 && (
        <p className="warning">
          <TriangleAlert size={14} aria-hidden="true" />
          {t('batch.recipe.painted', { number: painted + 1 })}
        </p>
      )}
      {selected && (
        <section className="batch-step" aria-label={operationLabel(operationOf(selected))}>
          <ParameterFields key={selected.id} operation={operationOf(selected)} values={selected.parameters} onChange={changeDraftParameter} />
          <RecipeMask key={`${selected.id} mask`} step={selected} />
        </section>
      )}
      {document.steps.length > 0 && <RecipeName />}
    </section>
  );
}

function SavedRecipes() {
  const { t } = useTranslation();
  const recipes = useBatchDraft((state) => state.recipes);
  const name = useBatchDraft(({ draft }) => draft.name);
  const id = useId();
  if (recipes.length === 0) return null;
  return (
    <div className="batch-field">
      <label htmlFor={id}>{t('batch.recipe.saved')}</label>
      <select
        id={id}
        value={recipes.some((recipe) => recipe.name === name) ? name : ''}
        onChange={(event) => {
          const recipe = recipes.find((it) => it.name === event.target.value);
          if (recipe) loadRecipe(recipe);
        }}
      >
        <option value="">{t('batch.recipe.none')}</option>
        {recipes.map((recipe) => (
          <option key={recipe.name} value={recipe.name}>
            {recipe.name}
          </option>
        ))}
      </select>
    </div>
  );
}

function RecipeMenu() {
  const { t } = useTranslation();
  const { name, document } = useBatchDraft((state) => state.draft);
  const isKept = useBatchDraft((state) => state.recipes.some((recipe) => recipe.name === name));
  const isEmpty = !document.steps.some(({ enabled }) => enabled);
  return (
    <Menu
      label={t('batch.recipe.menu')}
      trigger={<Ellipsis size={16} aria-hidden="true" />}
      items={[
        { label: t('batch.recipe.keep'), icon: BookmarkPlus, disabled: isEmpty, onSelect: () => void keepRecipe() },
        { label: t('batch.recipe.export'), icon: FileUp, disabled: isEmpty, onSelect: () => void exportRecipe() },
        { label: t('batch.recipe.import'), icon: FileDown, onSelect: () => void importRecipe() },
        { label: t('batch.recipe.remove'), icon: Trash2, disabled: !isKept, onSelect: () => void removeRecipe(name) },
      ]}
    />
  );
}

function RecipeName() {
  const { t } = useTranslation();
  const { name, document } = useBatchDraft((state) => state.draft);
  const change = useBatchDraft((state) => state.change);
  const id = useId();
  return (
    <div className="batch-field">
      <label htmlFor={id}>{t('batch.recipe.name')}</label>
      <input
        id={id}
        className="text-field"
        value={name}
        maxLength={100}
        placeholder={proposedName(document.steps)}
        onChange={(event) => {
          change({ name: event.target.value });
        }}
      />
    </div>
  );
}

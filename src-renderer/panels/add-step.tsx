/** @file The button that adds a step. Renderer. */
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Operation } from '../../src-shared/operations/operation.ts';
import { operations } from '../../src-shared/operations/registry.ts';
import { operationLabel } from '../operation-texts.ts';
import { Button } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';

/** One operation needs no choice; several are offered in a menu. */
export function AddStep({ onAdd }: { readonly onAdd: (operation: Operation) => void }) {
  const { t } = useTranslation();
  const [only, ...others] = operations;
  const content = (
    <>
      <Plus size={14} aria-hidden="true" />
      {t('steps.add')}
    </>
  );
  if (only && others.length === 0)
    return (
      <Button className="add-step" onClick={() => { onAdd(only); }}>
        {content}
      </Button>
    );
  return (
    <Menu
      className="button button-plain add-step"
      trigger={content}
      items={operations.map((operation) => ({ label: operationLabel(operation), onSelect: () => { onAdd(operation); } }))}
    />
  );
}

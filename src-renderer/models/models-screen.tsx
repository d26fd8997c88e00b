/** @file The Models screen: every installed model by what it does, taking models in and out. Renderer. */
import { FolderOpen, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { operations } from '../../src-shared/operations/registry.ts';
import { chooseModelFile, openModelsFolder } from '../actions/models.ts';
import { operationLabel } from '../operation-texts.ts';
import { useApplication } from '../stores/application.ts';
import { Button } from '../ui/button.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { ModelCard } from './model-card.tsx';
import '../styles/models.css';

export function ModelsScreen() {
  const { t } = useTranslation();
  const models = useApplication((state) => state.models);
  return (
    <div className="models-screen">
      <header className="models-head">
        <h1>{t('modelLibrary.title')}</h1>
        <span className="quiet">{t('modelLibrary.drop')}</span>
        <Button onClick={openModelsFolder}>
          <FolderOpen size={14} aria-hidden="true" />
          {t('modelLibrary.openFolder')}
        </Button>
        <Button tone="primary" onClick={() => void chooseModelFile()}>
          <Plus size={14} aria-hidden="true" />
          {t('modelLibrary.import')}
        </Button>
      </header>
      {operations.map((operation) => {
        const those = models.filter((model) => model.task === operation.id);
        if (those.length === 0) return null;
        return (
          <section key={operation.id} aria-label={operationLabel(operation)}>
            <h2>{operationLabel(operation)}</h2>
            <ul className="library-cards">
              {those.map((model) => (
                <ModelCard key={model.id} model={model} />
              ))}
            </ul>
          </section>
        );
      })}
      <ImportDialog />
    </div>
  );
}

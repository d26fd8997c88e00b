/** @file The forms in which a model can be written as a file, behind a button. Renderer. */
import { FileBox, Share } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelSummary } from '../../src-shared/model.ts';
import { exportModel } from '../actions/models.ts';
import { formatCount } from '../format.ts';
import { Menu } from '../ui/menu.tsx';

type ExportMenuProps = { readonly model: ModelSummary; readonly trigger: ReactNode; readonly className?: string };

export function ExportMenu({ model: { id, name, scales }, trigger, className = 'icon-button' }: ExportMenuProps) {
  const { t } = useTranslation();
  const networks = scales.map((scale) => ({
    label: scales.length === 1 ? t('studio.exportOnnx') : t('studio.exportOnnxOf', { scale: formatCount(scale) }),
    icon: FileBox,
    onSelect: () => void exportModel(id, scale),
  }));
  return <Menu className={className} label={t('modelLibrary.export', { name })} trigger={trigger} items={[{ label: t('studio.exportPackage'), icon: Share, onSelect: () => void exportModel(id, null) }, ...networks]} />;
}

/** @file What is known of the shown picture. Renderer. */
import { TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatLabels } from '../../src-shared/format-labels.ts';
import type { ImageInfo } from '../../src-shared/image.ts';
import type { Picture } from '../../src-shared/ipc.ts';
import { closePicture } from '../actions/pictures.ts';
import { formatBytes, formatMegapixels, formatPixels } from '../format.ts';
import { useShortcut } from '../shortcuts/words.ts';
import { IconButton } from '../ui/button.tsx';
import { Facts } from '../ui/facts.tsx';
import { MiddleCut } from '../ui/middle-cut.tsx';

export function PictureInfo({ picture }: { readonly picture: Picture }) {
  const { t } = useTranslation();
  return (
    <section className="panel-section" aria-label={t('info.title')}>
      <header className="panel-head">
        <h2>
          <MiddleCut text={picture.name} title={picture.path} />
        </h2>
        <IconButton label={t('info.closePicture')} keys={useShortcut('close-picture')} onClick={() => void closePicture(picture.id)}>
          <X size={14} />
        </IconButton>
      </header>
      {picture.state.kind === 'open' && <InfoFacts info={picture.state.info} />}
    </section>
  );
}

function InfoFacts({ info }: { readonly info: ImageInfo }) {
  const { t } = useTranslation();
  const { camera, takenAt } = info.metadata;
  const facts: [string, ReactNode][] = [
    [t('info.size'), `${formatPixels(info)} · ${formatMegapixels(info)}`],
    [t('info.file'), `${formatLabels[info.format]} · ${formatBytes(info.bytes)}`],
    [t('info.depth'), t(info.alpha ? 'info.bitsWithTransparency' : 'info.bits', { bits: info.depth, colour: t(`info.colours.${info.colour}`) })],
    [t('info.profile'), info.profile ?? t('info.noProfile')],
  ];
  if (camera !== undefined) facts.push([t('info.camera'), camera]);
  if (takenAt !== undefined) facts.push([t('info.taken'), takenAt]);
  return (
    <>
      <Facts facts={facts} />
      {info.warnings.map((warning) => (
        <p key={warning} className="warning">
          <TriangleAlert size={14} aria-hidden="true" />
          {warning}
        </p>
      ))}
    </>
  );
}

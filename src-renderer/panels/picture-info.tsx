/** @file What is known of the shown picture. Renderer. */
import { Copy, FolderOpen, TriangleAlert, X } from 'lucide-react';
import { type ReactNode, memo } from 'react';
import { useTranslation } from 'react-i18next';
import { noteWords } from '../note-words.ts';
import { formatLabels } from '../../src-shared/format-labels.ts';
import type { ImageInfo } from '../../src-shared/image.ts';
import type { Picture } from '../../src-shared/ipc.ts';
import { copyPath, revealPicture } from '../actions/filmstrip.ts';
import { closePicture } from '../actions/pictures.ts';
import { formatBytes, formatExposure, formatFractional, formatMegapixels, formatMoment, formatPixels } from '../format.ts';
import { useShortcut } from '../shortcuts/words.ts';
import { IconButton } from '../ui/button.tsx';
import { Facts } from '../ui/facts.tsx';
import { MiddleCut } from '../ui/middle-cut.tsx';

export const PictureInfo = memo(function PictureInfo({ picture }: { readonly picture: Picture }) {
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
      <PathLine picture={picture} />
    </section>
  );
});

function InfoFacts({ info }: { readonly info: ImageInfo }) {
  const { t } = useTranslation();
  const { camera, takenAt, lens, iso } = info.metadata;
  const exposure = exposureFacts(info.metadata);
  const facts: [string, ReactNode][] = [
    [t('info.size'), `${formatPixels(info)} · ${formatMegapixels(info)}`],
    [t('info.file'), `${formatLabels[info.format]} · ${formatBytes(info.bytes)}`],
    [t('info.depth'), t(info.alpha ? 'info.bitsWithTransparency' : 'info.bits', { bits: info.depth, colour: t(`info.colours.${info.colour}`) })],
    [t('info.profile'), info.profile ?? t('info.noProfile')],
  ];
  if (camera !== undefined) facts.push([t('info.camera'), camera]);
  if (lens !== undefined) facts.push([t('info.lens'), lens]);
  if (exposure.length > 0 || iso !== undefined) facts.push([t('info.exposure'), [...exposure, ...(iso === undefined ? [] : [`ISO ${iso}`])].join(' · ')]);
  if (takenAt !== undefined) facts.push([t('info.taken'), formatMoment(takenAt)]);
  return (
    <>
      <Facts facts={facts} />
      {info.warnings.map(noteWords).map((warning) => (
        <p key={warning} className="warning">
          <TriangleAlert size={14} aria-hidden="true" />
          {warning}
        </p>
      ))}
    </>
  );
}

function exposureFacts({ focalLengthMm, aperture, exposureSeconds }: ImageInfo['metadata']): string[] {
  return [
    ...(focalLengthMm === undefined ? [] : [`${formatFractional(focalLengthMm)} mm`]),
    ...(aperture === undefined ? [] : [`f/${formatFractional(aperture)}`]),
    ...(exposureSeconds === undefined ? [] : [formatExposure(exposureSeconds)]),
  ];
}

function PathLine({ picture }: { readonly picture: Picture }) {
  const { t } = useTranslation();
  return (
    <div className="path-line">
      <MiddleCut text={picture.path} />
      <IconButton label={t('info.copyPath')} onClick={() => void copyPath(picture.id)}>
        <Copy size={14} />
      </IconButton>
      <IconButton label={t('info.reveal')} onClick={() => void revealPicture(picture.id)}>
        <FolderOpen size={14} />
      </IconButton>
    </div>
  );
}

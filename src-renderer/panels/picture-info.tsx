/** @file What is known of the shown picture. Renderer. */
import { TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ImageInfo } from '../../src-shared/image.ts';
import type { Picture } from '../../src-shared/ipc.ts';
import { closePicture } from '../actions/pictures.ts';
import { formatBytes, formatMegapixels, formatPixels } from '../format.ts';
import { strings } from '../strings.ts';
import { IconButton } from '../ui/button.tsx';
import { Facts } from '../ui/facts.tsx';
import { modifier } from '../ui/keys.ts';
import { MiddleCut } from '../ui/middle-cut.tsx';

export const PictureInfo = ({ picture }: { readonly picture: Picture }) => (
  <section className="panel-section" aria-label={strings.info.title}>
    <header className="panel-head">
      <h2>
        <MiddleCut text={picture.name} title={picture.path} />
      </h2>
      <IconButton label={strings.info.closePicture} keys={`${modifier}W`} onClick={() => void closePicture(picture.id)}>
        <X size={14} />
      </IconButton>
    </header>
    {picture.state.kind === 'open' && <InfoFacts info={picture.state.info} />}
  </section>
);

function InfoFacts({ info }: { readonly info: ImageInfo }) {
  const { camera, takenAt } = info.metadata;
  const facts: [string, ReactNode][] = [
    [strings.info.size, `${formatPixels(info)} · ${formatMegapixels(info)}`],
    [strings.info.file, `${strings.formats[info.format]} · ${formatBytes(info.bytes)}`],
    [strings.info.depth, strings.info.bits(info.depth, strings.info.colours[info.colour], info.alpha)],
    [strings.info.profile, info.profile ?? strings.info.noProfile],
  ];
  if (camera !== undefined) facts.push([strings.info.camera, camera]);
  if (takenAt !== undefined) facts.push([strings.info.taken, takenAt]);
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

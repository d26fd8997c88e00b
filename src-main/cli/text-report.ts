/** @file Events as sentences: results on standard output, failures and the progress line on standard error. Command line. */
import { basename } from 'node:path';
import { providerLabels } from '../../src-shared/device.ts';
import type { Levels, ModelSummary } from '../../src-shared/model.ts';
import { datasetSentence, findingSentence, verdictSentence } from './dataset-sentence.ts';
import type { CliEvent, ImageEvent, ImportedEvent, Report } from './events.ts';
import { trainingSentence } from './training-sentence.ts';

type Output = Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>;

/** The progress line is drawn over itself, and only where a person watches. */
export function createTextReport(out: Output, log: Output): Report {
  let line = '';
  const draw = (text: string) => {
    if (!log.isTTY || text === line) return;
    line = text;
    log.write(`\r\u001b[K${text.slice(0, (log.columns || 80) - 1)}`);
  };
  return (event) => {
    if (event.event === 'batch') {
      draw(batchLine(event));
      return;
    }
    if (event.event === 'progress') {
      // Of several pictures in work, the batch's own line tells more.
      if (!line.startsWith(batchMark)) draw(progressLine(event));
      return;
    }
    draw('');
    (event.event === 'failed' || event.event === 'waiting' ? log : out).write(`${sentence(event)}\n`);
  };
}

const barLength = 24;

function progressLine({ input, phase, done, remainingMs }: Extract<CliEvent, { event: 'progress' }>): string {
  const left = remainingMs === undefined ? '' : `, ${duration(remainingMs)} left`;
  return `${barOf(done)} ${Math.floor(done * 100)} %  ${basename(input)}: ${phase}${left}`;
}

const batchMark = '▸ ';

function batchLine({ done, finished, total, remainingMs }: Extract<CliEvent, { event: 'batch' }>): string {
  const left = remainingMs === undefined ? '' : `, ${duration(remainingMs)} left`;
  return `${batchMark}${barOf(done)} ${finished} of ${total}${left}`;
}

const barOf = (done: number): string => '█'.repeat(Math.round(done * barLength)).padEnd(barLength, '░');

function sentence(event: Exclude<CliEvent, { event: 'progress' | 'batch' }>): string {
  switch (event.event) {
    case 'done': {
      const { input, output, width, height, device, durationMs, seamScore, notes } = event;
      const result = `${input} -> ${output}  (${width} x ${height}, ${duration(durationMs)}, ${providerLabels[device]}${typeof seamScore === 'number' ? `, seams ${seamScore.toFixed(2)}` : ''})`;
      return [result, ...notes.map((note) => `  ${note}`)].join('\n');
    }
    case 'finished': {
      const { input, output, width, height, device, durationMs, notes } = event;
      const how = durationMs === undefined || device === undefined ? 'found finished' : `${duration(durationMs)}, ${providerLabels[device]}`;
      return [`${input} -> ${output}  (${width} x ${height}, ${how})`, ...notes.map((note) => `  ${note}`)].join('\n');
    }
    case 'left-out':
      return `${event.input}: left out, ${event.output} is there already`;
    case 'waiting':
      return [event.message, ...(event.advice ? [`  ${event.advice}`] : [])].join('\n');
    case 'watching':
      return `Everything there is done. Waiting for pictures in ${event.folders.join(', ')}; Ctrl+C ends it.`;
    case 'planned':
      return plannedSentence(event);
    case 'plan': {
      const { pictures, inputBytes, outputBytes, freeBytes } = event;
      const room = freeBytes === null ? '' : `, ${size(freeBytes)} are free${outputBytes > freeBytes ? ': that may not be enough' : ''}`;
      return `Nothing was written. ${pictures} pictures (${size(inputBytes)}) need up to ${size(outputBytes)}${room}.`;
    }
    case 'summary': {
      const counted = (['done', 'skipped', 'failed', 'cancelled', 'waiting'] as const).flatMap((kind) => (event[kind] > 0 ? [`${event[kind]} ${kind}`] : []));
      const resume = event.resumable ? '\nStopped. The same command with --resume goes on where it was.' : event.failed > 0 ? '\nThe same command with --resume tries again what failed.' : '';
      return `${event.total} ${event.total === 1 ? 'picture' : 'pictures'}: ${counted.join(', ') || 'nothing done'}${resume}`;
    }
    case 'image':
      return describeImage(event);
    case 'model':
      return describeModel(event);
    case 'verified':
      return `${event.model}: ${event.installed ? 'every file is as described' : 'not installed'}`;
    case 'imported':
      return describeImport(event);
    case 'packed':
      return `${event.model} -> ${event.output}`;
    case 'removed':
      return `${event.model}: removed`;
    case 'device': {
      const { provider, works, durationMs, reason, advice } = event;
      const verdict = works ? `works (${durationMs} ms)` : 'does not work';
      return [`${providerLabels[provider]}: ${verdict}`, ...[reason && plainReason(reason), advice].flatMap((text) => (text ? [`  ${text}`] : []))].join('\n');
    }
    case 'ladder':
      return `Order of use: ${event.ladder.map((provider) => providerLabels[provider]).join(', ')}`;
    case 'failed':
      return [`${event.input}: ${event.message}`, ...(event.advice ? [`  ${event.advice}`] : [])].join('\n');
    case 'dataset':
      return datasetSentence(event);
    case 'finding':
      return findingSentence(event);
    case 'verdict':
      return verdictSentence(event.fit);
    default:
      return trainingSentence(event);
  }
}

const size = (bytes: number): string => (bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`);

function plannedSentence({ input, output, fate }: Extract<CliEvent, { event: 'planned' }>): string {
  if (fate === 'leave-out') return `${input}: would be left out, ${output} is there already`;
  return `${input} -> ${output}${fate === 'replace' ? '  (replaces the file that is there)' : ''}`;
}

/** The library's first line, without the place in its source that it begins with. */
function plainReason(reason: string): string {
  const [line = ''] = reason.trim().split('\n');
  return line.replace(/^\/\S+:\d+ .* was false\. /, '');
}

function describeImage({ path, width, height, format, depth, alpha, colour, profile, orientation, pages, metadata, warnings }: ImageEvent): string {
  const { exif, xmp, iptc, camera, takenAt } = metadata;
  const kept = [exif && 'EXIF', xmp && 'XMP', iptc && 'IPTC'].filter(Boolean).join(', ') || 'none';
  return [
    `${path}: ${width} x ${height}, ${format}, ${depth}-bit ${colour}${alpha ? ' with alpha' : ''}`,
    `  profile ${profile ?? 'none'}, orientation ${orientation}, pages ${pages}, metadata ${kept}`,
    ...(camera ? [`  ${[camera, takenAt].filter(Boolean).join(', ')}`] : []),
    ...warnings.map((warning) => `  ${warning}`),
  ].join('\n');
}

function describeModel({ id, name, scales, bytes, licence, description, problem }: ModelSummary): string {
  const facts = [scales.map((scale) => `${scale}x`).join(' '), `${(bytes / 1e6).toFixed(1)} MB`, licence].filter(Boolean).join(', ');
  return [`${id}: ${name} (${facts})`, ...[description, problem].flatMap((text) => (text ? [`  ${text}`] : []))].join('\n');
}

function describeImport({ input, model, task, scale, form, unsure = [] }: ImportedEvent): string {
  if (!form) return `${input}: imported as ${model}`;
  const levels = ({ black, white }: Levels) => `${black} to ${white}`;
  const size = form.size ? `, only ${form.size.width} x ${form.size.height} pixels` : '';
  const doubt = unsure.map((part) => `  Not certain: the ${part === 'overlap' ? 'overlap' : `range of the ${part}`}. Where results look wrong, import it again with another one.`);
  return [`${input}: imported as ${model} (${task ?? ''}, ${scale ?? 1}x)`, `  ${form.layout.toUpperCase()}, ${form.elements}, takes ${levels(form.input)}, gives ${levels(form.output)}${size}`, ...doubt].join('\n');
}

function duration(ms: number): string {
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

/** @file The curves of a training: one group of them at a time, at any smoothing, linear or logarithmic. Renderer. */
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MetricSeries, TrainingDetails } from '../../../src-shared/training.ts';
import { call } from '../../api/bridge.ts';
import { formatMeasure, formatPercent } from '../../format.ts';
import { useTraining } from '../../stores/training.ts';
import { Button } from '../../ui/button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import type { StepRange } from './chart-data.ts';
import { Chart } from './chart.tsx';
import { type CurveGroup, type CurveGroupName, curveGroups } from './curve-groups.ts';
import { curveName } from './curve-name.ts';
import { createLatest } from './latest.ts';
import { smooth } from './smooth.ts';

/** About one point for two pixels of a wide window. */
const buckets = 800;
/** Milliseconds until curves are asked for again while a training runs. */
const refreshMs = 2000;
const noSeries: readonly MetricSeries[] = [];

export function CurvesTab({ id, curves }: { readonly id: string; readonly curves: TrainingDetails['curves'] }) {
  const { t } = useTranslation();
  const groups = curveGroups(curves);
  const [wanted, setWanted] = useState<CurveGroupName>('quality');
  const [scale, setScale] = useState<'linear' | 'logarithmic'>('linear');
  const [smoothing, setSmoothing] = useState(0);
  const [range, setRange] = useState<StepRange | null>(null);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const group = groups.find((it) => it.group === wanted) ?? groups[0];
  const series = useSeries(id, group, range);
  const slider = useId();
  const shown = useMemo(() => series.map((it) => ({ ...it, label: curveName(it.name), mean: smooth(it.mean, smoothing), visible: !hidden.has(it.name) })), [series, smoothing, hidden]);
  if (!group) return <p className="training-message quiet">{t('training.curves.none')}</p>;
  return (
    <div className="curves-tab">
      <div className="curves-tools">
        <Segmented
          label={t('training.curves.show')}
          value={group.group}
          options={groups.map((it) => ({ value: it.group, label: t(`training.curves.groups.${it.group}.name`) }))}
          onChange={(value) => {
            setWanted(value);
            setRange(null);
          }}
        />
        <Segmented label={t('training.curves.scale')} value={scale} options={(['linear', 'logarithmic'] as const).map((value) => ({ value, label: t(`training.curves.scales.${value}`) }))} onChange={setScale} />
        <div className="field">
          <label htmlFor={slider}>{t('training.curves.smoothing', { percent: formatPercent(smoothing) })}</label>
          <input id={slider} type="range" min={0} max={0.99} step={0.01} value={smoothing} onChange={(event) => { setSmoothing(event.target.valueAsNumber); }} />
        </div>
        {range && (
          <Button onClick={() => { setRange(null); }}>
            {t('training.curves.whole')}
          </Button>
        )}
      </div>
      <p className="quiet">{t(`training.curves.groups.${group.group}.story`)}</p>
      <Chart series={shown} logarithmic={scale === 'logarithmic'} onRange={setRange} />
      <ul className="curve-legend">
        {shown.map(({ name, label, mean, visible }, index) => (
          <li key={name}>
            <label className="check-field">
              <input
                type="checkbox"
                checked={visible}
                onChange={() => {
                  setHidden((before) => new Set(before.has(name) ? [...before].filter((it) => it !== name) : [...before, name]));
                }}
              />
              <span className="curve-colour" data-curve={index % 8} aria-hidden="true" />
              {label}
              {mean.length > 0 && <span className="quiet curve-value">{formatMeasure(mean.at(-1)!)}</span>}
            </label>
          </li>
        ))}
      </ul>
      <p className="quiet">{t('training.curves.help')}</p>
    </div>
  );
}

/** The curves of a group; asked for again as the training is measured, but not more often than they can be looked at. */
function useSeries(id: string, group: CurveGroup | undefined, range: StepRange | null): readonly MetricSeries[] {
  const measured = useTraining((state) => state.measured);
  const [known, setKnown] = useState<{ readonly key: string; readonly series: readonly MetricSeries[] }>({ key: '', series: [] });
  const key = JSON.stringify([id, group, range]);
  const [ask] = useState(() =>
    createLatest(async (wanted: { readonly key: string; readonly id: string; readonly group: CurveGroup; readonly range: StepRange | null }) => {
      const { names, held } = wanted.group;
      setKnown({ key: wanted.key, series: await call('training:series', { id: wanted.id, names: [...names], held, from: wanted.range?.from ?? 0, to: wanted.range?.to ?? null, buckets }) });
    }),
  );
  const askedAt = useRef(0);
  const askNow = () => {
    askedAt.current = performance.now();
    if (group) ask({ key, id, group, range });
  };
  useEffect(askNow, [key]);
  useEffect(() => {
    if (!group || measured === 0) return undefined;
    const timer = setTimeout(askNow, Math.max(0, askedAt.current + refreshMs - performance.now()));
    return () => {
      clearTimeout(timer);
    };
  }, [measured]);
  return known.key === key ? known.series : noSeries;
}

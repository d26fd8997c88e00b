/** @file Curves over the steps of a training, drawn by uPlot: means as lines, lowest to highest as a band. Renderer. */
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { MetricSeries } from '../../../src-shared/training.ts';
import { formatCount, formatMeasure } from '../../format.ts';
import { chartData, type StepRange } from './chart-data.ts';

export type ShownSeries = MetricSeries & { readonly label: string; readonly visible: boolean };
type ChartProps = {
  readonly series: readonly ShownSeries[];
  readonly logarithmic: boolean;
  /** A part that was marked by dragging; null: all of it, by a double click. */
  readonly onRange: (range: StepRange | null) => void;
};

const colours = 8;
const height = 320;
/** Between two marks on the axis: there is no half of a step. */
const wholeSteps = Array.from({ length: 10 }, (_, power) => [1, 2, 5].map((first) => first * 10 ** power)).flat();

export function Chart({ series, logarithmic, onRange }: ChartProps) {
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const theme = useTheme();
  const key = series.map(({ name, visible }) => `${name} ${visible}`).join('|');

  useEffect(() => {
    const element = frame.current!;
    const drawn = new uPlot(optionsOf(series, logarithmic, element.clientWidth, onRange), chartData(series, logarithmic), element);
    plot.current = drawn;
    const resize = new ResizeObserver(() => {
      drawn.setSize({ width: element.clientWidth, height });
    });
    resize.observe(element);
    return () => {
      resize.disconnect();
      drawn.destroy();
      plot.current = null;
    };
  }, [key, logarithmic, theme]);
  useEffect(() => {
    plot.current?.setData(chartData(series, logarithmic));
  }, [series]);

  const visible = series.filter((it) => it.visible && it.mean.length > 0);
  const said = visible.map(({ label, mean }) => `${label} ${formatMeasure(mean[0]!)} → ${formatMeasure(mean.at(-1)!)}`).join('; ');
  return <div ref={frame} className="chart" role="img" aria-label={t('training.curves.chart', { curves: said })} style={{ height }} />;
}

/** Colours are read from the theme, so a chart begins anew with it. */
function useTheme(): boolean {
  const [light, setLight] = useState(() => matchMedia('(prefers-color-scheme: light)').matches);
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: light)');
    const follow = () => {
      setLight(query.matches);
    };
    query.addEventListener('change', follow);
    return () => {
      query.removeEventListener('change', follow);
    };
  }, []);
  return light;
}

function optionsOf(series: readonly ShownSeries[], logarithmic: boolean, width: number, onRange: ChartProps['onRange']): uPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const textPixels = parseFloat(style.fontSize) * 0.75;
  const axis = { stroke: colour('text-quiet'), font: `${textPixels}px ${colour('font')}`, grid: { stroke: colour('line'), width: 1 }, ticks: { stroke: colour('line'), width: 1 } };
  return {
    width: Math.max(1, width),
    height,
    legend: { show: false },
    cursor: { drag: { x: true, y: false, setScale: false }, points: { size: 6 } },
    scales: { x: { time: false }, y: { distr: logarithmic ? 3 : 1 } },
    axes: [
      { ...axis, incrs: wholeSteps, values: (_, splits) => splits.map(formatCount), size: textPixels * 3 },
      { ...axis, values: (_, splits) => splits.map((value: number | null) => (value === null ? '' : formatMeasure(value))), size: textPixels * 5.5 },
    ],
    series: [
      {},
      ...series.flatMap(({ visible, label }, index): uPlot.Series[] => {
        const stroke = colour(`curve-${index % colours}`);
        const edge: uPlot.Series = { stroke: 'transparent', width: 0, points: { show: false }, show: visible };
        return [{ label, stroke, width: 1.5, show: visible, spanGaps: true }, edge, edge];
      }),
    ],
    bands: series.map((_, index) => ({ series: [3 * index + 3, 3 * index + 2], fill: `${colour(`curve-${index % colours}`)}33` })),
    hooks: {
      setSelect: [
        (drawn) => {
          const { left, width: marked } = drawn.select;
          if (marked < 4) return;
          onRange({ from: Math.max(0, Math.floor(drawn.posToVal(left, 'x'))), to: Math.ceil(drawn.posToVal(left + marked, 'x')) });
          drawn.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
      ready: [
        (drawn) => {
          drawn.over.addEventListener('dblclick', () => {
            onRange(null);
          });
        },
      ],
    },
  };
}

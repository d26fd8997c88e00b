/** @file What is going wrong in a training, as codes with values, read from its metrics. Pure. */
import type { Diagnosis, DiagnosisCode } from '../../../src-shared/diagnosis.ts';
import type { TrainingEvent } from '../../../src-shared/trainer-messages.ts';
import type { Measure } from '../../../src-shared/training.ts';
import type { Metrics } from './recipe.ts';

/** Steps before which networks know too little to judge them. */
const earliest = 1000;
const allRight = 0.98;
const [leastChange, leastDiversity, leastLikeness, leastGradient] = [0.01, 0.1, -0.3, 1e-4] as const;
/** Pictures below which a training learns by heart. */
const fewPictures = 20;
/** Evaluations that are looked back on for oscillation, and since the best for over-fitting. */
const [lookedBack, sinceBest] = [8, 4] as const;
/** Mean change from one evaluation to the next, and loss since the best, as shares of the value. */
const [leastSwing, leastLoss] = [0.15, 0.1] as const;

/** What was found, not since when. */
export type Finding = Omit<Diagnosis, 'step'>;

/** Metrics end in the name of what they measure; before it stands whose it is. */
const endingIn = (metrics: Metrics, ending: string): { readonly whose: string; readonly value: number }[] =>
  Object.entries(metrics)
    .filter(([name]) => name.endsWith(`.${ending}`) || name === ending)
    .map(([name, value]) => ({ whose: name.slice(0, -ending.length - 1), value }));

const isDiscriminator = (whose: string): boolean => /^(discriminator|full|half)/.test(whose);

/** What the metrics of one event tell. */
export function diagnose(metrics: Metrics): Finding[] {
  const warn = (code: DiagnosisCode, found: readonly { whose: string; value: number }[]): Finding[] => found.map((it) => ({ code, level: 'warning', ...it }));
  return [
    ...warn('discriminator-won', endingIn(metrics, 'realRight').filter(({ whose, value }) => value > allRight && (metrics[`${whose}.fakeRight`] ?? 0) > allRight)),
    ...warn('generator-stalled', endingIn(metrics, 'gradientNorm').filter(({ whose, value }) => !isDiscriminator(whose) && value < leastGradient)),
    ...warn('output-equals-input', endingIn(metrics, 'change').filter(({ value }) => value < leastChange)),
    ...warn('collapse', endingIn(metrics, 'diversity').filter(({ value }) => value < leastDiversity)),
    ...warn('colours-inverted', endingIn(metrics, 'likeness').filter(({ value }) => value < leastLikeness)),
  ];
}

type Evaluation = { readonly step: number; readonly value: number };

/** What the held-out measure tells over time, the oldest evaluation first. */
export function diagnoseHistory(history: readonly Evaluation[], { better }: Measure): Finding[] {
  const isBetter = (a: number, b: number) => (better === 'lower' ? a < b : a > b);
  const best = history.reduce<Evaluation | null>((found, one) => (found === null || isBetter(one.value, found.value) ? one : found), null);
  if (!best) return [];
  const after = history.filter(({ step }) => step > best.step).map(({ value }) => value);
  const loss = (Math.abs(mean(after.slice(-3)) - best.value)) / Math.abs(best.value);
  if (after.length >= sinceBest && loss > leastLoss) return [{ code: 'over-fitting', level: 'warning', whose: '', value: best.step }];
  const swing = swingOf(history.slice(-lookedBack).map(({ value }) => value));
  return swing > leastSwing ? [{ code: 'oscillation', level: 'warning', whose: '', value: swing }] : [];
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean change between neighbours as a share of the mean, where it turns back nearly every time; else 0. */
function swingOf(values: readonly number[]): number {
  if (values.length < lookedBack) return 0;
  const changes = values.slice(1).map((value, index) => value - values[index]!);
  const turns = changes.slice(1).filter((change, index) => change * changes[index]! < 0).length;
  return turns < lookedBack - 3 ? 0 : mean(changes.map(Math.abs)) / Math.abs(mean(values));
}

/** Passes events on, and tells all that holds whenever that changes. */
export function withDiagnoses(tell: (event: TrainingEvent) => void, measure: () => Measure | null): (event: TrainingEvent) => void {
  const holding = new Map<string, readonly Diagnosis[]>();
  const since = { trained: null as Map<string, number> | null, evaluated: null as Map<string, number> | null };
  let history: Evaluation[] = [];

  function hold(source: string, step: number, findings: readonly Finding[]): void {
    const before = holding.get(source) ?? [];
    const now = findings.map((finding) => ({ ...finding, step: before.find(({ code, whose }) => code === finding.code && whose === finding.whose)?.step ?? step }));
    holding.set(source, now);
    const named = (diagnoses: readonly Diagnosis[]) => diagnoses.map(({ code, whose, step: begun }) => `${code} ${whose} ${begun}`).join();
    if (named(before) !== named(now)) tell({ event: 'diagnosed', step, diagnoses: [...holding.values()].flat() });
  }

  function judgeMetrics({ event, step, metrics }: Extract<TrainingEvent, { event: 'trained' | 'evaluated' }>): void {
    // What the first event tells of may have been there for long: the run was resumed.
    const known = (since[event] ??= new Map(Object.keys(metrics).map((name) => [name, 0])));
    for (const name of Object.keys(metrics)) if (!known.has(name)) known.set(name, step);
    const ripe = Object.entries(metrics).filter(([name]) => step - known.get(name)! >= earliest);
    hold(event, step, diagnose(Object.fromEntries(ripe)));
  }

  return (event) => {
    tell(event);
    if (event.event === 'started' && event.pictures < fewPictures) hold('pictures', event.step, [{ code: 'few-pictures', level: 'note', whose: '', value: event.pictures }]);
    if (event.event === 'rolled-back') hold('rolled-back', event.step, [{ code: 'rolled-back', level: 'warning', whose: '', value: event.to }]);
    if (event.event === 'trained' || event.event === 'evaluated') judgeMetrics(event);
    if (event.event !== 'evaluated') return;
    const { step } = event;
    const judged = measure();
    const value = judged && event.metrics[judged.name];
    if (judged && value !== undefined && value !== null) {
      history = [...history.filter((one) => one.step < step), { step, value }];
      hold('history', step, diagnoseHistory(step >= earliest ? history : [], judged));
    }
    const rolledBack = holding.get('rolled-back')?.[0];
    if (rolledBack && step - rolledBack.step >= earliest) hold('rolled-back', step, []);
  };
}

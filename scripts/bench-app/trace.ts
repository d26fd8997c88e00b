/** @file What the window's main thread did, by Chromium's own tracing. */
import type { ElectronApplication } from '@playwright/test';
import { readFile, rm } from 'node:fs/promises';
import { round } from '../bench/statistics.ts';

type TraceEvent = { readonly name: string; readonly ph: string; readonly pid: number; readonly tid: number; readonly ts: number; readonly dur?: number; /** Time on the processor. */ readonly tdur?: number; readonly args: { readonly name?: string } };

/** By the clock, and by the processor alone: the difference is what others took of a busy machine. */
export type TaskTimes = { readonly tasks: number; readonly longestMs: number; readonly p95Ms: number; readonly longestCpuMs: number };

/** What Chromium calls the entries into scripts. */
const scripts = new Set(['FireAnimationFrame', 'EventDispatch', 'TimerFire', 'FunctionCall', 'EvaluateScript', 'RunMicrotasks', 'FireIdleCallback']);

/** Times of the outermost scripts on the window's main thread while `act` ran. */
export async function traceScripts(application: ElectronApplication, act: () => Promise<void>): Promise<TaskTimes> {
  await application.evaluate(({ contentTracing }) => contentTracing.startRecording({ included_categories: ['devtools.timeline', 'v8.execute', '__metadata'] }));
  await act();
  const { path, pid } = await application.evaluate(async ({ contentTracing, BrowserWindow }) => ({
    path: await contentTracing.stopRecording(),
    pid: BrowserWindow.getAllWindows()[0]!.webContents.getOSProcessId(),
  }));
  const { traceEvents } = JSON.parse(await readFile(path, 'utf8')) as { traceEvents: TraceEvent[] };
  await rm(path);
  const main = traceEvents.find((event) => event.pid === pid && event.name === 'thread_name' && event.args.name === 'CrRendererMain')!.tid;
  return timesOf(outermost(traceEvents.filter((event) => event.pid === pid && event.tid === main && event.ph === 'X' && scripts.has(event.name))));
}

/** The events that lie in no other. */
function outermost(events: readonly TraceEvent[]): TraceEvent[] {
  let end = -Infinity;
  return events
    .toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))
    .filter(({ ts, dur = 0 }) => {
      const outer = ts >= end;
      if (outer) end = ts + dur;
      return outer;
    });
}

function timesOf(events: readonly TraceEvent[]): TaskTimes {
  const sorted = (lengths: readonly number[]) => lengths.map((microseconds) => microseconds / 1000).toSorted((a, b) => a - b);
  const byClock = sorted(events.map(({ dur = 0 }) => dur));
  const byProcessor = sorted(events.map(({ dur = 0, tdur = dur }) => tdur));
  return { tasks: events.length, longestMs: round(byClock.at(-1)!), p95Ms: round(byClock[Math.floor(byClock.length * 0.95)]!), longestCpuMs: round(byProcessor.at(-1)!) };
}

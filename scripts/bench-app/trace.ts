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
  const { window } = await trace(application, ['devtools.timeline', 'v8.execute'], act);
  return timesOf(outermost(window.filter(({ name }) => scripts.has(name))));
}

/** Times of whole tasks, whatever they do, on the main threads of both processes while `act` ran. */
export async function traceTasks(application: ElectronApplication, act: () => Promise<void>): Promise<{ readonly main: TaskTimes; readonly window: TaskTimes }> {
  const { main, window } = await trace(application, ['toplevel'], act);
  const tasks = (events: readonly TraceEvent[]) => timesOf(outermost(events.filter(({ name }) => name === 'ThreadControllerImpl::RunTask')));
  return { main: tasks(main), window: tasks(window) };
}

/** What the main threads of the main process and of the window did. */
async function trace(application: ElectronApplication, categories: readonly string[], act: () => Promise<void>): Promise<{ readonly main: readonly TraceEvent[]; readonly window: readonly TraceEvent[] }> {
  await application.evaluate(({ contentTracing }, wanted) => contentTracing.startRecording({ included_categories: wanted }), [...categories, '__metadata']);
  await act();
  const { path, mainPid, windowPid } = await application.evaluate(async ({ contentTracing, BrowserWindow }) => ({
    path: await contentTracing.stopRecording(),
    mainPid: process.pid,
    windowPid: BrowserWindow.getAllWindows()[0]!.webContents.getOSProcessId(),
  }));
  const { traceEvents } = JSON.parse(await readFile(path, 'utf8')) as { traceEvents: TraceEvent[] };
  await rm(path);
  const onThread = (pid: number, thread: string) => {
    const { tid } = traceEvents.find((event) => event.pid === pid && event.name === 'thread_name' && event.args.name === thread)!;
    return traceEvents.filter((event) => event.pid === pid && event.tid === tid && event.ph === 'X');
  };
  return { main: onThread(mainPid, 'CrBrowserMain'), window: onThread(windowPid, 'CrRendererMain') };
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

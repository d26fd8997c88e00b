import { describe, expect, it } from 'vitest';
import { createTextReport } from './text-report.ts';

function reportTo(isTTY: boolean) {
  const [out, log]: [string[], string[]] = [[], []];
  const sink = (lines: string[]) => ({ isTTY, columns: 60, write: (text: string | Uint8Array) => lines.push(String(text)) > 0 });
  return { report: createTextReport(sink(out), sink(log)), out, log };
}

describe('createTextReport', () => {
  it('tells results on standard output and failures, with advice, on standard error', () => {
    const { report, out, log } = reportTo(false);
    report({ event: 'progress', input: 'in/a.png', phase: 'run', done: 0.5 });
    report({ event: 'done', input: 'in/a.png', output: 'out/a-2x.png', width: 30, height: 20, device: 'webgpu', model: 'quick', durationMs: 83_400, notes: ['A note.'] });
    report({ event: 'failed', input: 'in/b.png', code: 'file-empty', message: '"b.png" is empty.', advice: 'Get it again.' });
    expect(out).toEqual(['in/a.png -> out/a-2x.png  (30 x 20, 1 min 23 s, WebGPU)\n  A note.\n']);
    expect(log).toEqual(['in/b.png: "b.png" is empty.\n  Get it again.\n']);
  });

  it('counts what became of a batch, and says how to go on', () => {
    const { report, out } = reportTo(false);
    const none = { waiting: 0, running: 0, done: 0, skipped: 0, failed: 0, cancelled: 0 };
    report({ event: 'summary', ...none, total: 1, done: 1, resumable: false });
    report({ event: 'summary', ...none, total: 3, done: 2, failed: 1, resumable: false });
    report({ event: 'summary', ...none, total: 3, done: 1, waiting: 2, resumable: true });
    expect(out).toEqual(['1 picture: 1 done\n', '3 pictures: 2 done, 1 failed\nThe same command with --resume tries again what failed.\n', '3 pictures: 1 done, 2 waiting\nStopped. The same command with --resume goes on where it was.\n']);
  });

  it("tells a device's fault in the library's words, without their place in its source", () => {
    const { report, out } = reportTo(false);
    report({ event: 'device', provider: 'webgpu', works: false, reason: '/src/core/context.cc:136 Init(x)::<lambda()> result == Success was false. No supported adapters\n', durationMs: 7 });
    report({ event: 'device', provider: 'cpu', works: true, maxError: 0, durationMs: 8 });
    expect(out).toEqual(['WebGPU: does not work\n  No supported adapters\n', 'CPU: works (8 ms)\n']);
  });

  it('draws progress over itself where a person watches, no wider than the window, and wipes it before a result', () => {
    const { report, out, log } = reportTo(true);
    report({ event: 'progress', input: 'in/a-very-long-name-of-a-picture.png', phase: 'run', done: 0.5, remainingMs: 4200 });
    report({ event: 'verified', model: 'quick', installed: true });
    expect(log[0]).toBe(`\r\u001b[K${'█'.repeat(12)}${'░'.repeat(12)} 50 %  a-very-long-name-of-a-pictur`);
    expect(log[1]).toBe('\r\u001b[K');
    expect(out).toEqual(['quick: every file is as described\n']);
  });
});

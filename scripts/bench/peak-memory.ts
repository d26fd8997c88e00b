/** @file The most memory that a process had, in megabytes. */
import { readFileSync } from 'node:fs';

/** `status` as Linux has it in /proc. */
export const peakIn = (status: string): number => Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN) / 1024;

/** Of this process; what `resourceUsage` tells may be that of the process that started it. */
export const ownPeakMegabytes = (): number => (process.platform === 'linux' ? peakIn(readFileSync('/proc/self/status', 'utf8')) : process.resourceUsage().maxRSS / 1024);

/** @file Says what repeats at most once a minute: a queue that is away complains many times a second. Pure. */

const pauseMs = 60_000;

/** `now` in milliseconds, from any start. */
export function sayRarely(log: (line: string) => void, now: () => number): (line: string) => void {
  const said = new Map<string, number>();
  return (line) => {
    const before = said.get(line);
    if (before !== undefined && now() - before < pauseMs) return;
    said.set(line, now());
    log(line);
  };
}

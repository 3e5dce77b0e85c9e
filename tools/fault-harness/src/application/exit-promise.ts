import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Recorded } from '../metrics/instruments.ts';

/** What has to arrive, whatever comes next. */
export interface ExitPromise {
  /** Of spans. Each has a log record, which has to arrive as well. */
  readonly endedIds: readonly string[];
  /** What the series have at least: of all of one thread, the last promise counts. */
  readonly recorded: Recorded;
  /** Seconds of the processor that the process `pid` had taken. */
  readonly pid: number;
  readonly cpuSeconds: number;
}

/** Puts a promise on the disk before anything else happens. */
export function promise(file: string, one: ExitPromise): void {
  appendFileSync(file, `${JSON.stringify(one)}\n`);
}

export function readPromises(file: string): ExitPromise[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as ExitPromise);
}

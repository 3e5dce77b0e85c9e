/** Spans that each thread and process ends before it ends itself, with a log record in each. */
export const kExitSpans = 1_000;
export const kExitTextBytes = 100;

/** How a process ends, and how that shows. */
export interface ExitWay {
  readonly name: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** What the receiver does at the end of the process. `silent` does not even answer a handshake. */
export type ExitReceiver = 'answers' | 'hangs' | 'silent';

export const kExitWays: readonly ExitWay[] = [
  { name: 'process.exit', code: 0, signal: null },
  { name: 'last task', code: 0, signal: null },
  { name: 'throw', code: 1, signal: null },
  { name: 'rejection', code: 1, signal: null },
  { name: 'SIGTERM', code: null, signal: 'SIGTERM' },
  { name: 'SIGINT', code: null, signal: 'SIGINT' },
  { name: 'SIGHUP', code: null, signal: 'SIGHUP' },
  { name: 'worker.terminate, process.exit', code: 0, signal: null },
  { name: 'workers end, last task', code: 0, signal: null },
  { name: 'cluster', code: 0, signal: null },
];

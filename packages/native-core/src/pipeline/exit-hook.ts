/** Called when the process exits. */
export interface ExitListener {
  /** @param elapsedMillis time that the end of the process has already taken */
  flushAtExit(elapsedMillis: number): void;
}

/** Flushes the pipelines of other threads (environments) of this process. */
export interface ThreadFlusher {
  flushThreads(timeoutMillis: number): void;
}

/**
 * The end of one environment. All copies of this module share it: the package has two entries in two formats, and an
 * application may hold several versions of it.
 */
interface EnvironmentEnd {
  readonly listeners: Set<ExitListener>;
  readonly flushers: Set<ThreadFlusher>;
  /** One for all copies, so that each of them can remove it. */
  readonly onExit: () => void;
  /** When the end began, in milliseconds of `performance.now()`. */
  begin: number | undefined;
  /** How long a wait before the exit took, and when it was over. */
  spentMillis: number;
  spentUntil: number;
}

const kKey = Symbol.for('otel-native.end.1');
/** An exit later than this after a wait is a new end: the application went on working in between. */
const kFollowsMillis = 100;
/** Taken when this module loads: fake timers replace it later. */
const now = performance.now.bind(performance);

const shared = globalThis as unknown as Record<symbol, EnvironmentEnd | undefined>;
const end = (shared[kKey] ??= {
  listeners: new Set(),
  flushers: new Set(),
  onExit,
  begin: undefined,
  spentMillis: 0,
  spentUntil: -Infinity,
});

function onExit(): void {
  for (const listener of end.listeners) listener.flushAtExit(elapsedOfEnd());
}

/** Returns the time since the end of the process began. The first call begins it. */
function elapsedOfEnd(): number {
  const time = now();
  end.begin ??= time - (time - end.spentUntil < kFollowsMillis ? end.spentMillis : 0);
  return time - end.begin;
}

/** Calls `listener.flushAtExit` at `process.exit()`, after an uncaught exception and at a normal end. */
export function addExitListener(listener: ExitListener): void {
  if (end.listeners.size === 0) process.on('exit', end.onExit);
  end.listeners.add(listener);
}

export function removeExitListener(listener: ExitListener): void {
  if (end.listeners.delete(listener) && end.listeners.size === 0)
    process.removeListener('exit', end.onExit);
}

/** Registers a flusher for the pipelines of other threads. */
export function addThreadFlusher(flusher: ThreadFlusher): void {
  end.flushers.add(flusher);
}

/**
 * Blocks until every ended item of this process was exported, also those of worker threads, at most for `timeoutMillis`
 * since the first wait of the end. Called when the process ends without an exit, such as by a signal.
 * @param elapsedMillis how much of `timeoutMillis` is over
 * @internal
 */
export function flushAtEndOfProcess(timeoutMillis: number, elapsedMillis = 0): void {
  end.begin ??= now() - elapsedMillis;
  onExit();
  for (const flusher of end.flushers)
    flusher.flushThreads(Math.max(0, timeoutMillis - elapsedOfEnd()));
  // If the process goes on after all, its exit has the full time again.
  end.begin = undefined;
}

/**
 * Subtracts a wait for telemetry from the time that the end of the process may take, if the exit follows at once.
 * @internal
 */
export function spendTimeOfEnd(millis: number): void {
  end.spentMillis = millis;
  end.spentUntil = now();
}

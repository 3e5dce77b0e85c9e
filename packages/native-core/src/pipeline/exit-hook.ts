/** Something that still has a word to say when the process exits. */
export interface ExitListener {
  /** @param elapsedMillis how much of the time that the end may take is over */
  flushAtExit(elapsedMillis: number): void;
}

/** Native threads that other environments of the process have pipelines on. */
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
  /** What a wait before the exit took of the time of the end, and when that wait was over. */
  spentMillis: number;
  spentUntil: number;
}

const kKey = Symbol.for('otel-native.end.1');
/** The exit follows a wait at once, or the application went on to work after it. */
const kFollowsMillis = 100;
/** As it was when this loaded: fake timers replace it. */
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

/** How much of the time of the end is over, which begins with the first call. */
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

/** Makes known what reaches the pipelines of other threads. */
export function addThreadFlusher(flusher: ThreadFlusher): void {
  end.flushers.add(flusher);
}

/**
 * Blocks until everything that ended in this process was exported, worker threads included, for `timeoutMillis` at most
 * since the first wait of the end. For ends of the process that are no exit, such as a signal.
 * @param elapsedMillis how much of that time is over
 * @internal
 */
export function flushAtEndOfProcess(timeoutMillis: number, elapsedMillis = 0): void {
  end.begin ??= now() - elapsedMillis;
  onExit();
  for (const flusher of end.flushers)
    flusher.flushThreads(Math.max(0, timeoutMillis - elapsedOfEnd()));
  // Where the process lives on after all, its exit has a time of its own.
  end.begin = undefined;
}

/**
 * Takes the duration of a wait for telemetry off the time that the end may take. It counts when the exit follows at once.
 * @internal
 */
export function spendTimeOfEnd(millis: number): void {
  end.spentMillis = millis;
  end.spentUntil = now();
}

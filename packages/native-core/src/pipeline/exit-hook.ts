/**
 * Called when the process exits. All listeners begin before the first one waits: a receiver that hangs takes no time from
 * the others.
 */
export interface ExitListener {
  /**
   * Starts the last flush, and does not wait.
   * @param elapsedMillis time that the end of the process has already taken
   */
  beginFlushAtExit(elapsedMillis: number): void;
  /**
   * Waits for the flush that began, until its deadline.
   * @param elapsedMillis time that the end of the process has already taken
   */
  endFlushAtExit(elapsedMillis: number): void;
}

/** Flushes the pipelines of other threads (environments) of this process. */
export interface ThreadFlusher {
  /** False in worker threads, whose end leaves the other threads alone. */
  readonly isMainThread: boolean;
  /** Starts to send what they hold, and does not wait. */
  beginFlushThreads(): void;
  /** Blocks until they have ended, or until the timeout. */
  flushThreads(timeoutMillis: number): void;
}

/**
 * The end of one environment. All copies of this module share it: the package has two entries in two formats, and an
 * application may hold several versions of it.
 */
interface EnvironmentEnd {
  readonly listeners: Set<ExitListener>;
  readonly flushers: Set<ThreadFlusher>;
  /** Called at the exit, after the listeners. */
  readonly afterwards: Set<() => void>;
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
/**
 * Part of the time of the end that no answer is waited for: what was not exported is counted and reported in it, and the
 * process ends.
 */
const kReserveShare = 1 / 20;
const kMaxReserveMillis = 100;
/** Taken when this module loads: fake timers replace it later. */
const now = performance.now.bind(performance);

const shared = globalThis as unknown as Record<symbol, EnvironmentEnd | undefined>;
const end = (shared[kKey] ??= {
  listeners: new Set(),
  flushers: new Set(),
  afterwards: new Set(),
  onExit,
  begin: undefined,
  spentMillis: 0,
  spentUntil: -Infinity,
});

function onExit(): void {
  flushListeners(() => {
    for (const flusher of end.flushers) if (flusher.isMainThread) flusher.beginFlushThreads();
  });
  for (const call of end.afterwards) call();
}

/** @param meanwhile called between the beginning and the end of the flushes */
function flushListeners(meanwhile: () => void): void {
  const listeners = [...end.listeners];
  for (const listener of listeners) listener.beginFlushAtExit(elapsedOfEnd());
  meanwhile();
  for (const listener of listeners) listener.endFlushAtExit(elapsedOfEnd());
}

/** Flushes one listener alone, for applications that end in their own way. */
export function flushAtExit(listener: ExitListener | undefined, elapsedMillis: number): void {
  listener?.beginFlushAtExit(elapsedMillis);
  listener?.endFlushAtExit(elapsedMillis);
}

/** Returns the time since the end of the process began. The first call begins it. */
function elapsedOfEnd(): number {
  const time = now();
  end.begin ??= time - (time - end.spentUntil < kFollowsMillis ? end.spentMillis : 0);
  return time - end.begin;
}

/**
 * How long a flush may still wait for answers.
 * @param exitTimeoutMillis how long the end of the process may take
 * @param elapsedMillis how much of that is over
 */
export function waitLeftAtEnd(exitTimeoutMillis: number, elapsedMillis: number): number {
  const reserve = Math.min(kMaxReserveMillis, exitTimeoutMillis * kReserveShare);
  return Math.max(0, exitTimeoutMillis - reserve - elapsedMillis);
}

/** Calls the listener at `process.exit()`, after an uncaught exception and at a normal end. */
export function addExitListener(listener: ExitListener): void {
  addTo(end.listeners, listener);
}

export function removeExitListener(listener: ExitListener): void {
  if (end.listeners.delete(listener) && isUnused()) process.removeListener('exit', end.onExit);
}

/**
 * Calls `call` at the exit of the process, when everything was flushed: also what providers hold that are made later.
 * @internal
 */
export function afterFlushAtExit(call: () => void): void {
  addTo(end.afterwards, call);
}

function addTo<T>(set: Set<T>, one: T): void {
  if (isUnused()) process.on('exit', end.onExit);
  set.add(one);
}

function isUnused(): boolean {
  return end.listeners.size === 0 && end.afterwards.size === 0;
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
  flushListeners(() => {
    for (const flusher of end.flushers)
      flusher.flushThreads(waitLeftAtEnd(timeoutMillis, elapsedOfEnd()));
  });
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

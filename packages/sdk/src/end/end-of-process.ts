import { diag } from '@opentelemetry/api';
import { flushAtEndOfProcess, spendTimeOfEnd } from '@otel-native/native-core';
import { handleSignals } from './signals';
import { within } from './within';

/** The part of an SDK that the end of the process uses. */
export interface EndingSdk {
  /** Most milliseconds that the end of the process waits. */
  readonly exitTimeoutMillis: number;
  endOpenSpans(): void;
  summarizeAtEnd(): void;
  /**
   * Does the work that needs the event loop: runs the callbacks of observable instruments, and flushes JavaScript
   * exporters.
   */
  flushOnEventLoop(timeoutMillis: number): Promise<void>;
  forceFlush(options: { timeoutMillis: number }): Promise<void>;
}

/**
 * The SDKs, from all copies of this package, that wait for one kind of end, and the function that removes the
 * listeners.
 */
interface Watch {
  readonly sdks: Set<EndingSdk>;
  stop: (() => void) | undefined;
}

const kMarginMillis = 1_000;
/** Share of the time for JavaScript work. If that hangs, the native threads still have time to export. */
const kEventLoopShare = 3 / 4;
/** Captured at load, because fake timers replace it later. */
const now = performance.now.bind(performance);

/**
 * Exports what an SDK holds before the process ends: before signals if `handlesSignals`, and when the event loop is
 * empty. `native-core` handles the exit event itself.
 * @returns a function that ends the watch
 */
export function watchEndOfProcess(sdk: EndingSdk, handlesSignals: boolean): () => void {
  const leaveLoop = join('otel-native.beforeExit.1', sdk, watchEventLoop);
  // Worker threads receive no signals, so listening there does nothing.
  const leaveSignals = handlesSignals
    ? join('otel-native.signals.1', sdk, watchSignals)
    : () => undefined;
  return () => {
    leaveLoop();
    leaveSignals();
  };
}

/** Adds an SDK to the watchers of one kind. The first one installs the listeners, the last one removes them. */
function join(key: string, sdk: EndingSdk, start: (sdks: Set<EndingSdk>) => () => void) {
  const shared = globalThis as unknown as Record<symbol, Watch | undefined>;
  const watch = (shared[Symbol.for(key)] ??= { sdks: new Set(), stop: undefined });
  watch.sdks.add(sdk);
  watch.stop ??= start(watch.sdks);
  return () => {
    watch.sdks.delete(sdk);
    if (watch.sdks.size > 0) return;
    watch.stop?.();
    watch.stop = undefined;
  };
}

function watchEventLoop(sdks: Set<EndingSdk>): () => void {
  const beforeExit = () => void flushBeforeExit([...sdks], nobodyElseEnds());
  // Run first, while the application's listeners can still be counted: `once` listeners are removed before they run.
  process.prependOnceListener('beforeExit', beforeExit);
  return () => process.removeListener('beforeExit', beforeExit);
}

function watchSignals(sdks: Set<EndingSdk>): () => void {
  return handleSignals({
    beforeEnd: () => flushBeforeSignal([...sdks]),
    flush: () => flushAndLiveOn([...sdks]),
  });
}

/** The application keeps working during this flush. */
async function flushBeforeSignal(sdks: EndingSdk[]): Promise<void> {
  const begin = now();
  for (const sdk of sdks) sdk.endOpenSpans();
  await flushWithin(sdks);
  // Last, and without a pause before the end, so that spans that ended during the wait are exported too.
  flushAtEndOfProcess(exitTimeoutOf(sdks), now() - begin);
  for (const sdk of sdks) sdk.summarizeAtEnd();
}

async function flushAndLiveOn(sdks: EndingSdk[]): Promise<void> {
  const timeoutMillis = exitTimeoutOf(sdks);
  await within(Promise.all(sdks.map((sdk) => sdk.forceFlush({ timeoutMillis }))), timeoutMillis);
}

/** Whether the application has no `beforeExit` listener, which would keep working after this one. */
function nobodyElseEnds(): boolean {
  return process.listenerCount('beforeExit') === 0;
}

/**
 * The event loop was empty before. If the application has no work of its own left, only telemetry requests keep the
 * process alive after the timeout, and official exporters ignore our deadline.
 */
async function flushBeforeExit(sdks: EndingSdk[], isAlone: boolean): Promise<void> {
  const begin = now();
  const isDone = await flushWithin(sdks);
  spendTimeOfEnd(now() - begin);
  if (!isDone && isAlone && nobodyElseEnds()) process.exit();
}

async function flushWithin(sdks: EndingSdk[]): Promise<boolean> {
  const timeoutMillis = exitTimeoutOf(sdks) * kEventLoopShare;
  // Longer than the wait, so that a flush that ends by its own timeout does not look finished.
  const flushes = sdks.map((sdk) => sdk.flushOnEventLoop(timeoutMillis + kMarginMillis));
  const isDone = await within(Promise.allSettled(flushes), timeoutMillis);
  if (!isDone) warn(`The last flush did not complete within ${timeoutMillis} ms`);
  return isDone;
}

function exitTimeoutOf(sdks: EndingSdk[]): number {
  return Math.max(...sdks.map((sdk) => sdk.exitTimeoutMillis));
}

/** An application's logger may throw; the rest must still be sent. */
function warn(text: string): void {
  try {
    diag.warn(text);
  } catch {
    // There is no other place to report this.
  }
}

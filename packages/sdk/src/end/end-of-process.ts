import { diag } from '@opentelemetry/api';
import { flushAtEndOfProcess, spendTimeOfEnd } from '@otel-native/native-core';
import { handleSignals } from './signals';
import { within } from './within';

/** What the end of the process asks of an SDK. */
export interface EndingSdk {
  /** Longest wait of the end, in milliseconds. */
  readonly exitTimeoutMillis: number;
  endOpenSpans(): void;
  summarizeAtEnd(): void;
  /** Does what only the event loop can: runs the callbacks of observable instruments, and flushes JavaScript exporters. */
  flushOnEventLoop(timeoutMillis: number): Promise<void>;
  forceFlush(options: { timeoutMillis: number }): Promise<void>;
}

/** The SDKs of all copies of this package that wait for one kind of end, and what takes its listeners away. */
interface Watch {
  readonly sdks: Set<EndingSdk>;
  stop: (() => void) | undefined;
}

const kMarginMillis = 1_000;
/** The part of the time that JavaScript may take: what hangs there must not cost what native threads hold. */
const kEventLoopShare = 3 / 4;
/** As it was when this loaded: fake timers replace it. */
const now = performance.now.bind(performance);

/**
 * Sees to it that what an SDK holds is sent before the process ends: before signals where it `handlesSignals`, and at the
 * natural end. The exit itself is that of native-core.
 * @returns what ends the watch
 */
export function watchEndOfProcess(sdk: EndingSdk, handlesSignals: boolean): () => void {
  const leaveLoop = join('otel-native.beforeExit.1', sdk, watchEventLoop);
  // Worker threads get no signals; listening there does nothing.
  const leaveSignals = handlesSignals
    ? join('otel-native.signals.1', sdk, watchSignals)
    : () => undefined;
  return () => {
    leaveLoop();
    leaveSignals();
  };
}

/** Adds an SDK to those of a kind; the first of them sets listeners up, and the last takes them away. */
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
  // First, so that the application's own listeners are still there to be counted: those for once are gone when they run.
  process.prependOnceListener('beforeExit', beforeExit);
  return () => process.removeListener('beforeExit', beforeExit);
}

function watchSignals(sdks: Set<EndingSdk>): () => void {
  return handleSignals({
    beforeEnd: () => flushBeforeSignal([...sdks]),
    flush: () => flushAndLiveOn([...sdks]),
  });
}

/** The application works on meanwhile. */
async function flushBeforeSignal(sdks: EndingSdk[]): Promise<void> {
  const begin = now();
  for (const sdk of sdks) sdk.endOpenSpans();
  await flushWithin(sdks);
  // Last, and without a pause before the end: spans that ended during the wait go too.
  flushAtEndOfProcess(exitTimeoutOf(sdks), now() - begin);
  for (const sdk of sdks) sdk.summarizeAtEnd();
}

async function flushAndLiveOn(sdks: EndingSdk[]): Promise<void> {
  const timeoutMillis = exitTimeoutOf(sdks);
  await within(Promise.all(sdks.map((sdk) => sdk.forceFlush({ timeoutMillis }))), timeoutMillis);
}

/** Whether the application has no last work of its own, which would go on after this. */
function nobodyElseEnds(): boolean {
  return process.listenerCount('beforeExit') === 0;
}

/**
 * The event loop was empty before: when the time is over and the application does nothing at its end, only requests of
 * telemetry keep the process alive, and those of official exporters know no deadline of ours.
 */
async function flushBeforeExit(sdks: EndingSdk[], isAlone: boolean): Promise<void> {
  const begin = now();
  const isDone = await flushWithin(sdks);
  spendTimeOfEnd(now() - begin);
  if (!isDone && isAlone && nobodyElseEnds()) process.exit();
}

async function flushWithin(sdks: EndingSdk[]): Promise<boolean> {
  const timeoutMillis = exitTimeoutOf(sdks) * kEventLoopShare;
  // Longer than the wait: a flush that ends by its own time would look as if it were done.
  const flushes = sdks.map((sdk) => sdk.flushOnEventLoop(timeoutMillis + kMarginMillis));
  const isDone = await within(Promise.allSettled(flushes), timeoutMillis);
  if (!isDone) warn(`The last flush did not complete within ${timeoutMillis} ms`);
  return isDone;
}

function exitTimeoutOf(sdks: EndingSdk[]): number {
  return Math.max(...sdks.map((sdk) => sdk.exitTimeoutMillis));
}

/** A logger of the application's that throws must not keep the rest from being sent. */
function warn(text: string): void {
  try {
    diag.warn(text);
  } catch {
    // There is nowhere to say it.
  }
}

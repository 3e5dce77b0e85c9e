import { diag } from '@opentelemetry/api';
import { flushAtEndOfProcess, spendTimeOfEnd } from '@otel-native/native-core';
import { handleSignals } from './signals';
import { within } from './within';

/** What the end of the process asks of an SDK. */
export interface EndingSdk {
  /** Longest wait of the end, in milliseconds. */
  readonly exitTimeoutMillis: number;
  endOpenSpans(): void;
  /** Does what only the event loop can: runs the callbacks of observable instruments, and flushes JavaScript exporters. */
  flushOnEventLoop(timeoutMillis: number): Promise<void>;
  forceFlush(options: { timeoutMillis: number }): Promise<void>;
}

const kMarginMillis = 1_000;
/** As it was when this loaded: fake timers replace it. */
const now = performance.now.bind(performance);

/**
 * Sees to it that what an SDK holds is sent before the process ends: before signals where it `handlesSignals`, and at the
 * natural end. The exit itself is that of native-core.
 * @returns what takes all listeners away
 */
export function watchEndOfProcess(sdk: EndingSdk, handlesSignals: boolean): () => void {
  const beforeExit = () => void flushBeforeExit(sdk);
  process.once('beforeExit', beforeExit);
  // Worker threads get no signals; listening there does nothing.
  const stopSignals = handlesSignals
    ? handleSignals({ beforeEnd: () => flushBeforeSignal(sdk), flush: () => flushAndLiveOn(sdk) })
    : () => undefined;
  return () => {
    process.removeListener('beforeExit', beforeExit);
    stopSignals();
  };
}

/** The application works on meanwhile. */
async function flushBeforeSignal(sdk: EndingSdk): Promise<void> {
  const begin = now();
  sdk.endOpenSpans();
  await flushWithin(sdk);
  // Last, and without a pause before the end: spans that ended during the wait go too.
  flushAtEndOfProcess(sdk.exitTimeoutMillis, now() - begin);
}

async function flushAndLiveOn(sdk: EndingSdk): Promise<void> {
  const timeoutMillis = sdk.exitTimeoutMillis;
  await within(sdk.forceFlush({ timeoutMillis }), timeoutMillis);
}

/**
 * The event loop was empty before: when the time is over and nobody else listens for its end, only requests of telemetry
 * keep the process alive, and those of official exporters know no deadline of ours.
 */
async function flushBeforeExit(sdk: EndingSdk): Promise<void> {
  const begin = now();
  const isDone = await flushWithin(sdk);
  spendTimeOfEnd(now() - begin);
  if (!isDone && process.listenerCount('beforeExit') === 0) process.exit();
}

async function flushWithin(sdk: EndingSdk): Promise<boolean> {
  const timeoutMillis = sdk.exitTimeoutMillis;
  // Longer than the wait: a flush that ends by its own time would look as if it were done.
  const flush = sdk.flushOnEventLoop(timeoutMillis + kMarginMillis);
  const isDone = await within(flush, timeoutMillis);
  if (!isDone) diag.warn(`The last flush did not complete within ${timeoutMillis} ms`);
  return isDone;
}

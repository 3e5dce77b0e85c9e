import { context, diag, logs, metrics, propagation, trace } from '@opentelemetry/api';
import type { PipelineStats, TelemetryPlugin } from '@otel-native/api-bridge';
import { afterFlushAtExit, type FlushOptions } from '@otel-native/native-core';
import { reportApiMismatch } from './diagnostics/api-mismatch';
import { watchEndOfProcess, type EndingSdk } from './end/end-of-process';
import { exitTimeoutFromEnvironment, signalsFromEnvironment } from './end/end-from-environment';
import { setApiLogsProvider } from './logs/api-logs-global';
import type { Logging } from './logs/logger-provider';
import type { Metering } from './metrics/meter-provider';
import { enableInstrumentations } from './instrumentation/enable-instrumentations';
import { shutdownPlugins, startPlugins } from './packages/plugins';
import { knownAttributes } from './resource/resource';
import { isRegistered, setRunningMark, type Starter } from './running-mark';
import type { SdkStats } from './sdk-stats';
import type { SdkParts } from './sdk-parts';
import { startLine } from './start-line';
import { wantsSummary, writeSummary } from './end/summary';
import type { Tracing } from './traces/tracer-provider';

/** Most milliseconds for the last callbacks before plug-ins stop. */
const kLastObservationMillis = 1_000;

/** Parts that are registered with the API and need a shutdown. */
export class RunningSdk implements EndingSdk {
  readonly exitTimeoutMillis: number;
  readonly #tracing: Tracing | undefined;
  readonly #metering: Metering | undefined;
  readonly #logging: Logging | undefined;
  readonly #plugins: TelemetryPlugin[];
  readonly #stopWatching: () => void;
  #shutdown: Promise<void> | undefined;

  /** Registers the parts, enables the instrumentations, starts the plug-ins, and watches for the end of the process. */
  constructor(parts: SdkParts, starter: Starter) {
    this.#tracing = parts.tracing;
    this.#metering = parts.metering;
    this.#logging = parts.logging;
    this.exitTimeoutMillis = parts.exitTimeoutMillis ?? exitTimeoutFromEnvironment();
    register(parts);
    enableInstrumentations(parts.instrumentations);
    this.#plugins = startPlugins(parts.plugins, {
      tracerProvider: trace.getTracerProvider(),
      meterProvider: metrics.getMeterProvider(),
      loggerProvider: logs.getLoggerProvider(),
      resourceAttributes: knownAttributes(parts.resource),
    });
    diag.info(startLine(parts));
    if (wantsSummary()) afterFlushAtExit(this.#summarize);
    this.#stopWatching = watchEndOfProcess(this, parts.handleSignals ?? signalsFromEnvironment());
    setRunningMark({
      starter,
      isRunning: () => this.#isRunning(),
      stats: () => this.#allStats(),
      forceFlush: (options) => this.forceFlush(options),
    });
  }

  /** If configured, ends spans that are still open and marks them as unfinished. */
  endOpenSpans(): void {
    this.#tracing?.provider.endOpenSpans?.();
  }

  /** Native threads need no event loop, except for the callbacks of observable instruments. */
  async flushOnEventLoop(timeoutMillis: number): Promise<void> {
    const options = { timeoutMillis };
    await all([
      this.#tracing?.needsEventLoop ? this.#tracing.provider.forceFlush(options) : undefined,
      this.#metering?.needsEventLoop
        ? this.#metering.provider.forceFlush(options)
        : this.#metering?.provider.observe?.(options),
      this.#logging?.needsEventLoop ? this.#logging.provider.forceFlush(options) : undefined,
    ]);
  }

  /** Writes the summary if configured. Called separately for signals, which end a process without an exit event. */
  summarizeAtEnd(): void {
    if (wantsSummary()) this.#summarize();
  }

  readonly #summarize = (): void => {
    writeSummary(this.#allStats());
  };

  async forceFlush(options?: FlushOptions): Promise<void> {
    await all([
      this.#tracing?.provider.forceFlush(options),
      this.#metering?.provider.forceFlush(options),
      this.#logging?.provider.forceFlush(options),
    ]);
  }

  /** Further calls return the same promise. */
  shutdown(options?: FlushOptions): Promise<void> {
    return (this.#shutdown ??= this.#shutDown(options));
  }

  stats(): PipelineStats | undefined {
    return this.#tracing?.provider.stats?.();
  }

  metricStats(): PipelineStats | undefined {
    return this.#metering?.provider.stats?.();
  }

  logStats(): PipelineStats | undefined {
    return this.#logging?.provider.stats();
  }

  #allStats(): SdkStats {
    return { traces: this.stats(), metrics: this.metricStats(), logs: this.logStats() };
  }

  #isRunning(): boolean {
    return (
      this.#shutdown === undefined &&
      isRegistered(this.#tracing?.provider, this.#metering?.provider, this.#logging?.provider)
    );
  }

  async #shutDown(options?: FlushOptions): Promise<void> {
    if (this.#plugins.length > 0) {
      const timeoutMillis = Math.min(kLastObservationMillis, options?.timeoutMillis ?? Infinity);
      // A plug-in removes its instruments when it stops, so observe them a last time before.
      await this.#metering?.provider.observe?.({ timeoutMillis });
      await shutdownPlugins(this.#plugins);
    }
    try {
      await all([
        this.#tracing?.provider.shutdown(options),
        this.#metering?.provider.shutdown(options),
        this.#logging?.provider.shutdown(options),
      ]);
    } finally {
      // Stop watching only now: the process may end during the shutdown.
      this.#stopWatching();
    }
  }
}

/** Waits for all promises, then rejects with the only error, or with an `AggregateError`. */
async function all(promises: (Promise<void> | undefined)[]): Promise<void> {
  const outcomes = await Promise.allSettled(promises);
  const errors = outcomes.flatMap((one) =>
    one.status === 'rejected' ? [one.reason as unknown] : [],
  );
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new AggregateError(errors, errors.map(String).join('; '));
}

function registerLogging({ provider }: Logging): boolean {
  const isTaken = logs.setGlobalLoggerProvider(provider);
  if (isTaken) setApiLogsProvider(provider);
  return isTaken;
}

function register({ contextManager, propagator, tracing, metering, logging }: SdkParts): void {
  const taken = [
    contextManager === null || context.setGlobalContextManager(contextManager.enable()),
    propagator === null || propagation.setGlobalPropagator(propagator),
    metering === undefined || metrics.setGlobalMeterProvider(metering.provider),
    logging === undefined || registerLogging(logging),
    tracing === undefined || trace.setGlobalTracerProvider(tracing.provider),
  ];
  if (taken.includes(false)) reportApiMismatch();
}

import {
  context,
  logs,
  metrics,
  propagation,
  trace,
  type ContextManager,
  type TextMapPropagator,
} from '@opentelemetry/api';
import type { Instrumentation } from './instrumentation/instrumentation';
import type { Resource } from '@opentelemetry/resources';
import type { PipelineStats, TelemetryPlugin } from '@otel-native/api-bridge';
import type { FlushOptions } from '@otel-native/native-core';
import { reportApiMismatch } from './api-mismatch';
import type { Metering } from './metrics/meter-provider';
import { enableInstrumentations } from './instrumentation/enable-instrumentations';
import { shutdownPlugins, startPlugins } from './plugins';
import { knownAttributes } from './resource';
import type { Tracing } from './traces/tracer-provider';

/** What an SDK is made of, however it was configured. */
export interface SdkParts {
  resource: Resource;
  contextManager: ContextManager | null;
  propagator: TextMapPropagator | null;
  tracing: Tracing | undefined;
  metering?: Metering | undefined;
  instrumentations: Instrumentation[];
  plugins: TelemetryPlugin[];
}

/** Parts that are registered with the API and have to be stopped. */
export class RunningSdk {
  readonly #tracing: Tracing | undefined;
  readonly #metering: Metering | undefined;
  readonly #plugins: TelemetryPlugin[];
  #shutdown: Promise<void> | undefined;

  /** Registers the parts, enables the instrumentations and starts the plug-ins. */
  constructor(parts: SdkParts) {
    this.#tracing = parts.tracing;
    this.#metering = parts.metering;
    register(parts);
    enableInstrumentations(parts.instrumentations);
    this.#plugins = startPlugins(parts.plugins, {
      tracerProvider: trace.getTracerProvider(),
      meterProvider: metrics.getMeterProvider(),
      loggerProvider: logs.getLoggerProvider(),
      resourceAttributes: knownAttributes(parts.resource),
    });
  }

  /** Whether what is not flushed before the event loop ends is lost. */
  get needsEventLoop(): boolean {
    return Boolean(this.#tracing?.needsEventLoop || this.#metering?.needsEventLoop);
  }

  /** Ends the spans that are still open as unfinished ones, where that is asked for. */
  endOpenSpans(): void {
    this.#tracing?.provider.endOpenSpans?.();
  }

  /** Blocks until the native pipeline is empty, for a bounded time, of which `elapsedMillis` are over. */
  flushAtExit(elapsedMillis: number): void {
    this.#tracing?.provider.flushAtExit?.(elapsedMillis);
    this.#metering?.provider.flushAtExit?.(elapsedMillis);
  }

  async forceFlush(options?: FlushOptions): Promise<void> {
    await both([
      this.#tracing?.provider.forceFlush(options),
      this.#metering?.provider.forceFlush(options),
    ]);
  }

  /** Further calls give the same promise. */
  shutdown(options?: FlushOptions): Promise<void> {
    return (this.#shutdown ??= this.#shutDown(options));
  }

  stats(): PipelineStats | undefined {
    return this.#tracing?.provider.stats?.();
  }

  metricStats(): PipelineStats | undefined {
    return this.#metering?.provider.stats?.();
  }

  async #shutDown(options?: FlushOptions): Promise<void> {
    await shutdownPlugins(this.#plugins);
    await both([
      this.#tracing?.provider.shutdown(options),
      this.#metering?.provider.shutdown(options),
    ]);
  }
}

/** Waits for both, and then rejects with what the one that failed did, or with an `AggregateError` of the two. */
async function both(promises: (Promise<void> | undefined)[]): Promise<void> {
  const outcomes = await Promise.allSettled(promises);
  const errors = outcomes.flatMap((one) =>
    one.status === 'rejected' ? [one.reason as unknown] : [],
  );
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new AggregateError(errors, errors.map(String).join('; '));
}

function register({ contextManager, propagator, tracing, metering }: SdkParts): void {
  const taken = [
    contextManager === null || context.setGlobalContextManager(contextManager.enable()),
    propagator === null || propagation.setGlobalPropagator(propagator),
    metering === undefined || metrics.setGlobalMeterProvider(metering.provider),
    tracing === undefined || trace.setGlobalTracerProvider(tracing.provider),
  ];
  if (taken.includes(false)) reportApiMismatch();
}

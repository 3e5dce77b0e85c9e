import {
  context,
  logs,
  metrics,
  propagation,
  trace,
  type ContextManager,
  type TextMapPropagator,
} from '@opentelemetry/api';
import type { Instrumentation } from '@opentelemetry/instrumentation';
import type { Resource } from '@opentelemetry/resources';
import type { PipelineStats, TelemetryPlugin } from '@otel-native/api-bridge';
import type { FlushOptions } from '@otel-native/native-core';
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
  instrumentations: Instrumentation[];
  plugins: TelemetryPlugin[];
}

/** Parts that are registered with the API and have to be stopped. */
export class RunningSdk {
  readonly #tracing: Tracing | undefined;
  readonly #plugins: TelemetryPlugin[];
  #shutdown: Promise<void> | undefined;

  /** Registers the parts, enables the instrumentations and starts the plug-ins. */
  constructor(parts: SdkParts) {
    this.#tracing = parts.tracing;
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
    return this.#tracing?.needsEventLoop ?? false;
  }

  /** Ends the spans that are still open as unfinished ones, where that is asked for. */
  endOpenSpans(): void {
    this.#tracing?.provider.endOpenSpans?.();
  }

  /** Blocks until the native pipeline is empty, for a bounded time, of which `elapsedMillis` are over. */
  flushAtExit(elapsedMillis: number): void {
    this.#tracing?.provider.flushAtExit?.(elapsedMillis);
  }

  async forceFlush(options?: FlushOptions): Promise<void> {
    await this.#tracing?.provider.forceFlush(options);
  }

  /** Further calls give the same promise. */
  shutdown(options?: FlushOptions): Promise<void> {
    return (this.#shutdown ??= this.#shutDown(options));
  }

  stats(): PipelineStats | undefined {
    return this.#tracing?.provider.stats?.();
  }

  async #shutDown(options?: FlushOptions): Promise<void> {
    await shutdownPlugins(this.#plugins);
    await this.#tracing?.provider.shutdown(options);
  }
}

function register({ contextManager, propagator, tracing }: SdkParts): void {
  if (contextManager !== null) context.setGlobalContextManager(contextManager.enable());
  if (propagator !== null) propagation.setGlobalPropagator(propagator);
  if (tracing !== undefined) trace.setGlobalTracerProvider(tracing.provider);
}

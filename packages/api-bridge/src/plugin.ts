import type { Attributes, LoggerProvider, MeterProvider, TracerProvider } from '@opentelemetry/api';

/** What a composition offers to a plug-in at start. */
export interface PluginHost {
  readonly tracerProvider: TracerProvider;
  readonly meterProvider: MeterProvider;
  readonly loggerProvider: LoggerProvider;
  /** Resource attributes known so far; those that are detected later are missing. */
  readonly resourceAttributes: Attributes;
}

/**
 * A source of telemetry that a composition such as `@otel-native/sdk` starts and stops with itself, e.g. a
 * package of system metrics.
 */
export interface TelemetryPlugin {
  readonly name: string;
  /** Called once, after the providers are registered. A throw is logged through `diag`, never passed on. */
  start(host: PluginHost): void;
  /** Called once, before the providers shut down. */
  shutdown?(): Promise<void>;
}

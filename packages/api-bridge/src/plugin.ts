import type { Attributes, LoggerProvider, MeterProvider, TracerProvider } from '@opentelemetry/api';

/** Passed to a plug-in when it starts. */
export interface PluginHost {
  /** The registered tracer provider; without traces, one that records nothing. */
  readonly tracerProvider: TracerProvider;
  /** The registered meter provider; without metrics, one that records nothing. */
  readonly meterProvider: MeterProvider;
  /** The registered logger provider; without logs, one that records nothing. */
  readonly loggerProvider: LoggerProvider;
  /** Resource attributes known so far; attributes detected later are missing. */
  readonly resourceAttributes: Attributes;
}

/**
 * A source of telemetry that an SDK such as `@otel-native/sdk` starts and stops together with itself, for example
 * system metrics.
 */
export interface TelemetryPlugin {
  /** Names the plug-in in log messages. */
  readonly name: string;
  /** Called once, after the providers are registered. An error that it throws is logged through `diag`. */
  start(host: PluginHost): void;
  /** Called once, before the providers shut down. An error or rejection is logged through `diag`. */
  shutdown?(): Promise<void>;
}

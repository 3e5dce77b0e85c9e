import type { LoggerProvider, MeterProvider, TracerProvider } from '@opentelemetry/api';

/** Settings that all instrumentations have. */
export interface InstrumentationConfig {
  /** Whether the constructor enables the instrumentation. Default: true. */
  enabled?: boolean;
}

/**
 * An instrumentation, as `registerInstrumentations` and every `NodeSDK` take it. The interface avoids a dependency on
 * `@opentelemetry/instrumentation`.
 */
export interface Instrumentation<Config extends InstrumentationConfig = InstrumentationConfig> {
  /** Name of its instrumentation scope. */
  readonly instrumentationName: string;
  /** Version of this package, and of the instrumentation scope. */
  readonly instrumentationVersion: string;
  /** Starts recording. Does nothing if it records already. */
  enable(): void;
  /** Stops recording, and undoes what `enable()` did. */
  disable(): void;
  /** Sets where spans go. Default: the provider that is registered with the API at the time of each span. */
  setTracerProvider(tracerProvider: TracerProvider): void;
  /** Sets where metrics go. Default: the provider that is registered with the API at the time of each measurement. */
  setMeterProvider(meterProvider: MeterProvider): void;
  /** Sets where log records go. */
  setLoggerProvider?(loggerProvider: LoggerProvider): void;
  /** Replaces all settings. Neither enables nor disables the instrumentation. */
  setConfig(config: Config): void;
  /** Returns the settings. */
  getConfig(): Config;
}

/**
 * The class of an instrumentation. Its constructor enables it unless `config.enabled` is false, and throws an
 * `OtelNativeError` with code `ERR_OTEL_NATIVE_INVALID_OPTION` for a wrong option.
 */
export type InstrumentationClass<Config extends InstrumentationConfig> = new (
  config?: Config,
) => Instrumentation<Config>;

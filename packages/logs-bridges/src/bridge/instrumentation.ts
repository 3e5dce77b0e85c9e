import type { LoggerProvider, MeterProvider, TracerProvider } from '@opentelemetry/api';

/** Settings that all bridges have. */
export interface BridgeConfig {
  /** Whether the constructor enables the bridge. Default: true. */
  enabled?: boolean;
}

/**
 * What an SDK needs of an instrumentation: the interface that `registerInstrumentations` and every `NodeSDK` take, without a
 * dependency on `@opentelemetry/instrumentation`.
 */
export interface Instrumentation<Config extends BridgeConfig = BridgeConfig> {
  /** Name of the bridge, and of its instrumentation scope. */
  readonly instrumentationName: string;
  /** Version of this package, and of the instrumentation scope. */
  readonly instrumentationVersion: string;
  /** Starts to send. Does nothing if the bridge sends already. */
  enable(): void;
  /** Stops to send, and undoes what `enable()` did. */
  disable(): void;
  /** Has no effect: bridges make no spans. */
  setTracerProvider(tracerProvider: TracerProvider): void;
  /** Has no effect: bridges measure nothing. */
  setMeterProvider(meterProvider: MeterProvider): void;
  /** Sets where log records go. Default: the provider that is registered with the API at the time of each record. */
  setLoggerProvider(loggerProvider: LoggerProvider): void;
  /** Replaces all settings. Neither enables nor disables. */
  setConfig(config?: Config): void;
  /** Returns the settings; `enabled` is true while the bridge sends. */
  getConfig(): Config;
}

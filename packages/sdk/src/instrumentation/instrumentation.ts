import type { LoggerProvider, MeterProvider, TracerProvider } from '@opentelemetry/api';

/** An instrumentation. Those of every version of `@opentelemetry/instrumentation` fit this interface. */
export interface Instrumentation {
  /** Name of the package, which is also the name of its instrumentation scope. */
  readonly instrumentationName: string;
  /** Version of the package. */
  readonly instrumentationVersion: string;
  /** Starts recording. Called at start unless `getConfig().enabled` is already true. */
  enable(): void;
  /** Stops recording, and undoes its patches. */
  disable(): void;
  /** Sets where spans go. Called before `enable()`. */
  setTracerProvider(tracerProvider: TracerProvider): void;
  /** Sets where metrics go. Called before `enable()`. */
  setMeterProvider(meterProvider: MeterProvider): void;
  /** Sets where log records go. Called before `enable()`. */
  setLoggerProvider?(loggerProvider: LoggerProvider): void;
  /** Returns the settings; `enabled` is true while it records. */
  getConfig(): { enabled?: boolean };
}

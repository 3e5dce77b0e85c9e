import type { LoggerProvider, MeterProvider, TracerProvider } from '@opentelemetry/api';

/** An instrumentation as `@opentelemetry/instrumentation` describes it, in whichever version it comes. */
export interface Instrumentation {
  readonly instrumentationName: string;
  readonly instrumentationVersion: string;
  enable(): void;
  disable(): void;
  setTracerProvider(tracerProvider: TracerProvider): void;
  setMeterProvider(meterProvider: MeterProvider): void;
  setLoggerProvider?(loggerProvider: LoggerProvider): void;
  getConfig(): { enabled?: boolean };
}

import { logs, metrics, trace } from '@opentelemetry/api';
import type { Instrumentation } from './instrumentation';

/**
 * Gives instrumentations the registered providers and enables those that are not. Done here rather than by
 * `registerInstrumentations`, so that the instrumentation package, with its two module hooks, is loaded only by who
 * has instrumentations.
 */
export function enableInstrumentations(instrumentations: Instrumentation[]): void {
  for (const instrumentation of instrumentations) {
    instrumentation.setTracerProvider(trace.getTracerProvider());
    instrumentation.setMeterProvider(metrics.getMeterProvider());
    instrumentation.setLoggerProvider?.(logs.getLoggerProvider());
    if (!instrumentation.getConfig().enabled) instrumentation.enable();
  }
}

import { logs, metrics, trace } from '@opentelemetry/api';
import type { Instrumentation } from './instrumentation';
import { patchLoadedBuiltins, reportLateStart } from './late-start';
import { registerModuleHooks } from './module-hooks';

/**
 * Passes the registered providers to instrumentations, enables disabled ones, and hooks the loading of CommonJS and ES
 * modules. Replaces `registerInstrumentations`, which would bring another copy of the instrumentation package than the
 * one that the application's instrumentations use.
 */
export function enableInstrumentations(instrumentations: readonly Instrumentation[]): void {
  for (const instrumentation of instrumentations) {
    instrumentation.setTracerProvider(trace.getTracerProvider());
    instrumentation.setMeterProvider(metrics.getMeterProvider());
    instrumentation.setLoggerProvider?.(logs.getLoggerProvider());
    if (!instrumentation.getConfig().enabled) instrumentation.enable();
  }
  if (instrumentations.length === 0) return;
  registerModuleHooks(instrumentations);
  patchLoadedBuiltins(instrumentations);
  reportLateStart(instrumentations);
}

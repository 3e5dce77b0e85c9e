import { logs, metrics, trace } from '@opentelemetry/api';
import type { Instrumentation } from './instrumentation';
import { patchLoadedBuiltins, reportLateStart } from './late-start';
import { registerModuleHooks } from './module-hooks';

/**
 * Gives instrumentations the registered providers, enables those that are not, and lets them see what the application
 * loads, in CommonJS and in ES modules. Done here rather than by `registerInstrumentations`, so that the instrumentation
 * package is the one that the application's instrumentations bring.
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

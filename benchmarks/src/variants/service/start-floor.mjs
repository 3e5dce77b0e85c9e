import { context, trace } from '@opentelemetry/api';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { NativeContextManager } from '@otel-native/context-native';

import { floorTracer } from '../floor-tracer.mjs';

/** @typedef {import('@opentelemetry/instrumentation').Instrumentation} Instrumentation */

/**
 * Starts instrumentations with our context manager and a tracer whose one span says that it records and does nothing: what
 * no SDK can go below under these instrumentations.
 *
 * @param {Instrumentation[]} instrumentations
 * @returns {import('../driver.ts').ServiceDriver}
 */
export function startFloor(instrumentations) {
  context.setGlobalContextManager(new NativeContextManager().enable());
  trace.setGlobalTracerProvider({ getTracer: () => floorTracer });
  registerInstrumentations({ instrumentations });
  return { records: false, flush: async () => {}, shutdown: async () => {} };
}

/** The instrumentations that the case `instrumentation` compares, each with the same contexts and a tracer that does nothing. */
import { context, propagation, trace } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { ExpressInstrumentation as OfficialExpress } from '@opentelemetry/instrumentation-express';
import { HttpInstrumentation as OfficialHttp } from '@opentelemetry/instrumentation-http';
import { UndiciInstrumentation as OfficialUndici } from '@opentelemetry/instrumentation-undici';
import { NativeContextManager } from '@otel-native/context-native';
import { ExpressInstrumentation } from '@otel-native/instrumentations/express';
import { HttpInstrumentation } from '@otel-native/instrumentations/http';
import { UndiciInstrumentation } from '@otel-native/instrumentations/undici';
import { createRequire } from 'node:module';

import { floorTracer } from './floor-tracer.mjs';

export const instrumentationVariants = ['none', 'official', 'ours'] as const;
export type InstrumentationVariant = (typeof instrumentationVariants)[number];

export function startInstrumentations(variant: InstrumentationVariant): void {
  if (variant === 'none') return;
  context.setGlobalContextManager(new NativeContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider({ getTracer: () => floorTracer });
  const instrumentations =
    variant === 'official'
      ? [new OfficialHttp(), new OfficialUndici(), new OfficialExpress()]
      : [new HttpInstrumentation(), new UndiciInstrumentation(), new ExpressInstrumentation()];
  registerInstrumentations({ instrumentations });
  // The official one patches what is required.
  createRequire(import.meta.url)('http');
}

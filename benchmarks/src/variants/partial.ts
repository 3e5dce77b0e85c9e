import { context, trace, type Context, type SpanOptions, type Tracer } from '@opentelemetry/api';
import { NativeContextManager } from '@otel-native/context-native';

import type { Driver, StartDriver } from './driver.ts';
import { CopyingSpan, EmptySpan, ObjectSpan, TimedSpan, WritingSpan } from './partial-span.ts';

type SpanClass = new (name: string, options: SpanOptions, parent: never) => ObjectSpan;

const classes = {
  object: ObjectSpan,
  timed: TimedSpan,
  copying: CopyingSpan,
  writing: WritingSpan,
};

/** A variant whose spans do a part of what spans must (`partial-span.ts`). Loaded alone, so that V8 meets one class. */
export function partialVariant(part: 'empty' | keyof typeof classes): { startDriver: StartDriver } {
  const start = part === 'empty' ? startEmpty() : startOf(classes[part] as SpanClass);
  return { startDriver: () => registered({ startSpan: start } as unknown as Tracer) };
}

function startEmpty(): Tracer['startSpan'] {
  const span = new EmptySpan();
  return () => span;
}

function startOf(PartialSpan: SpanClass): Tracer['startSpan'] {
  return (name: string, options: SpanOptions = {}, parent: Context = context.active()) =>
    new PartialSpan(name, options, trace.getSpan(parent) as never);
}

function registered(tracer: Tracer): Driver {
  context.setGlobalContextManager(new NativeContextManager().enable());
  trace.setGlobalTracerProvider({ getTracer: () => tracer });
  return {
    records: false,
    settledSpans: () => 0,
    synchronousExportMs: () => 0,
    flush: async () => {},
    shutdown: async () => {},
  };
}

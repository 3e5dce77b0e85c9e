import { context, trace, type ContextManager } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace';
import { NativeContextManager } from '@otel-native/context-native';
import assert from 'node:assert/strict';

import { takeOrders } from './work.ts';

const exporter = new InMemorySpanExporter();
trace.setGlobalTracerProvider(
  new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }),
);

/** The trees of the spans that the work made under a manager. */
async function treesUnder(manager: ContextManager): Promise<string> {
  context.setGlobalContextManager(manager);
  exporter.reset();
  await takeOrders();
  context.disable();
  return trees(exporter.getFinishedSpans());
}

function trees(spans: readonly ReadableSpan[], parentId?: string, indent = ''): string {
  return spans
    .filter((span) => span.parentSpanContext?.spanId === parentId)
    .map(
      (span) => `${indent}${span.name}\n${trees(spans, span.spanContext().spanId, `${indent}  `)}`,
    )
    .toSorted()
    .join('');
}

const ours = new NativeContextManager().enable();
const text = await treesUnder(ours);
console.log(`${text}\ncarried by: ${ours.mode}`);
assert.equal(text, await treesUnder(new AsyncLocalStorageContextManager().enable()));
assert.equal(text.split('\n').length - 1, 15);

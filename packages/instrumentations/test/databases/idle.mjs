/**
 * Prints how many spans a call makes without an SDK, with one, while tracing is suppressed, when disabled before its end,
 * and when disabled before.
 */
import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { suppressTracing } from '@opentelemetry/core';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { connect } from './one-call.mjs';
import { createInstrumentation } from './sides.mjs';

const [library, port] = process.argv.slice(2);
const exporter = new InMemorySpanExporter();
const instrumentation = await createInstrumentation(library, 'ours');
const call = await connect(library, Number(port));
const counts = {};
async function count(name, meanwhile = () => {}) {
  exporter.reset();
  const ended = call();
  meanwhile();
  await ended;
  await new Promise(setImmediate);
  counts[name] = exporter.getFinishedSpans().length;
}

await count('without an SDK');
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
trace.setGlobalTracerProvider(
  new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }),
);
await count('with an SDK');
await context.with(suppressTracing(context.active()), () => count('suppressed'));
await count('disabled meanwhile', () => instrumentation.disable());
await count('disabled');
instrumentation.enable();
await count('enabled again');
console.log(JSON.stringify(counts));
process.exit();

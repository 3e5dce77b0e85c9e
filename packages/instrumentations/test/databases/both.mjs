/** The official instrumentation and ours at once, or ours twice. Prints the scopes of the spans of one call. */
import { trace } from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { connect } from './one-call.mjs';
import { collectWarnings, createInstrumentation } from './sides.mjs';

const [library, order, port] = process.argv.slice(2);
const warnings = collectWarnings();
const exporter = new InMemorySpanExporter();
trace.setGlobalTracerProvider(
  new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }),
);
const sides = {
  'official first': ['official', 'ours'],
  'ours first': ['ours', 'official'],
  twice: ['ours', 'ours'],
}[order];
for (const side of sides) await createInstrumentation(library, side);
const call = await connect(library, Number(port));
exporter.reset();
await call();
await new Promise(setImmediate);
const scopes = exporter.getFinishedSpans().map((span) => span.instrumentationScope.name);
console.log(JSON.stringify({ scopes, warnings }));
process.exit();

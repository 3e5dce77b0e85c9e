// The metrics of ESM and of CommonJS in one process, and a trace provider beside them.
import { createRequire } from 'node:module';
import * as esm from '@otel-native/native-core/metrics';
import { endSpans, makeExporter, makeProvider } from './setup.mjs';

const require = createRequire(import.meta.url);
const cjs = require('@otel-native/native-core/metrics');
for (const { MeterProvider } of [esm, cjs]) {
  new MeterProvider({ exporter: makeExporter() }).getMeter('m').createCounter('c').add(1);
}
endSpans(makeProvider(), 'span', 1);
console.log(esm.MeterProvider === cjs.MeterProvider);

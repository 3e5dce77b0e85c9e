// The same application as an ES module.
import { createRequire } from 'node:module';
import { trace } from '@opentelemetry/api';

trace.getTracer('application').startSpan('from an ES module').end();
createRequire(import.meta.url)('./spans.cjs');

/** Requests with a secret in a path of which no URL can be made: prints `url.full` of their spans. */
import { trace } from '@opentelemetry/api';
import { HttpInstrumentation } from '@otel-native/instrumentations/http';
import { createRequire } from 'node:module';
import { print } from './common.mjs';

const urls = [];
const spanContext = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 };
const startSpan = (name, { attributes }) => {
  urls.push(attributes['url.full']);
  return trace.wrapSpanContext(spanContext);
};
trace.setGlobalTracerProvider({ getTracer: () => ({ startSpan }) });
new HttpInstrumentation();

const http = createRequire(import.meta.url)('http');
for (const path of ['http://[?sig=secret', '//[?sig=secret', '//a%20b/c?x=1&sig=secret'])
  http.get({ host: 'localhost', port: 1, path }).on('error', () => {});
print(urls);
process.exit();

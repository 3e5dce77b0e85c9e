/** Instrumentations before an SDK is registered, while tracing is suppressed, and after. */
import { context, ROOT_CONTEXT } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import { HttpInstrumentation } from '@otel-native/instrumentations/http';
import { UndiciInstrumentation } from '@otel-native/instrumentations/undici';
import { Telemetry } from '../traffic/telemetry.mjs';
import { fetchText, listen, print, request } from './common.mjs';

const instrumentations = [new HttpInstrumentation(), new UndiciInstrumentation()];
const seen = [];
const { url } = await listen((incoming, response) => {
  seen.push({
    isTraced: incoming.headers.traceparent !== undefined,
    isBound: Object.hasOwn(incoming, 'on'),
    listeners: response.listenerCount('close'),
  });
  response.end('hello');
});
const use = async () => {
  await request(url);
  await fetchText(url);
};
await use();
const telemetry = new Telemetry('native');
await context.with(suppressTracing(ROOT_CONTEXT), use);
await use();
for (const instrumentation of instrumentations) instrumentation.disable();
await use();
const { spans, metrics } = await telemetry.take();
print({ seen, spans: spans.length, points: metrics.map(({ name, count }) => `${name}: ${count}`) });
process.exit();

/**
 * Serves requests with a NestJS application, and prints for each the outcome and a tree of spans:
 *
 *     node run.mjs <official|ours> <express|fastify> <context manager>
 */
import FastifyOtelInstrumentation from '@fastify/otel';
import { context, propagation, trace } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { ExpressInstrumentation as OfficialExpress } from '@opentelemetry/instrumentation-express';
import { HttpInstrumentation as OfficialHttp } from '@opentelemetry/instrumentation-http';
import { NestInstrumentation } from '@opentelemetry/instrumentation-nestjs-core';
import { TracerProvider } from '@opentelemetry/sdk-trace';
import { ExpressInstrumentation } from '@otel-native/instrumentations/express';
import { FastifyInstrumentation } from '@otel-native/instrumentations/fastify';
import { HttpInstrumentation } from '@otel-native/instrumentations/http';
import { createRequire } from 'node:module';
import { SpanTree } from '../span-tree.mjs';
import { contextManagers } from '../traffic/telemetry.mjs';
import { createApplication } from './application.mjs';

const kRequests = [
  ['GET', '/orders/7/show'],
  ['GET', '/orders/forbidden/show'],
  ['POST', '/orders'],
  ['GET', '/orders/refused'],
  ['GET', '/orders/failed'],
  ['GET', '/unknown'],
];
const [side, platform, manager] = process.argv.slice(2);
context.setGlobalContextManager(contextManagers[manager]().enable());
propagation.setGlobalPropagator(new W3CTraceContextPropagator());
const tree = new SpanTree();
trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [tree] }));

const http = { disableOutgoingRequestInstrumentation: true };
const instrumentations = {
  official: () => [
    new OfficialHttp(http),
    new OfficialExpress(),
    new FastifyOtelInstrumentation({ registerOnInitialization: true }),
  ],
  ours: () => [
    new HttpInstrumentation(http),
    new ExpressInstrumentation(),
    new FastifyInstrumentation(),
  ],
};
instrumentations[side]();
new NestInstrumentation();

const app = await createApplication(createRequire(import.meta.url), platform);
await app.listen(0, '127.0.0.1');
const url = await app.getUrl();
const start = tree.take();
const requests = [];
for (const [method, path] of kRequests) {
  const response = await fetch(url + path, { method });
  const outcome = [path, response.status, await response.text()];
  while (tree.openSpans > 0) await new Promise(setImmediate);
  requests.push({ outcome, spans: tree.take() });
}
const port = new RegExp(`\\b${new URL(url).port}\\b`, 'g');
console.log(JSON.stringify({ start, requests }).replace(port, '65432'));
process.exit();

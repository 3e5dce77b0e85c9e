/**
 * Serves requests with generated Fastify applications, and prints a tree of spans for each:
 *
 *     node run.mjs <official|ours|none> <context manager> < programs.json
 *
 * A program is `{ config, scope, requests, isWithinServerSpan }`.
 */
import FastifyOtelInstrumentation from '@fastify/otel';
import { context, propagation, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import { RPCType, setRPCMetadata, W3CTraceContextPropagator } from '@opentelemetry/core';
import { TracerProvider } from '@opentelemetry/sdk-trace';
import { FastifyInstrumentation } from '@otel-native/instrumentations/fastify';
import fastify from 'fastify';
import { Agent, createServer, request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { SpanTree } from '../span-tree.mjs';
import { contextManagers } from '../traffic/telemetry.mjs';
import { addScope } from './build-app.mjs';
import { evaluateConfig } from './hooks.mjs';

const [side, manager] = process.argv.slice(2);
context.setGlobalContextManager(contextManagers[manager]().enable());
propagation.setGlobalPropagator(new W3CTraceContextPropagator());
const tree = new SpanTree();
const provider = new TracerProvider({ spanProcessors: [tree] });
trace.setGlobalTracerProvider(provider);
const tracer = provider.getTracer('test');
const note = (name) => tracer.startSpan(name).end();
const agent = new Agent({ keepAlive: true });

const create = {
  none: () => ({ disable() {} }),
  official: (config) =>
    new FastifyOtelInstrumentation({ ...config, registerOnInitialization: true }),
  ours: (config) => new FastifyInstrumentation(config),
};

for (const { config, scope, requests, isWithinServerSpan } of JSON.parse(
  await text(process.stdin),
)) {
  const instrumentation = create[side](evaluateConfig(config));
  const serve = isWithinServerSpan ? withinServerSpan : (handler) => handler;
  const app = fastify({ serverFactory: (handler) => createServer(serve(handler)) });
  app.register(async (instance) => addScope(instance, scope, note));
  await app.listen({ port: 0, host: '127.0.0.1' });
  const outcomes = [];
  for (const group of requests) {
    outcomes.push(await Promise.all(group.map((one) => ask(app.server.address().port, one))));
  }
  await app.close();
  instrumentation.disable();
  console.log(JSON.stringify({ outcomes, spans: tree.take() }));
}
agent.destroy();

/** What an HTTP instrumentation does. */
function withinServerSpan(handler) {
  return (request, response) => {
    const { method, url, headers } = request;
    const span = tracer.startSpan(`${headers['x-request']} ${method} ${url}`, {
      kind: SpanKind.SERVER,
      root: true,
    });
    const metadata = { type: RPCType.HTTP, span };
    response.on('close', () => {
      span.setAttribute('http.route', metadata.route ?? 'none');
      span.end();
    });
    const own = setRPCMetadata(trace.setSpan(ROOT_CONTEXT, span), metadata);
    context.with(own, () => handler(request, response));
  };
}

function ask(port, { name, method, path, body }) {
  return new Promise((done) => {
    // Requests without a server span have a remote parent each, by which their trees are sorted.
    const headers = {
      'x-request': name,
      traceparent: `00-${name.padStart(32, 'a')}-${'b'.repeat(16)}-01`,
      ...(body && { 'content-type': 'application/json' }),
    };
    const request = httpRequest({ port, method, path, agent, headers }, async (response) => {
      done([name, response.statusCode, await text(response).catch(() => 'cut')]);
    });
    request.on('error', () => done([name, 'failed']));
    request.end(body);
  });
}

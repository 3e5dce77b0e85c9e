/**
 * Serves requests with generated applications, and prints a tree of spans for each:
 *
 *     node run.mjs <official|ours|...> <version of Express> <context manager> < programs.json
 *
 * A program is `{ config, layers, requests }`.
 */
import { context, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import { RPCType, setRPCMetadata } from '@opentelemetry/core';
import { TracerProvider } from '@opentelemetry/sdk-trace';
import { once } from 'node:events';
import { Agent, createServer, request as httpRequest } from 'node:http';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';
import { contextManagers } from '../traffic/telemetry.mjs';
import { addLayers } from './build-app.mjs';
import { evaluateConfig } from './hooks.mjs';
import { sides } from './sides.mjs';
import { SpanTree } from '../span-tree.mjs';

const [side, version, manager] = process.argv.slice(2);
// Answers to errors then hold no stack.
process.env.NODE_ENV = 'production';
context.setGlobalContextManager(contextManagers[manager]().enable());
const tree = new SpanTree();
const provider = new TracerProvider({ spanProcessors: [tree] });
trace.setGlobalTracerProvider(provider);
const tracer = provider.getTracer('test');

const express = await sides[side].load(createRequire(import.meta.url), version);
const world = {
  express,
  note: (name) => tracer.startSpan(name).end(),
  within: (name, run) => tracer.startActiveSpan(`around ${name}`, (span) => (run(), span.end())),
};
const agent = new Agent({ keepAlive: true });

for (const { config, layers, requests } of JSON.parse(await text(process.stdin))) {
  sides[side].configure(evaluateConfig(config));
  const app = addLayers(express(), layers, world);
  const server = createServer((request, response) => serve(app, request, response)).listen(0);
  await once(server, 'listening');
  const outcomes = [];
  for (const group of requests) {
    outcomes.push(await Promise.all(group.map((one) => ask(server.address().port, one))));
  }
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  console.log(JSON.stringify({ outcomes, spans: tree.take() }));
}
agent.destroy();

/** What an HTTP instrumentation does: both sides get the same. */
function serve(app, request, response) {
  const { method, url, headers } = request;
  const options = { kind: SpanKind.SERVER, root: true };
  const span = tracer.startSpan(`${headers['x-request']} ${method} ${url}`, options);
  const metadata = { type: RPCType.HTTP, span };
  response.on('close', () => {
    span.setAttribute('http.route', metadata.route ?? 'none');
    span.setAttribute('http.response.status_code', response.statusCode);
    span.end();
  });
  const own = setRPCMetadata(trace.setSpan(ROOT_CONTEXT, span), metadata);
  context.with(own, () => app(request, response));
}

function ask(port, { name, method, path }) {
  return new Promise((done) => {
    const headers = { 'x-request': name };
    const request = httpRequest({ port, method, path, agent, headers }, async (response) => {
      const body = await text(response).catch(() => 'cut');
      done([name, response.statusCode, body.length]);
    });
    request.on('error', () => done([name, 'failed']));
    request.end();
  });
}

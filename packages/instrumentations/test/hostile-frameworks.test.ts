import { context, diag, trace, type Span, type TracerProvider } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { instrumentExpress } from '@otel-native/instrumentations/express';
import { FastifyInstrumentation } from '@otel-native/instrumentations/fastify';
import express from 'express';
import fastify from 'fastify';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

const fail = (what: string) => () => {
  throw new Error(what);
};
const spanContext = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 };
const failingSpan = new Proxy({} as Span, {
  get: (_, name) =>
    name === 'spanContext' ? () => spanContext : fail(`the span's ${String(name)}`),
});
const server = trace.wrapSpanContext(spanContext);
const sdks: Record<string, TracerProvider> = {
  provider: { getTracer: fail('the provider') },
  startSpan: {
    getTracer: () => ({ startSpan: fail('startSpan'), startActiveSpan: fail('start') }),
  },
  span: { getTracer: () => ({ startSpan: () => failingSpan, startActiveSpan: fail('start') }) },
};

/** Returns status and text of the answer to a request that is handled in a server span. */
async function ask(handle: RequestListener, path: string): Promise<string> {
  const listening = createServer((request, response) =>
    context.with(trace.setSpan(context.active(), server), handle, undefined, request, response),
  ).listen(0);
  await once(listening, 'listening');
  try {
    const { port } = listening.address() as AddressInfo;
    const response = await fetch(`http://localhost:${port}${path}`);
    return `${response.status} ${await response.text()}`;
  } finally {
    listening.close();
    listening.closeAllConnections();
    await once(listening, 'close');
  }
}

beforeEach(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const log = { warn: fail('log'), error: fail('log'), info() {}, debug() {}, verbose() {} };
  diag.setLogger(log, { suppressOverrideMessage: true });
});
afterEach(() => {
  for (const api of [context, diag, trace]) api.disable();
});

describe.each(Object.keys(sdks))('%s throws', (part) => {
  beforeEach(() => void trace.setGlobalTracerProvider(sdks[part]!));

  test('Fastify answers, also with the error of its handler', async () => {
    const instrumentation = new FastifyInstrumentation();
    let handle: RequestListener;
    const app = fastify({ serverFactory: (handler) => createServer((handle = handler)) });
    app.addHook('preHandler', async function check() {});
    app.get('/async', async () => 'answer');
    app.get('/sync', (_request, reply) => void reply.send('answer'));
    app.get('/fails', async () => Promise.reject(new Error('sold out')));
    await app.ready();
    try {
      expect(await ask(handle!, '/async')).toBe('200 answer');
      expect(await ask(handle!, '/sync')).toBe('200 answer');
      expect(await ask(handle!, '/fails')).toMatch(/^500 .*sold out/);
    } finally {
      await app.close();
      instrumentation.disable();
    }
  });

  test('Express answers, also with the error of its handler', async () => {
    const app = express();
    const instrumentation = instrumentExpress(app);
    app.set('env', 'test');
    app.use((_request, _response, next) => next());
    app.get('/answer', (_request, response) => void response.send('answer'));
    app.get('/fails', fail('sold out'));
    try {
      expect(await ask(app, '/answer')).toBe('200 answer');
      expect(await ask(app, '/fails')).toMatch(/^500 [^]*sold out/);
    } finally {
      instrumentation.disable();
    }
  });
});

test('a handler that cannot be looked into is added as without an instrumentation', async () => {
  const handler = new Proxy(
    (_request: unknown, response: { end(text: string): void }) => response.end('answer'),
    {
      get: (target, name) => (name === 'stack' ? fail('trap')() : Reflect.get(target, name)),
    },
  );
  const app = express();
  const instrumentation = instrumentExpress(app);
  app.use(handler);
  expect(await ask(app, '/')).toBe('200 answer');
  instrumentation.disable();
});

test('two copies of the package record an application of Fastify once', async () => {
  const names: string[] = [];
  trace.setGlobalTracerProvider({
    getTracer: () => ({
      startSpan: (name) => {
        names.push(name);
        return trace.wrapSpanContext(spanContext);
      },
      startActiveSpan: fail('start'),
    }),
  });
  const instrumentations = [new FastifyInstrumentation()];
  jest.isolateModules(() => {
    const copy = jest.requireActual<{ FastifyInstrumentation: typeof FastifyInstrumentation }>(
      '@otel-native/instrumentations/fastify',
    );
    expect(copy.FastifyInstrumentation).not.toBe(FastifyInstrumentation);
    instrumentations.push(new copy.FastifyInstrumentation());
  });
  let handle: RequestListener;
  const app = fastify({ serverFactory: (handler) => createServer((handle = handler)) });
  app.get('/', async function answer() {
    return 'answer';
  });
  await app.ready();
  expect(await ask(handle!, '/')).toBe('200 answer');
  expect(names).toEqual(['request', 'handler - answer']);
  await app.close();
  for (const one of instrumentations) one.disable();
});

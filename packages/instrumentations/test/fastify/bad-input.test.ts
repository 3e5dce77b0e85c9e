import { FastifyInstrumentation } from '@otel-native/instrumentations/fastify';
import fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import { Service } from '../express/service';

let service: Service;
let app: FastifyInstance;
let instrumentation: FastifyInstrumentation;
beforeEach(() => {
  instrumentation = new FastifyInstrumentation();
});
afterEach(async () => {
  instrumentation.disable();
  await service.stop();
  await app.close();
});

/** Serves an application within server spans. */
async function serve(
  addRoutes: (app: FastifyInstance) => void,
  options: FastifyServerOptions = {},
): Promise<void> {
  let handle: RequestListener;
  const serverFactory = (handler: RequestListener) => createServer((handle = handler));
  app = fastify({ ...options, serverFactory });
  addRoutes(app);
  await app.ready();
  service = await Service.start(handle!);
}

test('a handler answers twice: the second answer changes nothing', async () => {
  await serve((instance) => {
    instance.get('/send', function twice(_request, reply) {
      reply.send('answer');
      reply.send('again');
    });
    instance.get('/return', async function returns(_request, reply) {
      reply.send('answer');
      return 'again';
    });
  });
  expect(await service.get('/send')).toBe('200 answer');
  expect(await service.get('/return')).toBe('200 answer');
  const names = await service.names();
  expect(names).toEqual([
    'server',
    'request',
    'handler - twice',
    'server',
    'request',
    'handler - returns',
  ]);
  expect(service.span('server').attributes['http.route']).toBe('/send');
});

test('a hook calls back twice: Fastify runs what follows, and all spans end', async () => {
  await serve((instance) => {
    instance.addHook('onResponse', function twice(_request, _reply, done) {
      done();
      done();
    });
    instance.get('/a', async () => 'answer');
  });
  expect(await service.get('/a')).toBe('200 answer');
  expect(await service.names()).toContain('onResponse - twice');
});

test('a response that never ends: its spans end with the connection', async () => {
  const abort = new AbortController();
  await serve((instance) => {
    instance.get('/a', async function waits(request, reply) {
      abort.abort();
      await once(request.raw.socket, 'close');
      return reply;
    });
  });
  expect(await service.get('/a', { signal: abort.signal })).toBe('ABORT_ERR');
  expect(await service.names()).toEqual(['server', 'request', 'handler - waits']);
});

test('the reply is taken over and destroyed: its spans end', async () => {
  await serve((instance) => {
    instance.get('/a', function takes(_request, reply) {
      reply.hijack();
      reply.raw.destroy();
    });
  });
  expect(await service.get('/a')).toBe('ECONNRESET');
  expect(await service.names()).toEqual(['server', 'request', 'handler - takes']);
});

test('the URL is rewritten, and is no URL: the route is the one that ran', async () => {
  await serve(
    (instance) => {
      instance.get('/:id', async function show() {
        return 'answer';
      });
    },
    { rewriteUrl: ({ url }) => (url === '/a' ? '/rewritten' : '//%zz') },
  );
  expect(await service.get('/a')).toBe('200 answer');
  await service.names();
  expect(service.span('server').attributes['http.route']).toBe('/:id');
  expect(service.span('request').attributes).toMatchObject({ 'http.route': '/:id' });
  expect(await service.get('/b')).toMatch(/^40/);
  await service.names();
});

test.each([
  ['an object without a prototype', Object.create(null)],
  ['a text', 'text'],
  ['undefined', undefined],
  ['a symbol', Symbol('thrown')],
])('%s is thrown: the application answers as it does without a span', async (_what, thrown) => {
  const addRoutes = (instance: FastifyInstance) => {
    instance.setErrorHandler((_error, _request, reply) => reply.code(500).send('failed'));
    instance.get('/a', async function fails() {
      throw thrown;
    });
    instance.get('/hook', {
      preHandler: async () => {
        throw thrown;
      },
      handler: async () => 'answer',
    });
  };
  instrumentation.disable();
  await serve(addRoutes);
  const expected = [await service.get('/a'), await service.get('/hook')];
  expect(service.spans.map(({ name }) => name)).toEqual(['server', 'server']);
  await service.stop();
  await app.close();
  instrumentation.enable();
  await serve(addRoutes);
  expect([await service.get('/a'), await service.get('/hook')]).toEqual(expected);
  expect(await service.names()).toContain('handler - fails');
});

test('thousands of routes in many plugins: each request has the spans of its own', async () => {
  const kPlugins = 40;
  const kRoutes = 50;
  await serve((instance) => {
    for (let i = 0; i < kPlugins; i++)
      instance.register(
        async (child) => {
          child.addHook('onRequest', async function check() {});
          for (let j = 0; j < kRoutes; j++)
            child.get(`/${j}/:id`, async function show() {
              return `${i} ${j}`;
            });
        },
        { prefix: `/tenant-${i}` },
      );
  });
  for (const i of [0, 7, kPlugins - 1]) {
    service.spans.length = 0;
    expect(await service.get(`/tenant-${i}/49/x`)).toBe(`200 ${i} 49`);
    expect(await service.names()).toEqual([
      'server',
      'request',
      'onRequest - check',
      'handler - show',
    ]);
    expect(service.span('server').attributes['http.route']).toBe(`/tenant-${i}/49/:id`);
  }
}, 120_000);

import { instrumentExpress } from '@otel-native/instrumentations/express';
import type { Application, NextFunction, Request, Response, Router } from 'express';
import express5 from 'express';
import { once } from 'node:events';
import { Service } from './service';

type Express = typeof express5;
const express4 = jest.requireActual<Express>('express-4');
let service: Service;
let instrumentation: ReturnType<typeof instrumentExpress>;
afterEach(() => service.stop());

async function serve(express: Express, addLayers: (app: Application) => void): Promise<void> {
  const app = express();
  app.set('env', 'test');
  instrumentation = instrumentExpress(app);
  addLayers(app);
  service = await Service.start(app);
}

const answer = (_request: Request, response: Response) => void response.send('answer');

describe.each([
  ['Express 4', express4],
  ['Express 5', express5],
])('%s', (_name, express) => {
  test.each([undefined, 42, {}, '/changed?x=1'])(
    'originalUrl is %p: the span has the route if the URL has it',
    async (originalUrl) => {
      await serve(express, (app) => {
        app.use(function change(request: Request, _response: Response, next: NextFunction) {
          Object.assign(request, { originalUrl });
          next();
        });
        app.get('/a', answer);
        app.get('/:id', answer);
      });
      expect(await service.get('/a')).toBe('200 answer');
      expect(await service.get('/b')).toBe('200 answer');
      expect(await service.names()).toContain('request handler - /a');
      expect(service.span('request handler - /a').attributes).toEqual({
        'express.name': '/a',
        'express.type': 'request_handler',
      });
      expect(service.span('request handler - /:id').attributes).toMatchObject({
        'http.route': '/:id',
      });
    },
  );

  test('the URL is changed by middleware: the route is the one that ran', async () => {
    await serve(express, (app) => {
      app.use((request: Request, _response: Response, next: NextFunction) => {
        request.url = '/:rewritten';
        next();
      });
      app.get('/:id', answer);
    });
    expect(await service.get('/original')).toBe('200 answer');
    await service.names();
    expect(service.span('server').attributes['http.route']).toBe('/:id');
  });

  test('next is called twice: each layer has its spans, and all end', async () => {
    await serve(express, (app) => {
      app.use('/a', function twice(_request: Request, _response: Response, next: NextFunction) {
        next();
        next();
      });
      app.get('/a', (_request: Request, response: Response) => {
        if (!response.headersSent) response.send('answer');
      });
    });
    expect(await service.get('/a')).toBe('200 answer');
    expect(await service.names()).toEqual(
      expect.arrayContaining(['middleware - twice', 'request handler - /a']),
    );
    expect(service.span('server').attributes['http.route']).toBe('/a');
  });

  test('a handler answers twice: the error is in its span', async () => {
    await serve(express, (app) => {
      app.get('/a', (_request: Request, response: Response) => {
        response.send('answer');
        response.send('again');
      });
      app.use((_error: unknown, _request: Request, _response: Response, _next: NextFunction) => {});
    });
    expect(await service.get('/a')).toBe('200 answer');
    await service.names();
    expect(service.span('request handler - /a').status.message).toMatch(
      /headers after they are sent/,
    );
    expect(service.span('server').attributes['http.route']).toBe('/a');
  });

  test('a response that never ends: its spans end with the connection', async () => {
    const abort = new AbortController();
    await serve(express, (app) => {
      app.use(async function waits(request: Request, _response: Response, next: NextFunction) {
        abort.abort();
        await once(request.socket, 'close');
        await new Promise(setImmediate);
        next();
      });
      app.get('/a', function late(_request: Request, _response: Response) {});
    });
    expect(await service.get('/a', { signal: abort.signal })).toBe('ABORT_ERR');
    await service.until('the handler ran', () =>
      service.spans.some(({ name }) => name === 'request handler - /a'),
    );
    expect(await service.names()).toContain('middleware - waits');
  });

  test.each([
    ['an object without a prototype', Object.create(null), 'unknown error'],
    ['a text', 'text', 'text'],
    ['zero', 0, '0'],
  ])('%s is passed on as an error', async (_what, error: unknown, message) => {
    await serve(express, (app) => {
      app.get('/a', (_request: Request, _response: Response, next: NextFunction) => next(error));
      app.use(function fails(_request: Request, _response: Response, next: NextFunction) {
        next(error);
      });
      app.use((_error: unknown, _request: Request, response: Response, _next: NextFunction) => {
        response.status(500).send('failed');
      });
    });
    await service.get('/b');
    await service.names();
    expect(service.span('middleware - fails').status).toEqual({ code: 2, message });
  });

  test('a router that holds itself', async () => {
    await serve(express, (app) => {
      const router: Router = express.Router();
      router.use('/again', router);
      router.get('/end', answer);
      app.use('/a', router);
    });
    expect(await service.get('/a/again/again/end')).toBe('200 answer');
    await service.names();
    expect(service.span('server').attributes['http.route']).toBe('/a/again/again/end');
  });

  test('functions with more parameters than Express calls are not called', async () => {
    await serve(express, (app) => {
      const five = (_1: unknown, _2: unknown, _3: unknown, _4: unknown, _5: unknown) => {
        throw new Error('was called');
      };
      app.use(five as never);
      app.get('/a', answer);
    });
    expect(await service.get('/a')).toBe('200 answer');
  });

  test('the receiver, the result and the stack of layers are those of Express', async () => {
    const seen: unknown[] = [];
    const router: Router = express.Router();
    router.get('/b', answer);
    await serve(express, (app) => {
      app.use('/a', router);
      app.use(function (this: unknown, _request: Request, _response: Response, next: NextFunction) {
        'use strict';
        seen.push(this ?? null, next.length <= 1);
        next();
      });
      const layers = (app as { _router?: Router; router: Router })[
        express === express5 ? 'router' : '_router'
      ]!.stack as unknown as { name: string; handle: { stack?: unknown[]; name: string } }[];
      const layer = layers.find(({ name }) => name === 'router')!;
      expect(layer.handle.stack).toBe(router.stack);
      expect(layer.handle.name).toBe('router');
    });
    await service.get('/c');
    expect(seen).toEqual([null, true]);
  });

  test('thousands of routers are added by requests: each request has the spans of its own', async () => {
    const kRouters = 2_000;
    await serve(express, (app) => {
      app.get('/add', (_request: Request, response: Response) => {
        for (let i = 0; i < kRouters; i++) {
          const router: Router = express.Router();
          router.get('/show/:id', answer);
          app.use(`/tenant-${i}`, router);
        }
        response.send('added');
      });
    });
    expect(await service.get('/add')).toBe('200 added');
    for (const i of [0, 7, kRouters - 1]) {
      service.spans.length = 0;
      expect(await service.get(`/tenant-${i}/show/x`)).toBe('200 answer');
      const names = (await service.names()).filter((name) => !name.startsWith('middleware'));
      expect(names).toEqual([
        'server',
        'router - /show/:id',
        `request handler - /tenant-${i}/show/:id`,
      ]);
      expect(service.span('server').attributes['http.route']).toBe(`/tenant-${i}/show/:id`);
    }
  });

  test('a handler or a hook destroys the response: its spans end', async () => {
    await serve(express, (app) => {
      app.get('/a', function destroys(_request: Request, response: Response) {
        response.destroy();
      });
    });
    expect(await service.get('/a')).toBe('ECONNRESET');
    expect(await service.names()).toContain('request handler - /a');
    instrumentation.setConfig({
      requestHook: (_span, { request }) => void (request as Request).res!.destroy(),
    });
    service.spans.length = 0;
    expect(await service.get('/a')).toBe('ECONNRESET');
    expect(await service.names()).toContain('request handler - /a');
  });
});

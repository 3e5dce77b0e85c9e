/**
 * Requests through Fastify, Express and NestJS, many at once, each in a context of its own that it must see in every
 * handler and after every wait. Prints the mismatches of each as JSON.
 */
import 'reflect-metadata';
import { createContextKey, ROOT_CONTEXT } from '@opentelemetry/api';
import { NativeContextManager } from '@otel-native/context-native';
import { Controller, Get, Injectable, Module, Req } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import express from 'express';
import fastify from 'fastify';
import http from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

const kRequests = 40;
const key = createContextKey('request');
const manager = new NativeContextManager().enable();
const seen = { right: 0, wrong: [] };

/** Compares the active context with the request that is being answered. */
function check(place, url) {
  const active = manager.active().getValue(key);
  if (active === url) seen.right++;
  else seen.wrong.push(`${place} of ${url}: ${active}`);
}

/** As an HTTP instrumentation does: each request is handled in a context of its own. */
const emit = http.Server.prototype.emit;
http.Server.prototype.emit = function (event, ...args) {
  if (event !== 'request') return emit.call(this, event, ...args);
  const [request, response] = args;
  const context = ROOT_CONTEXT.setValue(key, request.url);
  return manager.with(context, () => {
    manager.bind(context, request);
    manager.bind(context, response).on('finish', () => check('finish', request.url));
    return emit.call(this, event, ...args);
  });
};

async function answer(url) {
  check('handler', url);
  await delay(Math.random() * 5);
  check('after a wait', url);
  return { url };
}

async function ask(name, port) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
  const one = (i) =>
    new Promise((resolve, reject) => {
      const path = `/${name}?${i}`;
      http
        .get({ port, path, agent }, (response) => {
          response.resume().on('end', resolve);
        })
        .on('error', reject);
    });
  await Promise.all(Array.from({ length: kRequests }, (_, i) => one(i)));
  agent.destroy();
}

async function withExpress() {
  const app = express();
  app.use((request, _response, next) =>
    setImmediate(() => (check('middleware', request.url), next())),
  );
  app.get('/express', async (request, response) => response.json(await answer(request.url)));
  const server = app.listen(0);
  await ask('express', server.address().port);
  server.close();
}

async function withFastify() {
  const app = fastify();
  app.addHook('preHandler', async (request) => check('hook', request.url));
  app.get('/fastify', (request) => answer(request.url));
  await app.listen({ port: 0 });
  await ask('fastify', app.server.address().port);
  await app.close();
}

async function withNest() {
  class Answers {
    answer(url) {
      return answer(url);
    }
  }
  decorate(Answers, [Injectable()]);
  class Questions {
    constructor(answers) {
      this.answers = answers;
    }
    ask(request) {
      return this.answers.answer(request.url);
    }
  }
  Reflect.defineMetadata('design:paramtypes', [Answers], Questions);
  Req()(Questions.prototype, 'ask', 0);
  Get('nest')(
    Questions.prototype,
    'ask',
    Object.getOwnPropertyDescriptor(Questions.prototype, 'ask'),
  );
  decorate(Questions, [Controller()]);
  class App {}
  decorate(App, [Module({ controllers: [Questions], providers: [Answers] })]);
  const app = await NestFactory.create(App, { logger: false });
  await app.listen(0);
  await ask('nest', app.getHttpServer().address().port);
  await app.close();
}

/** What the compiler makes of decorators. */
function decorate(target, decorators) {
  for (const decorator of decorators) decorator(target);
}

await withExpress();
await withFastify();
await withNest();
console.log(JSON.stringify({ mode: manager.mode, ...seen }));

/** Our instrumentations, and nothing that they record. */
import { ExpressInstrumentation } from '@otel-native/instrumentations/express';
import { FastifyInstrumentation } from '@otel-native/instrumentations/fastify';
import { HttpInstrumentation } from '@otel-native/instrumentations/http';
import { UndiciInstrumentation } from '@otel-native/instrumentations/undici';

import { startFloor } from './start-floor.mjs';

/** @type {import('../driver.ts').StartServiceDriver} */
export const startDriver = () =>
  startFloor([
    new HttpInstrumentation(),
    new UndiciInstrumentation(),
    new ExpressInstrumentation(),
    new FastifyInstrumentation(),
  ]);

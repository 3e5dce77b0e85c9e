import { context, trace } from '@opentelemetry/api';
import type * as Express from 'express';
import { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { Socket } from 'node:net';

const kLayers = 20;
const kUrl = '/users/17';

/**
 * Makes a router of Express whose layers pass each request on, and returns a function that takes requests through so many
 * layers. Express is loaded here, after the instrumentations. Nothing is sent: the layers are all that is measured.
 */
export function makeLayers(): (count: number) => void {
  const express = createRequire(import.meta.url)('express') as typeof Express;
  const router = express.Router();
  let passed = 0;
  for (let layer = 0; layer < kLayers; layer++) {
    router.use((_request, _response, next) => {
      passed += 1;
      next();
    });
  }
  const socket = new Socket();
  const passOne = () => {
    const request = Object.assign(new IncomingMessage(socket), { method: 'GET', url: kUrl });
    router(request as never, new ServerResponse(request) as never, () => {});
  };
  // Layers are recorded in a span only: that of the server.
  const inServerSpan = trace.setSpan(
    context.active(),
    trace.getTracer('server').startSpan('GET /users'),
  );
  return (count) => {
    passed = 0;
    for (let begun = 0; begun < count; begun += kLayers) context.with(inServerSpan, passOne);
    if (passed < count) throw new Error(`a request passed ${passed} of ${count} layers`);
  };
}

// An Express service that asks a backend, and a client of it; everything that can be instrumented is.
import assert from 'node:assert/strict';
import dns from 'node:dns/promises';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import http from 'node:http';
import { text } from 'node:stream/consumers';

import { SpanStatusCode, trace } from '@opentelemetry/api';
import express from 'express';

const tracer = trace.getTracer('express-service');

function get(port, path, headers = {}) {
  return new Promise((resolve, reject) => {
    // No keep-alive: a connection each, so that two runs have the same number of them.
    http.get({ host: '127.0.0.1', port, path, headers, agent: false }, resolve).on('error', reject);
  });
}

async function listen(handler) {
  const server = http.createServer(handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const backend = await listen((_request, response) => response.end('42 items'));

const app = express();
app.use(function count(_request, response, next) {
  response.setHeader('x-count', '1');
  next();
});
const shop = express.Router();
shop.get('/items/:id', async (request, response) => {
  const stock = await text(await get(backend.address().port, `/stock/${request.params.id}`));
  tracer.startActiveSpan('render', (span) => {
    span.setAttribute('stock', stock).addEvent('rendered', { bytes: stock.length });
    response.send(stock);
    span.end();
  });
});
shop.get('/broken', () => {
  throw new Error('out of order');
});
app.use('/shop', shop);
app.use((error, _request, response, _next) => {
  trace.getActiveSpan()?.recordException(error);
  trace.getActiveSpan()?.setStatus({ code: SpanStatusCode.ERROR, message: error.message });
  response.status(500).send(error.message);
});
const service = await listen(app);
const { port } = service.address();

await tracer.startActiveSpan('session', async (span) => {
  assert.equal(await text(await get(port, '/shop/items/7?color=red')), '42 items');
  assert.equal(await (await fetch(`http://127.0.0.1:${port}/shop/items/8`)).text(), '42 items');
  assert.equal((await get(port, '/shop/broken')).resume().statusCode, 500);
  assert.equal((await get(port, '/nowhere')).resume().statusCode, 404);
  await dns.lookup('localhost', { family: 4 });
  await fs.readFile(new URL('../package.json', import.meta.url), 'utf8');
  span.end();
});

// Asked from outside: a remote parent, with state, and one that is not sampled.
const traceId = '0af7651916cd43dd8448eb211c80319c';
for (const flags of ['01', '00']) {
  const traceparent = `00-${traceId}-b7ad6b7169203331-${flags}`;
  (await get(port, '/nowhere', { traceparent, tracestate: 'vendor=1' })).resume();
}

for (const server of [service, backend]) {
  server.close();
  server.closeAllConnections();
}

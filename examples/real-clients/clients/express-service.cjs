// A smaller service in CommonJS, which a preload instruments without more.
const assert = require('node:assert/strict');
const dns = require('node:dns/promises');
const { once } = require('node:events');
const http = require('node:http');
const { text } = require('node:stream/consumers');

const { trace } = require('@opentelemetry/api');
const express = require('express');

const app = express();
app.get('/items/:id', (request, response) => {
  trace.getActiveSpan()?.addEvent('looked up', { id: request.params.id });
  response.send(`item ${request.params.id}`);
});

function get(port, path, headers = {}) {
  return new Promise((resolve, reject) => {
    http.get({ host: '127.0.0.1', port, path, headers, agent: false }, resolve).on('error', reject);
  });
}

async function main() {
  const server = http.createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await trace.getTracer('express-service').startActiveSpan('session', async (span) => {
    assert.equal(await text(await get(port, '/items/7')), 'item 7');
    assert.equal(await (await fetch(`http://127.0.0.1:${port}/items/8`)).text(), 'item 8');
    assert.equal((await get(port, '/nowhere')).resume().statusCode, 404);
    await dns.lookup('localhost', { family: 4 });
    span.end();
  });
  server.close();
  server.closeAllConnections();
}

main();

// An Express service that asks itself with `fetch`, and is asked once; CommonJS. Nothing instruments it but the preload.
const http = require('node:http');
const { text } = require('node:stream/consumers');

const express = require('express');

const app = express();
app.get('/items/:id', (request, response) => response.send(request.params.id));
app.get('/orders/:id', async (request, response) => {
  const item = await fetch(`${urlOf(server)}/items/${request.params.id}`);
  response.send(await item.text());
});
const server = http.createServer(app).listen(0, '127.0.0.1', () => {
  http.get(`${urlOf(server)}/orders/7`, { agent: false }, async (response) => {
    if ((await text(response)) !== '7') throw new Error('the service gave a wrong answer');
    server.close();
    server.closeIdleConnections();
  });
});

function urlOf(one) {
  return `http://127.0.0.1:${one.address().port}`;
}

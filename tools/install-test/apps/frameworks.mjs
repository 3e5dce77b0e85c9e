// An Express service that asks itself with `fetch`, and is asked once. Nothing instruments it but the preload.
import { once } from 'node:events';
import http from 'node:http';
import { text } from 'node:stream/consumers';

import express from 'express';

const app = express();
app.get('/items/:id', (request, response) => response.send(request.params.id));
app.get('/orders/:id', async (request, response) => {
  const item = await fetch(`${url}/items/${request.params.id}`);
  response.send(await item.text());
});
const server = http.createServer(app).listen(0, '127.0.0.1');
await once(server, 'listening');
const url = `http://127.0.0.1:${server.address().port}`;

const [response] = await once(http.get(`${url}/orders/7`, { agent: false }), 'response');
if ((await text(response)) !== '7') throw new Error('the service gave a wrong answer');
server.close();
server.closeIdleConnections();

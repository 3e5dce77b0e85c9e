// Serves a request with Express and one with Fastify, each asked for by fetch.
import express from 'express';
import fastify from 'fastify';
import { once } from 'node:events';

const app = express();
app.use(function first(_request, _response, next) {
  next();
});
app.get('/express/:id', (_request, response) => response.send('express'));
const server = app.listen(0, '127.0.0.1');
await once(server, 'listening');

const other = fastify();
other.get('/fastify/:id', async function show() {
  return 'fastify';
});
await other.listen({ port: 0, host: '127.0.0.1' });

await (await fetch(`http://127.0.0.1:${server.address().port}/express/7`)).text();
await (await fetch(`http://127.0.0.1:${other.server.address().port}/fastify/7`)).text();
server.closeAllConnections();
server.close();
await other.close();

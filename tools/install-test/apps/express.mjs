// An Express service that is asked once; ES module.
import { once } from 'node:events';
import http from 'node:http';
import { text } from 'node:stream/consumers';

import express from 'express';

const app = express();
app.get('/items/:id', (request, response) => response.send(request.params.id));
const server = http.createServer(app).listen(0, '127.0.0.1');
await once(server, 'listening');

const url = `http://127.0.0.1:${server.address().port}/items/7`;
const [response] = await once(http.get(url, { agent: false }), 'response');
if ((await text(response)) !== '7') throw new Error('the service gave a wrong answer');
server.close();

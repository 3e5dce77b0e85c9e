// An Express service that is asked once; CommonJS.
const http = require('node:http');
const { text } = require('node:stream/consumers');

const express = require('express');

const app = express();
app.get('/items/:id', (request, response) => response.send(request.params.id));
const server = http.createServer(app).listen(0, '127.0.0.1', () => {
  const url = `http://127.0.0.1:${server.address().port}/items/7`;
  http.get(url, { agent: false }, async (response) => {
    if ((await text(response)) !== '7') throw new Error('the service gave a wrong answer');
    server.close();
  });
});

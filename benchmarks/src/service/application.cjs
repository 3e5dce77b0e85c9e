/**
 * The service under test: an Express application whose every request asks another service. CommonJS and JavaScript, as
 * most services are when they run: no module hook and no type stripper takes memory here. `UPSTREAM_URL` is who it asks;
 * tells its port over the channel to its parent.
 */
const express = require('express');

const upstreamUrl = process.env['UPSTREAM_URL'];

/** Longer than any pause between two phases: connections stay as they are. */
const keepAliveMs = 120_000;

const app = express();
app.disable('x-powered-by');

app.use(function readTenant(request, response, next) {
  response.locals['tenant'] = request.get('x-tenant') ?? 'public';
  next();
});

const orders = express.Router();
orders.get('/:id', async (request, response) => {
  const { id } = request.params;
  const stock = await fetch(`${upstreamUrl}/stock/${id}`);
  response.json({ id, tenant: response.locals['tenant'], stock: await stock.json() });
});
app.use('/orders', orders);

const server = app.listen(0, '127.0.0.1', () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  process.send?.({ listening: port });
});
server.keepAliveTimeout = keepAliveMs;

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { placeOrder } from './orders.ts';

const logger = pino();

/** `POST /orders?item=apple&count=3` */
const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const item = searchParams.get('item') ?? '';
  const forRequest = logger.child({ item });
  if (request.method !== 'POST' || pathname !== '/orders') {
    forRequest.warn({ pathname }, 'unknown path');
    response.writeHead(404).end();
    return;
  }
  try {
    placeOrder(forRequest, item, Number(searchParams.get('count') ?? 1));
    response.writeHead(201).end();
  } catch (error) {
    forRequest.error(error, 'order refused');
    response.writeHead(409).end();
  }
});

server.listen(Number(process.env['PORT'] ?? 0), '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  logger.info({ url: `http://127.0.0.1:${port}` }, 'listening');
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that Next.js does not make, in its process. */
const server = createServer((_request, response) => response.end('beside')).listen(0, '127.0.0.1');
server.once('listening', () => {
  console.log(`Beside: http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

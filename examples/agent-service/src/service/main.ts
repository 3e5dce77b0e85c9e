import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createApp } from './app.ts';

const modelUrl = process.env['MODEL_URL'] ?? 'http://127.0.0.1:8080/v1/chat/completions';
const port = Number(process.env['PORT'] ?? 0);

const server = createServer(createApp(new URL(modelUrl)));
server.listen(port, '127.0.0.1');
await once(server, 'listening');

const address = server.address() as AddressInfo;
const url = `http://127.0.0.1:${address.port}`;
console.log(JSON.stringify({ url }));

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close();
    server.closeIdleConnections();
  });
}

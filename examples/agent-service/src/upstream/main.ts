/** A model provider for the demo: a chat-completions API with streaming and tool calls, and canned answers. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

import { completionChunks, type CompletionRequest } from './completion-chunks.ts';

const firstChunkDelayMs = 4;
const chunkDelayMs = 1;

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    console.error(error);
    response.destroy();
  });
});
server.listen(Number(process.env['PORT'] ?? 0), '127.0.0.1');
await once(server, 'listening');

const { port } = server.address() as AddressInfo;
console.log(JSON.stringify({ url: `http://127.0.0.1:${port}/v1/chat/completions` }));

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close();
    server.closeAllConnections();
  });
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST' || request.url !== '/v1/chat/completions') {
    response.writeHead(404).end();
    return;
  }
  const chunks = completionChunks((await json(request)) as CompletionRequest);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  await sleep(firstChunkDelayMs);
  for (const chunk of chunks) {
    response.write(`data: ${JSON.stringify(chunk)}\n\n`);
    await sleep(chunkDelayMs);
  }
  response.end('data: [DONE]\n\n');
}

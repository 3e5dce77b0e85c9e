/**
 * The receiver, a process of its own: takes OTLP/HTTP protobuf at `POST /v1/traces` and counts spans.
 * `GET /count` answers what it has seen so far. Prints its base URL once it listens.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { countSpans } from './count-spans.ts';
import type { ReceiverCounts } from './client.ts';

const counts: ReceiverCounts = { spans: 0, requests: 0, bytes: 0, refused: 0 };

const server = createServer((request, response) => {
  if (request.method === 'GET' && request.url === '/count')
    return reply(response, 200, JSON.stringify(counts));
  if (request.method !== 'POST' || request.url !== '/v1/traces') return reply(response, 404);
  receive(request, (body) => reply(response, take(body)));
});

server.listen(0, '127.0.0.1', () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`http://${address}:${port}`);
});
// The one who started the receiver holds the other end: when it goes, so does the receiver.
process.stdin.on('end', () => process.exit(0)).resume();

function take(body: Buffer): number {
  try {
    counts.spans += countSpans(body);
    counts.requests += 1;
    counts.bytes += body.length;
    return 200;
  } catch {
    counts.refused += 1;
    return 400;
  }
}

function receive(request: IncomingMessage, done: (body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => done(Buffer.concat(chunks)));
}

/** An empty body is a valid, empty `ExportTraceServiceResponse`. */
function reply(response: ServerResponse, status: number, json = ''): void {
  const type = json === '' ? 'application/x-protobuf' : 'application/json';
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(json) });
  response.end(json);
}

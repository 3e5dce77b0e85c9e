/**
 * The receiver, a process of its own: takes spans as OTLP/HTTP protobuf at `POST /v1/traces`, and in the protocols of
 * agents that speak another (`routes.ts`), and counts them; and data points at `POST /v1/metrics`, log records at
 * `POST /v1/logs`. `GET /count` answers what it has seen so far. Prints its base
 * URL once it listens; HTTPS works on the same port. Two arguments name other files for its certificate and key.
 */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { gunzipSync, inflateSync } from 'node:zlib';

import type { ReceiverCounts } from './client.ts';
import { countLogs } from './count-logs.ts';
import { countPoints } from './count-points.ts';
import { eitherProtocol } from './either-protocol.ts';
import {
  answers,
  countOfNewRelic,
  newRelicAnswer,
  newRelicMethod,
  questions,
  spanRoutes,
} from './routes.ts';

const counts: ReceiverCounts = {
  spans: 0,
  logRecords: 0,
  points: 0,
  lastMeasurements: 0,
  requests: 0,
  bytes: 0,
  refused: 0,
};

const ownFile = (name: string) => new URL(`tls/server-${name}.pem`, import.meta.url);
const [certFile = ownFile('cert'), keyFile = ownFile('key')] = process.argv.slice(2);
const port = eitherProtocol(
  createServer(handle),
  createSecureServer({ cert: readFileSync(certFile), key: readFileSync(keyFile) }, handle),
);

port.listen(0, '127.0.0.1', () => {
  console.log(`http://${listeningOn()}`);
});
// The one who started the receiver holds the other end: when it goes, so does the receiver.
process.stdin.on('end', () => process.exit(0)).resume();

function listeningOn(): string {
  const { address, port: number } = port.address() as AddressInfo;
  return `${address}:${number}`;
}

function handle(request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://receiver');
  const method = newRelicMethod(url);
  const count = spanRoutes[url.pathname];
  if (url.pathname === '/count') return reply(response, 200, JSON.stringify(counts));
  receive(request, (body) => {
    if (method !== undefined) {
      const status = take(request, body, (decoded) => countOfNewRelic(method, decoded));
      return reply(response, status, newRelicAnswer(method, listeningOn()));
    }
    if (url.pathname === '/v1/metrics') {
      return reply(response, take(request, body, takeMetrics));
    }
    if (url.pathname === '/v1/logs') {
      return reply(response, take(request, body, takeLogs));
    }
    if (count !== undefined && request.method !== 'GET') {
      return reply(response, take(request, body, count), answers[url.pathname]);
    }
    const answer = questions[url.pathname];
    reply(response, answer === undefined ? 404 : 200, answer);
  });
}

/** Counts points; spans there are none. */
function takeMetrics(body: Uint8Array): number {
  const { points, measurements } = countPoints(body);
  counts.points += points;
  counts.lastMeasurements = measurements;
  return 0;
}

/** Counts log records; spans there are none. */
function takeLogs(body: Uint8Array): number {
  counts.logRecords += countLogs(body);
  return 0;
}

function take(request: IncomingMessage, body: Buffer, count: (body: Uint8Array) => number): number {
  try {
    counts.spans += count(decode(body, request.headers['content-encoding']));
    counts.requests += 1;
    counts.bytes += body.length;
    return 200;
  } catch {
    counts.refused += 1;
    return 400;
  }
}

function decode(body: Buffer, encoding: string | undefined): Buffer {
  if (encoding === 'gzip') return gunzipSync(body);
  return encoding === 'deflate' ? inflateSync(body) : body;
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

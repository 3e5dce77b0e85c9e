import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import {
  createServer as createHttp2Server,
  type Http2Server,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { DeliveredSignal, DeliveryArrivals } from './arrivals.ts';
import type { Transport } from './set-ups.ts';

/** A receiver that accepts everything. */
export interface DeliveryReceiver {
  readonly endpoint: string;
  stop(): Promise<void>;
}

const kTlsFolder = new URL('../../../../packages/sdk/test/support/tls/', import.meta.url);
/** Signs itself, for 127.0.0.1. */
export const kCertificateFile = fileURLToPath(new URL('server-cert.pem', kTlsFolder));
const kKeyFile = fileURLToPath(new URL('server-key.pem', kTlsFolder));

/** Before each gRPC message: a byte that says whether it is compressed, and its length in four bytes. */
const kGrpcPrefixBytes = 5;

export function startReceiver(
  { protocol, isTls }: Transport,
  arrivals: DeliveryArrivals,
): Promise<DeliveryReceiver> {
  return protocol === 'grpc' ? startGrpc(arrivals) : startHttp(isTls, arrivals);
}

async function startHttp(isTls: boolean, arrivals: DeliveryArrivals): Promise<DeliveryReceiver> {
  const listener = (request: IncomingMessage, response: ServerResponse) =>
    void answer(request, response, arrivals).catch(() => response.destroy());
  const files = { cert: kCertificateFile, key: kKeyFile };
  const server: Server = isTls
    ? createTlsServer({ cert: readFileSync(files.cert), key: readFileSync(files.key) }, listener)
    : createServer(listener);
  return {
    endpoint: `${isTls ? 'https' : 'http'}://127.0.0.1:${await listen(server)}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  arrivals: DeliveryArrivals,
): Promise<void> {
  const sent = await buffer(request);
  const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
  const isJson = request.headers['content-type']?.startsWith('application/json') === true;
  if (isJson) arrivals.keepJson(body);
  else arrivals.keepProtobuf(signalOf(request.url), body);
  const type = isJson ? 'application/json' : 'application/x-protobuf';
  response.writeHead(200, { 'content-type': type }).end(isJson ? '{}' : '');
}

/** @param path of OTLP over HTTP, or with the name of a gRPC service */
function signalOf(path = ''): DeliveredSignal {
  if (/metrics/i.test(path)) return 'metrics';
  return /logs/i.test(path) ? 'logs' : 'traces';
}

async function startGrpc(arrivals: DeliveryArrivals): Promise<DeliveryReceiver> {
  const server = createHttp2Server();
  const sessions = new Set<ServerHttp2Session>();
  server.on('session', (session) => {
    sessions.add(session);
    session.on('close', () => sessions.delete(session));
  });
  server.on('stream', (stream, headers) => {
    // A client that ends in the middle.
    stream.on('error', () => undefined);
    void buffer(stream).then(
      (body) => {
        const message = body.subarray(kGrpcPrefixBytes);
        arrivals.keepProtobuf(signalOf(headers[':path']), message);
        acceptGrpc(stream);
      },
      () => stream.destroy(),
    );
  });
  return {
    endpoint: `http://127.0.0.1:${await listen(server)}`,
    async stop() {
      for (const session of sessions) session.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** An empty answer is a full success. */
function acceptGrpc(stream: ServerHttp2Stream): void {
  if (stream.destroyed) return;
  stream.respond(
    { ':status': 200, 'content-type': 'application/grpc+proto' },
    { waitForTrailers: true },
  );
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  stream.end(Buffer.alloc(kGrpcPrefixBytes));
}

async function listen(server: Server | Http2Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type RequestListener,
  type Server,
} from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { ExportTraceServiceRequest } from 'otlp-receiver/message-types';

/** One OTLP request as it was received. */
export interface ReceivedRequest {
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface ReceivedSpan {
  name: string;
  scope: string;
  resource: Record<string, unknown>;
  attributes: Record<string, unknown>;
  traceId: string;
  spanId: string;
  parentSpanId: string;
}

/** The part of the OTLP messages that tests use; the generated decoder has no types. */
interface TraceRequest {
  resourceSpans: {
    resource: { attributes: KeyValue[] };
    scopeSpans: { scope: { name: string }; spans: OtlpSpan[] }[];
  }[];
}

interface OtlpSpan {
  name: string;
  attributes: KeyValue[];
  traceId: Uint8Array;
  spanId: Uint8Array;
  parentSpanId: Uint8Array;
}

interface KeyValue {
  key: string;
  value: Record<string, unknown>;
}

/** An answer of the receiver. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: Uint8Array;
  /** Closes the connection in the middle of the answer, or never answers. */
  instead?: 'break off' | 'hang';
}

/** A receiver of OTLP/HTTP on a free port. Returns the prepared `answers` first, then accepts everything. */
export class Receiver {
  /** With decompressed bodies. */
  readonly requests: ReceivedRequest[] = [];
  readonly answers: Answer[] = [];
  readonly #server: Server;
  readonly #scheme: string;

  private constructor(tls: ServerOptions | undefined) {
    const listener: RequestListener = (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { url = '', headers } = request;
        const bytes = Buffer.concat(chunks);
        const body = headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
        this.requests.push({ path: url, headers, body });
        const { status, body: answer, ...rest } = this.answers.shift() ?? { status: 200 };
        if (rest.instead === 'hang') return;
        if (rest.instead === 'break off') {
          response.writeHead(status, { 'content-length': 10 }).write('half');
          setImmediate(() => response.destroy());
          return;
        }
        const type = { 'content-type': 'application/x-protobuf' };
        response.writeHead(status, { ...type, ...rest.headers }).end(answer);
      });
    };
    this.#scheme = tls === undefined ? 'http' : 'https';
    this.#server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  }

  static async start(tls?: ServerOptions): Promise<Receiver> {
    const receiver = new Receiver(tls);
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  get endpoint(): string {
    return `${this.#scheme}://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Returns the spans of all protobuf requests so far, ignoring those of metrics. */
  spans(): ReceivedSpan[] {
    return this.requests
      .filter(({ path }) => path !== '/v1/metrics' && path !== '/v1/logs')
      .flatMap(({ body }) => decodeSpans(body));
  }

  names(): string[] {
    return this.spans()
      .map(({ name }) => name)
      .sort();
  }

  /** Resolves when a request for this path has arrived. */
  async arrived(path: string): Promise<void> {
    while (!this.requests.some((request) => request.path === path)) await nextTurn();
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** Decodes one `ExportTraceServiceRequest` completely. */
export function decodeRequest(bytes: Uint8Array): TraceRequest {
  return ExportTraceServiceRequest.toObject(ExportTraceServiceRequest.decode(bytes), {
    longs: String,
    bytes: Buffer,
    defaults: true,
  }) as TraceRequest;
}

/** Decodes the spans of one `ExportTraceServiceRequest`. */
export function decodeSpans(bytes: Uint8Array): ReceivedSpan[] {
  const message = decodeRequest(bytes);
  return message.resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ scope, spans }) =>
      spans.map((span) => ({
        name: span.name,
        scope: scope.name,
        resource: plain(resource.attributes),
        attributes: plain(span.attributes),
        traceId: hex(span.traceId),
        spanId: hex(span.spanId),
        parentSpanId: hex(span.parentSpanId),
      })),
    ),
  );
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function plain(attributes: KeyValue[]): Record<string, unknown> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, Object.values(value).find((one) => one !== null)]),
  );
}

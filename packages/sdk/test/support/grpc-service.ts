import { once } from 'node:events';
import { createServer, type Http2Server, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { decodeSpans, type ReceivedSpan } from './receiver';

/** The prefix of each gRPC message: a byte for its compression, and its length in four bytes. */
const kPrefixBytes = 5;

/** An OTLP/gRPC trace service without TLS on a free port, which always returns the same answer. */
export class GrpcService {
  readonly spans: ReceivedSpan[] = [];
  readonly paths: string[] = [];
  readonly #server: Http2Server;

  private constructor(answer: Buffer) {
    this.#server = createServer();
    this.#server.on('stream', (stream, headers) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        this.paths.push(headers[':path'] ?? '');
        this.spans.push(...decodeSpans(Buffer.concat(chunks).subarray(kPrefixBytes)));
        respond(stream, answer);
      });
    });
  }

  /** `answer` is an encoded `ExportTraceServiceResponse`. */
  static async start(answer: Buffer): Promise<GrpcService> {
    const service = new GrpcService(answer);
    service.#server.listen(0, '127.0.0.1');
    await once(service.#server, 'listening');
    return service;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.close();
    await once(this.#server, 'close');
  }
}

function respond(stream: ServerHttp2Stream, answer: Buffer): void {
  const prefix = Buffer.alloc(kPrefixBytes);
  prefix.writeUInt32BE(answer.length, 1);
  stream.respond(
    { ':status': 200, 'content-type': 'application/grpc+proto' },
    { waitForTrailers: true },
  );
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  stream.end(Buffer.concat([prefix, answer]));
}

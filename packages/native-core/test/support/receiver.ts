import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeSpans, type DecodedSpan } from './decode-otlp';

/** A receiver of OTLP/HTTP on a free port that accepts everything, or answers nothing at all. */
export class Receiver {
  readonly bodies: Buffer[] = [];
  readonly #server: Server;
  #waiting: { count: number; resolve: () => void } | undefined;

  private constructor(answers: boolean) {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (!answers) return;
        this.bodies.push(Buffer.concat(chunks));
        response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
        this.#checkWaiting();
      });
    });
  }

  static async start({ answers = true } = {}): Promise<Receiver> {
    const receiver = new Receiver(answers);
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  spans(): DecodedSpan[] {
    return this.bodies.flatMap((body) => decodeSpans(body));
  }

  /** How many spans of each name came. */
  counts(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { name } of this.spans()) counts[name] = (counts[name] ?? 0) + 1;
    return counts;
  }

  /** Resolves once so many spans are there. */
  arrived(count: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting = { count, resolve };
    this.#checkWaiting();
    return promise;
  }

  #checkWaiting(): void {
    if (this.#waiting !== undefined && this.spans().length >= this.#waiting.count) {
      this.#waiting.resolve();
    }
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

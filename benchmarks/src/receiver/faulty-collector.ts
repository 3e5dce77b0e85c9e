import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { countSpans } from './count-spans.ts';

/** What is wrong with the Collector for a while. `down`: nobody listens. `slow`: each answer takes {@link slowAnswerMs}. */
export const faults = ['down', 'slow', '429', '503'] as const;
export type Fault = (typeof faults)[number];

/** Below the exporters' timeout of 10 s. */
export const slowAnswerMs = 2_000;

export interface FaultyCollectorOptions {
  readonly fault: Fault;
  /** Milliseconds from its first request until the fault begins. */
  readonly healthyMs: number;
  /** How long the fault lasts. */
  readonly faultMs: number;
}

/**
 * A Collector that works, then has a fault, then works again at the same address: OTLP/HTTP protobuf, spans counted when
 * they are accepted. It runs in the process of the one who measures, which has nothing else to do meanwhile.
 */
export class FaultyCollector {
  readonly #options: FaultyCollectorOptions;
  #server: Server | undefined;
  #port = 0;
  #faulty = false;
  readonly #timers: NodeJS.Timeout[] = [];
  /** Spans accepted. */
  spans = 0;
  /** Requests refused with a status, or not answered before they were given up. */
  refused = 0;

  constructor(options: FaultyCollectorOptions) {
    this.#options = options;
  }

  /** Base URL; listens from now on. */
  async start(): Promise<string> {
    await this.#listen();
    return `http://127.0.0.1:${this.#port}`;
  }

  async stop(): Promise<void> {
    this.#timers.forEach(clearTimeout);
    await this.#close();
  }

  async #listen(): Promise<void> {
    this.#server = createServer((request, response) => this.#receive(request, response));
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async #close(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  #receive(request: IncomingMessage, response: ServerResponse): void {
    if (this.#timers.length === 0) this.#scheduleFault();
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => this.#answer(Buffer.concat(chunks), response));
  }

  #scheduleFault(): void {
    const { fault, healthyMs, faultMs } = this.#options;
    this.#timers.push(
      setTimeout(() => {
        this.#faulty = true;
        if (fault === 'down') void this.#close();
      }, healthyMs),
      setTimeout(() => {
        this.#faulty = false;
        if (fault === 'down') void this.#listen();
      }, healthyMs + faultMs),
    );
  }

  #answer(body: Buffer, response: ServerResponse): void {
    const { fault } = this.#options;
    if (this.#faulty && (fault === '429' || fault === '503')) {
      this.refused += 1;
      return reply(response, Number(fault));
    }
    const accept = () => {
      if (response.destroyed) {
        this.refused += 1;
        return;
      }
      this.spans += countSpans(body);
      reply(response, 200);
    };
    if (this.#faulty && fault === 'slow') setTimeout(accept, slowAnswerMs);
    else accept();
  }
}

/** An empty body is a valid, empty `ExportTraceServiceResponse`. */
function reply(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'application/x-protobuf', 'content-length': 0 });
  response.end();
}

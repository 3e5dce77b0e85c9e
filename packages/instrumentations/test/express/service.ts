import { context, ROOT_CONTEXT, SpanKind, trace, type Span } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { setRPCMetadata, RPCType } from '@opentelemetry/core';
import { TracerProvider, type SpanProcessor } from '@opentelemetry/sdk-trace';
import { once } from 'node:events';
import {
  createServer,
  request,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

/** Longer than a busy machine takes, and shorter than the limit of a test. */
const kPatienceMillis = 60_000;

/** Spans in the order of their starts. */
interface SeenSpan extends Span {
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly status: { code: number; message?: string };
  readonly events: readonly { attributes: Readonly<Record<string, unknown>> }[];
  readonly ended: boolean;
}

/** The official SDK, and a server whose requests have a span each. */
export class Service {
  readonly spans: SeenSpan[] = [];
  readonly provider = new TracerProvider({ spanProcessors: [this.#processor()] });
  readonly #tracer = this.provider.getTracer('test');
  readonly #server: Server;

  private constructor(handler: RequestListener) {
    this.#server = createServer((incoming, response) => {
      const span = this.#tracer.startSpan('server', { kind: SpanKind.SERVER, root: true });
      const metadata: { type: RPCType.HTTP; span: Span; route?: string } = {
        type: RPCType.HTTP,
        span,
      };
      response.on('close', () => {
        span.setAttribute('http.route', metadata.route ?? 'none');
        span.end();
      });
      const own = setRPCMetadata(trace.setSpan(ROOT_CONTEXT, span), metadata);
      context.with(own, () => handler(incoming, response));
    });
  }

  static async start(handler: object): Promise<Service> {
    const service = new Service(handler as RequestListener);
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    trace.setGlobalTracerProvider(service.provider);
    service.#server.listen(0, '127.0.0.1');
    await once(service.#server, 'listening');
    return service;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
    trace.disable();
    context.disable();
  }

  /** Resolves with status and body, or with the code of the error. */
  async get(path: string, options: { signal?: AbortSignal } = {}): Promise<string> {
    const { port } = this.#server.address() as AddressInfo;
    const outgoing = request({ port, path, agent: false, ...options });
    outgoing.end();
    try {
      const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
      return `${response.statusCode} ${await text(response)}`;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code ?? String(error);
    }
  }

  /** Waits until all spans have ended, then returns their names. */
  async names(): Promise<string[]> {
    await this.until('all spans have ended', () => this.spans.every(({ ended }) => ended));
    return this.spans.map(({ name }) => name);
  }

  /** Resolves when a condition is true. Rejects with the spans that there are if it never is. */
  async until(what: string, isTrue: () => boolean): Promise<void> {
    const deadline = performance.now() + kPatienceMillis;
    while (!isTrue()) {
      if (performance.now() > deadline) {
        const seen = this.spans.map(({ name, ended }) => `${name}${ended ? '' : ' (open)'}`);
        throw new Error(`waited in vain until ${what}; spans: ${seen.join(', ')}`);
      }
      await sleep(1);
    }
  }

  span(name: string): SeenSpan {
    const found = this.spans.find((one) => one.name === name);
    if (found === undefined) throw new Error(`no span is called ${name}`);
    return found;
  }

  #processor(): SpanProcessor {
    return {
      onStart: (span) => void this.spans.push(span as unknown as SeenSpan),
      onEnd: () => {},
      forceFlush: async () => {},
      shutdown: async () => {},
    };
  }
}

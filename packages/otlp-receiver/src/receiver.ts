import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { accepted, jsonAnswer, reply, textAnswer, type Answer } from './answer.ts';
import { decodeLogs } from './decode-logs.ts';
import { decodeMetrics } from './decode-metrics.ts';
import { decodeSpans } from './decode-spans.ts';
import { Forwarder } from './forward.ts';
import { BodyTooLarge, decompress, readBody } from './read-body.ts';
import type { ReceivedLog } from './received-log.ts';
import type { ReceivedMetric } from './received-metric.ts';
import type { ReceivedSpan } from './received-span.ts';

export interface ReceiverOptions {
  /** TCP port; 0, the default, takes a free one. */
  readonly port?: number;
  /** The address to listen on. Default: 127.0.0.1. */
  readonly host?: string;
  /** Path of a Unix socket to listen on instead of a port. */
  readonly socketPath?: string;
  /** Where every valid request with spans is sent on to, e.g. `http://127.0.0.1:4318/v1/traces`. Its answer is then ours. */
  readonly forwardTo?: URL;
  /** Spans kept for `spans`; the first ones stay. Default: all. Counting goes on. */
  readonly maxKeptSpans?: number;
  /** Metrics kept for `metrics`; the first ones stay. Default: all. */
  readonly maxKeptMetrics?: number;
  /** Log records kept for `logs`; the first ones stay. Default: all. */
  readonly maxKeptLogs?: number;
  /** Longest body, before and after decompression. Default: 256 MiB, which keeps a mistake from filling the memory. */
  readonly maxBodyBytes?: number;
  /** Gets the spans of each request that is accepted. */
  readonly onSpans?: (spans: readonly ReceivedSpan[]) => void;
  /** Gets the metrics of each request that is accepted. */
  readonly onMetrics?: (metrics: readonly ReceivedMetric[]) => void;
  /** Gets the log records of each request that is accepted. */
  readonly onLogs?: (logs: readonly ReceivedLog[]) => void;
  /** Gets the reason for each request that is refused. */
  readonly onRefused?: (reason: string) => void;
}

const kPaths = ['/v1/traces', '/v1/metrics', '/v1/logs'];
const kMaxBodyBytes = 256 * 1024 * 1024;

/** What came since the start. Counts only grow. */
export interface ReceiverCounts {
  /** Requests answered with success. */
  readonly requests: number;
  /** Spans in those requests. */
  readonly spans: number;
  /** Data points of metrics in those requests. */
  readonly dataPoints: number;
  /** Log records in those requests. */
  readonly logRecords: number;
  /** Bytes of those requests as they came, compressed if they were. */
  readonly requestBytes: number;
  /** Requests that were no OTLP request, or that the endpoint they were sent on to did not take. */
  readonly refused: number;
}

/** A receiver of OTLP/HTTP traces, metrics and logs in protobuf. Not for production: it keeps everything in memory. */
export class OtlpReceiver {
  readonly #server: http.Server;
  readonly #forwarder: Forwarder | undefined;
  readonly #options: ReceiverOptions;
  readonly #spans: ReceivedSpan[] = [];
  readonly #metrics: ReceivedMetric[] = [];
  readonly #logs: ReceivedLog[] = [];
  readonly #counts = {
    requests: 0,
    spans: 0,
    dataPoints: 0,
    logRecords: 0,
    requestBytes: 0,
    refused: 0,
  };

  private constructor(options: ReceiverOptions) {
    this.#forwarder = options.forwardTo && new Forwarder(options.forwardTo);
    this.#options = options;
    this.#server = http.createServer((request, response) => void this.#serve(request, response));
  }

  /** Resolves when it listens. Throws what `listen` gives, e.g. `EADDRINUSE`. */
  static async start(options: ReceiverOptions = {}): Promise<OtlpReceiver> {
    const receiver = new OtlpReceiver(options);
    if (options.socketPath !== undefined) receiver.#server.listen(options.socketPath);
    else receiver.#server.listen(options.port ?? 0, options.host ?? '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  /**
   * Base URL, e.g. `http://127.0.0.1:41234`; `unix:///path` for a socket. Under it are `/v1/traces`, `/v1/metrics` and
   * `/v1/logs`.
   */
  get url(): string {
    const address = this.#server.address() as AddressInfo | string;
    if (typeof address === 'string') return `unix://${address}`;
    const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
    return `http://${host}:${address.port}`;
  }

  get spans(): readonly ReceivedSpan[] {
    return this.#spans;
  }

  /** One entry for each metric of each export. */
  get metrics(): readonly ReceivedMetric[] {
    return this.#metrics;
  }

  /** One entry for each log record. */
  get logs(): readonly ReceivedLog[] {
    return this.#logs;
  }

  counts(): ReceiverCounts {
    return { ...this.#counts };
  }

  /** Ends every connection, then resolves. */
  async close(): Promise<void> {
    this.#forwarder?.close();
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      reply(response, await this.#answer(request));
    } catch {
      // The sender went away in the middle of its request.
      this.#counts.refused += 1;
      response.destroy();
    }
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    if (request.method === 'GET') return this.#answerGet(request.url);
    const { maxBodyBytes = kMaxBodyBytes } = this.#options;
    try {
      const body = await readBody(request, maxBodyBytes);
      const problem = findProblem(request);
      if (problem !== undefined) return this.#refuse(problem.status, problem.message);
      const bytes = await decompress(body, request.headers['content-encoding'], maxBodyBytes);
      if (request.url === '/v1/metrics') return this.#acceptMetrics(body, decodeMetrics(bytes));
      if (request.url === '/v1/logs') return this.#acceptLogs(body, decodeLogs(bytes));
      return await this.#acceptSpans(request, body, decodeSpans(bytes));
    } catch (error) {
      if (request.errored) throw error;
      return this.#refuse(error instanceof BodyTooLarge ? 413 : 400, String(error));
    }
  }

  async #acceptSpans(
    request: IncomingMessage,
    body: Buffer,
    spans: ReceivedSpan[],
  ): Promise<Answer> {
    const answer = (await this.#forward(request, body)) ?? accepted;
    if (answer.status >= 300) {
      this.#counts.refused += 1;
      return answer;
    }
    this.#countRequest(body);
    this.#counts.spans += spans.length;
    keep(this.#spans, spans, this.#options.maxKeptSpans);
    this.#options.onSpans?.(spans);
    return answer;
  }

  #acceptMetrics(body: Buffer, metrics: ReceivedMetric[]): Answer {
    this.#countRequest(body);
    this.#counts.dataPoints += metrics.reduce((sum, { points }) => sum + points.length, 0);
    keep(this.#metrics, metrics, this.#options.maxKeptMetrics);
    this.#options.onMetrics?.(metrics);
    return accepted;
  }

  #acceptLogs(body: Buffer, logs: ReceivedLog[]): Answer {
    this.#countRequest(body);
    this.#counts.logRecords += logs.length;
    keep(this.#logs, logs, this.#options.maxKeptLogs);
    this.#options.onLogs?.(logs);
    return accepted;
  }

  #countRequest(body: Buffer): void {
    this.#counts.requests += 1;
    this.#counts.requestBytes += body.length;
  }

  async #forward(request: IncomingMessage, body: Buffer): Promise<Answer | undefined> {
    try {
      return await this.#forwarder?.forward(request.headers, body);
    } catch (error) {
      return textAnswer(502, String(error));
    }
  }

  #answerGet(path: string | undefined): Answer {
    if (path === '/counts') return jsonAnswer(this.#counts);
    if (path === '/logs') return jsonAnswer(this.#logs);
    if (path === '/metrics') return jsonAnswer(this.#metrics);
    if (path === '/spans') return jsonAnswer(this.#spans);
    return textAnswer(404, 'not found');
  }

  #refuse(status: number, message: string): Answer {
    this.#counts.refused += 1;
    this.#options.onRefused?.(message);
    return textAnswer(status, message);
  }
}

function keep<T>(kept: T[], more: readonly T[], limit = Infinity): void {
  for (const one of more.slice(0, Math.max(0, limit - kept.length))) kept.push(one);
}

function findProblem(request: IncomingMessage): { status: number; message: string } | undefined {
  if (request.method !== 'POST') return { status: 405, message: 'only POST and GET' };
  if (!kPaths.includes(request.url ?? '')) {
    return { status: 404, message: `only ${kPaths.join(', ')}` };
  }
  if (request.headers['content-type']?.split(';')[0] !== 'application/x-protobuf') {
    return { status: 415, message: 'only application/x-protobuf' };
  }
  return undefined;
}

import { ROOT_CONTEXT, context, diag } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import type { OtlpBatch, OtlpSink, OtlpSinkResult } from '@otel-native/api-bridge';
import type * as http from 'node:http';
import type * as https from 'node:https';
import { version } from '../../package.json';
import { OtelNativeError } from '@otel-native/api-bridge';
import { withoutHeaderValues } from '../diagnostics/secrets';
import {
  compressionFromEnvironment,
  headersFromEnvironment,
  maxRetryAfterMillisFromEnvironment,
  timeoutMillisFromEnvironment,
  tlsFilesFromEnvironment,
  otlpUrlFromEnvironment,
  type OtlpHttpSettings,
} from './http-settings';
import { headerProblem } from './header-problem';
import { readPartialSuccess } from './partial-success';

/** Set by the sink itself. */
const kPublicHeaders = ['user-agent', 'content-type', 'content-encoding'];
const kMaxResponseBytes = 65_536;
/** https://opentelemetry.io/docs/specs/otlp/#retryable-response-codes */
const kRetryableStatuses = [429, 502, 503, 504];

/**
 * Sends encoded requests over OTLP/HTTP through Node's own network stack, which supports TLS; the native exporter does
 * not. The native pipeline still records, batches and encodes the spans.
 */
export class NodeHttpSink implements OtlpSink {
  readonly name = 'otlp-node-http';
  readonly #url: URL;
  readonly #headers: Record<string, string>;
  readonly #secrets: string[];
  readonly #timeoutMillis: number;
  readonly #maxRetryAfterMillis: number;
  readonly #isCompressed: boolean;
  readonly #agent: http.Agent;

  /** @throws `ERR_OTEL_NATIVE_INVALID_HEADER` for an invalid header in the settings */
  constructor(settings: OtlpHttpSettings = {}) {
    this.#url = new URL(settings.url ?? otlpUrlFromEnvironment());
    this.#timeoutMillis = settings.timeoutMillis ?? timeoutMillisFromEnvironment();
    this.#maxRetryAfterMillis = maxRetryAfterMillisFromEnvironment();
    this.#isCompressed = (settings.compression ?? compressionFromEnvironment()) === 'gzip';
    this.#headers = requestHeaders(settings.headers, this.#isCompressed);
    this.#secrets = Object.entries(this.#headers)
      .filter(([name]) => !kPublicHeaders.includes(name))
      .map(([, value]) => value);
    const { ca, cert, key } = settings.tls ?? tlsFilesFromEnvironment();
    this.#agent = new (builtin(this.#url).Agent)({
      keepAlive: true,
      ...(ca && { ca }),
      ...(cert && { cert }),
      ...(key && { key }),
    });
  }

  /** Suppresses tracing, so that HTTP instrumentations do not trace the request. */
  exportOtlp(batch: OtlpBatch): Promise<OtlpSinkResult> {
    return context.with(suppressTracing(ROOT_CONTEXT), () => this.#export(batch.bytes));
  }

  shutdown(): Promise<void> {
    this.#agent.destroy();
    return Promise.resolve();
  }

  async #export(bytes: Uint8Array): Promise<OtlpSinkResult> {
    try {
      const body = this.#isCompressed ? await gzip(bytes) : bytes;
      const result = await this.#send(body);
      if (result.message === undefined) return result;
      return { ...result, message: withoutHeaderValues(result.message, this.#secrets) };
    } catch (error) {
      const message = `${this.#url.host}: ${textOf(error)}`;
      return { status: isOfTheNetwork(error) ? 'retry' : 'failed', message };
    }
  }

  #send(body: Uint8Array): Promise<OtlpSinkResult> {
    return new Promise((settle, reject) => {
      const options = {
        method: 'POST',
        agent: this.#agent,
        headers: { ...this.#headers, 'Content-Length': body.byteLength },
      };
      const request = builtin(this.#url).request(this.#url, options, (response) =>
        readResponse(response).then((body) => settle(this.#resultOf(response, body)), reject),
      );
      const deadline = setTimeout(() => timeOut(request, this.#timeoutMillis), this.#timeoutMillis);
      // The caller's wait keeps the process alive, not the request: the end of the process has a deadline.
      deadline.unref();
      request.on('socket', (socket) => {
        socket.unref();
        // Connecting may replace the handle. A reused socket is already connected and would keep the listener.
        if (socket.connecting) socket.once('connect', () => socket.unref());
      });
      request.on('error', reject);
      request.on('close', () => clearTimeout(deadline));
      request.end(body);
    });
  }

  #resultOf({ statusCode = 0, headers }: http.IncomingMessage, body: Buffer): OtlpSinkResult {
    if (statusCode >= 200 && statusCode < 300) return { status: 'ok', ...readPartialSuccess(body) };
    const { host, pathname } = this.#url;
    const message = `${host}${pathname}: the server answered ${statusCode}`;
    if (!kRetryableStatuses.includes(statusCode))
      return {
        status: 'failed',
        message: `${message}${redirectText(statusCode, headers.location)}`,
      };
    const asked = waitOf(headers['retry-after']);
    const retryAfterMillis = asked && Math.min(asked, this.#maxRetryAfterMillis);
    return {
      status: 'retry',
      message,
      ...(retryAfterMillis !== undefined && { retryAfterMillis }),
    };
  }
}

/** Redirects are not followed: nobody configured the new address, and headers may be secrets. */
function redirectText(statusCode: number, location: string | undefined): string {
  if (statusCode < 300 || statusCode >= 400 || location === undefined) return '';
  const host = URL.parse(location)?.host ?? '';
  return `: the redirect to ${host === '' ? 'another path' : host} is not followed`;
}

/** Loads the module on first use, so that applications without TLS and HTTP start without it. */
function builtin(url: URL): typeof http | typeof https {
  return url.protocol === 'https:'
    ? process.getBuiltinModule('node:https')
    : process.getBuiltinModule('node:http');
}

function gzip(bytes: Uint8Array): Promise<Uint8Array> {
  const zlib = process.getBuiltinModule('node:zlib');
  return new Promise((settle, reject) =>
    zlib.gzip(bytes, (error, compressed) => (error ? reject(error) : settle(compressed))),
  );
}

/** Lower-case names, so that each header occurs once however it was spelled. */
function requestHeaders(
  given: Record<string, string> | undefined,
  isCompressed: boolean,
): Record<string, string> {
  const userAgent = `OtelNative-OTLP-Exporter-JavaScript/${version}`;
  const headers: Record<string, string> = { 'user-agent': userAgent };
  for (const [name, value] of Object.entries(headersFromEnvironment())) {
    const problem = headerProblem(name, value);
    if (problem === undefined) headers[name.toLowerCase()] = value;
    else diag.warn(`${problem} (ERR_OTEL_NATIVE_INVALID_HEADER). The header is left out`);
  }
  for (const [name, value] of Object.entries(given ?? {})) {
    const problem = headerProblem(name, value);
    if (problem !== undefined) throw new OtelNativeError('ERR_OTEL_NATIVE_INVALID_HEADER', problem);
    headers[name.toLowerCase()] = value;
  }
  headers['content-type'] = 'application/x-protobuf';
  if (isCompressed) headers['content-encoding'] = 'gzip';
  return headers;
}

function timeOut(request: http.ClientRequest, timeoutMillis: number): void {
  const error = Object.assign(new Error(`no answer within ${timeoutMillis} ms`), {
    code: 'ETIMEDOUT',
    syscall: 'request',
  });
  request.destroy(error);
}

/** Reads the start of the body. The status alone decides, so errors while reading are ignored. */
async function readResponse(response: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.byteLength;
      if (size > kMaxResponseBytes) break; // Leaving the loop destroys the response.
      chunks.push(chunk);
    }
  } catch {
    return Buffer.alloc(0);
  }
  return Buffer.concat(chunks);
}

/** `Retry-After` in seconds or as a date: RFC 9110, section 10.2.3. */
function waitOf(retryAfter: string | undefined): number | undefined {
  if (retryAfter === undefined) return undefined;
  const seconds = Number(retryAfter);
  const millis = Number.isNaN(seconds) ? Date.parse(retryAfter) - Date.now() : seconds * 1_000;
  return Number.isNaN(millis) ? undefined : Math.max(0, millis);
}

/** Whether a later attempt may succeed: true for a failed connection, false for a rejected certificate. */
function isOfTheNetwork(error: unknown): boolean {
  if (error instanceof AggregateError) return true; // No address of the host accepted the connection.
  const { code, syscall } = error as NodeJS.ErrnoException;
  return syscall !== undefined || code === 'ECONNRESET';
}

function textOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return message === '' ? String(code) : message;
}

import { ROOT_CONTEXT, context } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import type { OtlpBatch, OtlpSink, OtlpSinkResult } from '@otel-native/api-bridge';
import type { OtlpSettings } from 'otlp-settings';
import { withoutHeaderValues } from '../diagnostics/secrets';
import { headerRecord } from './header-record';
import { HttpPost, type HttpResponse } from './http-post';
import { readPartialSuccess } from './partial-success';

/** https://opentelemetry.io/docs/specs/otlp/#retryable-response-codes */
const kRetryableStatuses = [429, 502, 503, 504];

/**
 * Sends encoded requests of any signal over OTLP/HTTP through Node's own network stack, which has TLS and proxies
 * where the native exporter has none. The native pipeline still records, batches and encodes.
 */
export class NodeHttpSink implements OtlpSink {
  readonly name = 'otlp-node-http';
  readonly #settings: OtlpSettings;
  readonly #secrets: readonly string[];
  readonly #post: HttpPost;

  constructor(settings: OtlpSettings) {
    this.#settings = settings;
    this.#secrets = settings.headers
      .filter(({ name }) => name.toLowerCase() !== 'user-agent')
      .map(({ value }) => value);
    this.#post = new HttpPost(settings, requestHeaders(settings));
  }

  /** Suppresses tracing, so that HTTP instrumentations do not trace the request. */
  exportOtlp(batch: OtlpBatch): Promise<OtlpSinkResult> {
    return context.with(suppressTracing(ROOT_CONTEXT), () => this.#export(batch.bytes));
  }

  shutdown(): Promise<void> {
    this.#post.close();
    return Promise.resolve();
  }

  async #export(bytes: Uint8Array): Promise<OtlpSinkResult> {
    try {
      const body = this.#settings.isCompressed ? await gzip(bytes) : bytes;
      const result = this.#resultOf(await this.#post.send(body));
      if (result.message === undefined) return result;
      return { ...result, message: withoutHeaderValues(result.message, this.#secrets) };
    } catch (error) {
      const message = `${this.#settings.endpoint.host}: ${textOf(error)}`;
      return { status: isOfTheNetwork(error) ? 'retry' : 'failed', message };
    }
  }

  #resultOf({ statusCode, headers, body }: HttpResponse): OtlpSinkResult {
    if (statusCode >= 200 && statusCode < 300) return { status: 'ok', ...readPartialSuccess(body) };
    const { endpoint, maxRetryAfterMillis } = this.#settings;
    // The query may hold a secret.
    const path = endpoint.path.split('?', 1)[0];
    const message = `${endpoint.host}${path}: the server answered ${statusCode}`;
    if (!kRetryableStatuses.includes(statusCode)) {
      const redirect = redirectText(statusCode, headers.location);
      const status = isTooLarge(statusCode, body) ? 'tooLarge' : 'failed';
      return { status, message: `${message}${redirect}` };
    }
    const asked = waitOf(headers['retry-after']);
    return {
      status: 'retry',
      message,
      ...(asked !== undefined && { retryAfterMillis: Math.min(asked, maxRetryAfterMillis) }),
    };
  }
}

function requestHeaders(settings: OtlpSettings): Record<string, string> {
  return {
    ...headerRecord(settings),
    'Content-Type': 'application/x-protobuf',
    ...(settings.isCompressed && { 'Content-Encoding': 'gzip' }),
  };
}

/** The Collector answers 400 with "request body too large" to more bytes than its limit. */
function isTooLarge(statusCode: number, body: Buffer): boolean {
  return statusCode === 413 || (statusCode === 400 && /too large/i.test(body.toString()));
}

/** Redirects are not followed: nobody configured the new address, and headers may be secrets. */
function redirectText(statusCode: number, location: string | undefined): string {
  if (statusCode < 300 || statusCode >= 400 || location === undefined) return '';
  const host = URL.parse(location)?.host ?? '';
  return `: the redirect to ${host === '' ? 'another path' : host} is not followed`;
}

function gzip(bytes: Uint8Array): Promise<Uint8Array> {
  const zlib = process.getBuiltinModule('node:zlib');
  return new Promise((settle, reject) =>
    zlib.gzip(bytes, (error, compressed) => (error ? reject(error) : settle(compressed))),
  );
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

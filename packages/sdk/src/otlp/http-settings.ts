import { diag } from '@opentelemetry/api';
import { getNumberFromEnv, getStringFromEnv, parseKeyPairsIntoRecord } from '@opentelemetry/core';
import { kinds } from 'option-check';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isPem } from '../diagnostics/secrets';

/** How to send traces over OTLP/HTTP. What is left out comes from the environment, then from the defaults. */
export interface OtlpHttpSettings {
  /** The whole URL, used as it is. */
  url?: string | undefined;
  /** Added to those of the environment, and winning over them. */
  headers?: Record<string, string> | undefined;
  timeoutMillis?: number | undefined;
  compression?: Compression | undefined;
  tls?: TlsFiles | undefined;
}

export type Compression = 'gzip' | 'none';

/** What the files hold that certificates and keys come from. */
export interface TlsFiles {
  /** Certificates of the authorities to trust, in PEM. */
  ca?: Buffer | undefined;
  /** The client's certificate chain, in PEM. */
  cert?: Buffer | undefined;
  /** The client's private key, in PEM. */
  key?: Buffer | undefined;
}

/** A signal, as the names of variables have it. */
export type SignalVariable = 'TRACES' | 'METRICS';

const kDefaultEndpoint = 'http://localhost:4318';
const kDefaultTimeoutMillis = 10_000;
const kMaxRetryAfterVariable = 'OTEL_NATIVE_MAX_RETRY_AFTER';
const kDefaultMaxRetryAfterMillis = 300_000;
/** As of the native exporter. */
const timeout = kinds.number({ above: 0, to: 1e12 });
const maxRetryAfter = kinds.number({ above: 0, to: 3_600_000 });
const kPaths: Readonly<Record<SignalVariable, string>> = {
  TRACES: '/v1/traces',
  METRICS: '/v1/metrics',
};

/**
 * The URL for a signal: `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT` as it is, else `OTEL_EXPORTER_OTLP_ENDPOINT` and `/v1/traces`.
 * https://opentelemetry.io/docs/specs/otel/protocol/exporter/#endpoint-urls-for-otlphttp
 */
export function otlpUrlFromEnvironment(signal: SignalVariable = 'TRACES'): string {
  const own = getStringFromEnv(`OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`)?.trim();
  if (own !== undefined) return own;
  const base = getStringFromEnv('OTEL_EXPORTER_OTLP_ENDPOINT')?.trim() ?? kDefaultEndpoint;
  const url = URL.parse(base);
  // Something that is no URL must not become one by the addition; the path of a socket's URL is the socket.
  if (url === null || url.protocol === 'unix:') return base;
  url.pathname = url.pathname.replace(/\/$/, '') + kPaths[signal];
  return url.href;
}

/** The compression that the environment names; what it cannot be counts as not said. */
export function compressionFromEnvironment(signal: SignalVariable = 'TRACES'): Compression {
  for (const name of namesOf(signal, 'COMPRESSION')) {
    const value = getStringFromEnv(name)?.trim();
    if (value === 'gzip' || value === 'none') return value;
  }
  return 'none';
}

export function timeoutMillisFromEnvironment(signal: SignalVariable = 'TRACES'): number {
  for (const name of namesOf(signal, 'TIMEOUT')) {
    const millis = getNumberFromEnv(name);
    if (millis === undefined) continue;
    if (timeout.accepts(millis)) return millis;
    diag.warn(`${name} is ${millis} and ignored, expected ${timeout.expected}`);
  }
  return kDefaultTimeoutMillis;
}

/** The longest wait that a receiver can ask for, in milliseconds. */
export function maxRetryAfterMillisFromEnvironment(): number {
  const millis = getNumberFromEnv(kMaxRetryAfterVariable);
  if (millis === undefined) return kDefaultMaxRetryAfterMillis;
  if (maxRetryAfter.accepts(millis)) return millis;
  diag.warn(
    `${kMaxRetryAfterVariable} is ${millis} and ignored, expected ${maxRetryAfter.expected}`,
  );
  return kDefaultMaxRetryAfterMillis;
}

/** `name=value,…`, percent-encoded: those for all signals, then those for this one. */
export function headersFromEnvironment(signal: SignalVariable = 'TRACES'): Record<string, string> {
  const [own, general] = namesOf(signal, 'HEADERS');
  const read = (name: string) => parseKeyPairsIntoRecord(getStringFromEnv(name));
  return { ...read(general), ...read(own) };
}

/**
 * The files that `OTEL_EXPORTER_OTLP_{TRACES_,}{CERTIFICATE,CLIENT_CERTIFICATE,CLIENT_KEY}` name. One that cannot be read
 * is left out with a warning, as in the official exporters: it may be mounted for the next start.
 */
export function tlsFilesFromEnvironment(signal: SignalVariable = 'TRACES'): TlsFiles {
  return {
    ca: fileFromEnvironment(signal, 'CERTIFICATE'),
    cert: fileFromEnvironment(signal, 'CLIENT_CERTIFICATE'),
    key: fileFromEnvironment(signal, 'CLIENT_KEY'),
  };
}

function fileFromEnvironment(signal: SignalVariable, what: string): Buffer | undefined {
  for (const name of namesOf(signal, what)) {
    const path = getStringFromEnv(name)?.trim();
    if (path === undefined) continue;
    try {
      if (isPem(path))
        throw new Error('it is a certificate or key itself: give the path of a file');
      return readFileSync(resolve(path));
    } catch (error) {
      diag.warn(`${name} names a file that cannot be read: ${String(error)}`);
      return undefined;
    }
  }
  return undefined;
}

/** The variable for one signal, which wins, and the one for all. */
function namesOf(signal: SignalVariable, what: string): [own: string, general: string] {
  return [`OTEL_EXPORTER_OTLP_${signal}_${what}`, `OTEL_EXPORTER_OTLP_${what}`];
}

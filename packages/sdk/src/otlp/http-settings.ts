import { diag } from '@opentelemetry/api';
import { getNumberFromEnv, getStringFromEnv, parseKeyPairsIntoRecord } from '@opentelemetry/core';
import { kinds } from 'option-check';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isPem } from '../diagnostics/secrets';

/** How to send traces over OTLP/HTTP. Settings left out come from the environment, then from the defaults. */
export interface OtlpHttpSettings {
  /** The whole URL, used as it is. */
  url?: string | undefined;
  /** Added to the headers of the environment, and overriding them. */
  headers?: Record<string, string> | undefined;
  timeoutMillis?: number | undefined;
  compression?: Compression | undefined;
  tls?: TlsFiles | undefined;
}

export type Compression = 'gzip' | 'none';

/** Contents of the certificate and key files. */
export interface TlsFiles {
  /** Certificates of the authorities to trust, in PEM. */
  ca?: Buffer | undefined;
  /** The client's certificate chain, in PEM. */
  cert?: Buffer | undefined;
  /** The client's private key, in PEM. */
  key?: Buffer | undefined;
}

/** A signal, as it is spelled in names of variables. */
export type SignalVariable = 'TRACES' | 'METRICS';

const kDefaultEndpoint = 'http://localhost:4318';
const kDefaultTimeoutMillis = 10_000;
const kMaxRetryAfterVariable = 'OTEL_NATIVE_MAX_RETRY_AFTER';
const kDefaultMaxRetryAfterMillis = 300_000;
/** The same range as in the native exporter. */
const timeout = kinds.number({ above: 0, to: 1e12 });
const maxRetryAfter = kinds.number({ above: 0, to: 3_600_000 });
const kPaths: Readonly<Record<SignalVariable, string>> = {
  TRACES: '/v1/traces',
  METRICS: '/v1/metrics',
};

/**
 * Returns the URL for a signal: `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT` unchanged, else `OTEL_EXPORTER_OTLP_ENDPOINT`
 * followed by `/v1/traces`.
 * https://opentelemetry.io/docs/specs/otel/protocol/exporter/#endpoint-urls-for-otlphttp
 */
export function otlpUrlFromEnvironment(signal: SignalVariable = 'TRACES'): string {
  const own = getStringFromEnv(`OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`)?.trim();
  if (own !== undefined) return own;
  const base = getStringFromEnv('OTEL_EXPORTER_OTLP_ENDPOINT')?.trim() ?? kDefaultEndpoint;
  const url = URL.parse(base);
  // Appending a path must not turn invalid text into a URL. The path of a `unix:` URL is the socket.
  if (url === null || url.protocol === 'unix:') return base;
  url.pathname = url.pathname.replace(/\/$/, '') + kPaths[signal];
  return url.href;
}

/** Returns the compression that the environment names. An invalid value counts as unset. */
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

/** Returns the longest accepted `Retry-After` wait, in milliseconds. */
export function maxRetryAfterMillisFromEnvironment(): number {
  const millis = getNumberFromEnv(kMaxRetryAfterVariable);
  if (millis === undefined) return kDefaultMaxRetryAfterMillis;
  if (maxRetryAfter.accepts(millis)) return millis;
  diag.warn(
    `${kMaxRetryAfterVariable} is ${millis} and ignored, expected ${maxRetryAfter.expected}`,
  );
  return kDefaultMaxRetryAfterMillis;
}

/** Reads percent-encoded `name=value,…`: the headers for all signals, then those for this signal. */
export function headersFromEnvironment(signal: SignalVariable = 'TRACES'): Record<string, string> {
  const [own, general] = namesOf(signal, 'HEADERS');
  const read = (name: string) => parseKeyPairsIntoRecord(getStringFromEnv(name));
  return { ...read(general), ...read(own) };
}

/**
 * Reads the files that `OTEL_EXPORTER_OTLP_{TRACES_,}{CERTIFICATE,CLIENT_CERTIFICATE,CLIENT_KEY}` name. Warns of an
 * unreadable file and leaves it out, as the official exporters do: the file may be mounted at the next start.
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

/** Returns the variable for one signal, which has precedence, and the variable for all signals. */
function namesOf(signal: SignalVariable, what: string): [own: string, general: string] {
  return [`OTEL_EXPORTER_OTLP_${signal}_${what}`, `OTEL_EXPORTER_OTLP_${what}`];
}

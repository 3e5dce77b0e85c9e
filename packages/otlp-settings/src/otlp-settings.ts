import type { Signal } from '@otel-native/api-bridge';
import { resolveCompression } from './compression.ts';
import type { Endpoint } from './endpoint.ts';
import { resolveHeaders, type HeaderField } from './headers.ts';
import type { OtlpOptions } from './otlp-options.ts';
import { resolveMaxRetryAfterMillis } from './retry-after.ts';
import { resolveTimeoutMillis } from './timeout.ts';
import { resolveTls, type TlsFiles } from './tls.ts';

/** Where and how the requests of one signal are sent. */
export interface OtlpSettings {
  readonly endpoint: Endpoint;
  /** The `Host` field. */
  readonly host: string;
  /** All other fields, except those that describe the body. */
  readonly headers: readonly HeaderField[];
  /** The longest attempt. */
  readonly timeoutMillis: number;
  /** The longest accepted `Retry-After` wait. */
  readonly maxRetryAfterMillis: number;
  /** Whether requests are compressed with gzip. */
  readonly isCompressed: boolean;
  /** No files if the endpoint is without TLS: they are not read then. */
  readonly tls: TlsFiles;
}

/**
 * Completes the options for a signal from the environment and the defaults. Warns of invalid variables.
 * @param endpoint from `resolveEndpoint`; a sender may have to refuse it before it reads the rest
 * @param version the version of the sender, for the `User-Agent` field
 * @throws an `OtelNativeError` for an invalid option
 */
export function resolveOtlpSettings(
  signal: Signal,
  endpoint: Endpoint,
  options: OtlpOptions,
  version: string,
): OtlpSettings {
  const fields = resolveHeaders(options.headers, signal);
  const host = fields.get('host')?.value ?? endpoint.host;
  fields.delete('host');
  const headers = [...fields.values()];
  if (!fields.has('user-agent')) {
    headers.unshift({
      name: 'User-Agent',
      value: `OtelNative-OTLP-Exporter-JavaScript/${version}`,
    });
  }
  if (endpoint.authorization !== undefined && !fields.has('authorization')) {
    headers.push({ name: 'Authorization', value: endpoint.authorization });
  }
  return {
    endpoint,
    host,
    headers,
    timeoutMillis: resolveTimeoutMillis(options.timeoutMillis, signal),
    maxRetryAfterMillis: resolveMaxRetryAfterMillis(options.maxRetryAfterMillis),
    isCompressed: resolveCompression(options.compression, signal) === 'gzip',
    tls: endpoint.isTls ? resolveTls(options.tls, signal) : {},
  };
}

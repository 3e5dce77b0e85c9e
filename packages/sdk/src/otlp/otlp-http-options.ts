import type { Compression, TlsFiles } from 'otlp-settings';

/** How to send a signal over OTLP/HTTP. Options left out come from the environment, then from the defaults. */
export interface OtlpHttpOptions {
  /** The whole URL, used as it is. */
  url?: string | undefined;
  /** Added to the header fields of the environment, and overriding them. */
  headers?: Record<string, string> | undefined;
  timeoutMillis?: number | undefined;
  compression?: Compression | undefined;
  tls?: TlsFiles | undefined;
}

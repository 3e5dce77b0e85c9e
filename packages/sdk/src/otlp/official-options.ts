import type { OtlpHttpOptions } from './otlp-http-options';
import { tlsContents } from './tls-contents';

/** Converts the options to those of an official HTTP exporter. */
export function officialOptions(options: OtlpHttpOptions): object {
  const { url, headers, timeoutMillis, compression, tls } = options;
  return { url, headers, timeoutMillis, compression, httpAgentOptions: tls && tlsContents(tls) };
}

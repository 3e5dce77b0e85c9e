import type { OtlpHttpSettings } from './http-settings';

/** The settings as an official exporter over HTTP takes them. */
export function officialOptions(settings: OtlpHttpSettings): object {
  const { url, headers, timeoutMillis, compression, tls } = settings;
  const httpAgentOptions = tls && Object.fromEntries(Object.entries(tls).filter(([, one]) => one));
  return { url, headers, timeoutMillis, compression, httpAgentOptions };
}

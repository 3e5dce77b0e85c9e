import type { OtlpHttpSettings } from './http-settings';

/** Converts the settings to the options of an official HTTP exporter. */
export function officialOptions(settings: OtlpHttpSettings): object {
  const { url, headers, timeoutMillis, compression, tls } = settings;
  const httpAgentOptions = tls && Object.fromEntries(Object.entries(tls).filter(([, one]) => one));
  return { url, headers, timeoutMillis, compression, httpAgentOptions };
}

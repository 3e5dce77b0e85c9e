import type { OtlpSettings } from 'otlp-settings';

/** The header fields of each request as Node takes them, except those that describe the body. */
export function headerRecord({ host, headers }: OtlpSettings): Record<string, string> {
  const fields = headers.map(({ name, value }) => [name, value] as const);
  return { Host: host, ...Object.fromEntries(fields) };
}

import type { Signal } from '@otel-native/api-bridge';
import type { HeaderFields } from 'otlp-settings';
import type { NativeHeaders, NativeSettings } from '../binding/addon';

/** Adds the fields to those of the environment for each signal, and overrides them. */
export function withHeaders(
  settings: NativeSettings,
  fields: HeaderFields,
): Partial<Record<Signal, NativeHeaders>> {
  const signals = Object.entries(settings) as [Signal, NativeHeaders][];
  return Object.fromEntries(signals.map(([signal, own]) => [signal, overridden(own, fields)]));
}

function overridden({ host, headers }: NativeHeaders, fields: HeaderFields): NativeHeaders {
  const { host: newHost, ...others } = Object.fromEntries(fields);
  const kept = headers.filter((_, index) => {
    const name = headers[index - (index % 2)] ?? '';
    return !fields.has(name.toLowerCase());
  });
  const added = Object.values(others).flatMap(({ name, value }) => [name, value]);
  return { host: newHost?.value ?? host, headers: [...kept, ...added] };
}

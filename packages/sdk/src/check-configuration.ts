import { isNativeExporter } from '@otel-native/api-bridge';
import type { NodeSDKConfiguration } from './configuration';
import { OtelNativeError } from '@otel-native/api-bridge';

type Configuration = Partial<NodeSDKConfiguration>;

const lists = [
  'instrumentations',
  'metricReaders',
  'plugins',
  'resourceDetectors',
  'spanProcessors',
  'views',
] as const satisfies (keyof NodeSDKConfiguration)[];

/**
 * Refuses what cannot be meant, before anything is made from it.
 * @throws `ERR_OTEL_NATIVE_INVALID_OPTION` with the option's name and value
 */
export function checkConfiguration(configuration: Configuration): void {
  for (const name of lists) {
    const value = configuration[name];
    if (value !== undefined && !Array.isArray(value)) throw invalid(name, value, 'an array');
  }
  checkExporter(configuration.exporter);
  for (const [name, value] of Object.entries(configuration.batch ?? {})) {
    if (value !== undefined && !(value > 0)) {
      throw invalid(`batch.${name}`, value, 'a number greater than 0');
    }
  }
  for (const [name, value] of Object.entries(configuration.spanLimits ?? {})) {
    if (value !== undefined && !(value >= 0)) {
      throw invalid(`spanLimits.${name}`, value, 'a number that is not negative');
    }
  }
}

function checkExporter(exporter: Configuration['exporter']): void {
  if (exporter === undefined) return;
  const isExporter =
    typeof exporter === 'object' &&
    exporter !== null &&
    (isNativeExporter(exporter) || typeof exporter.exportOtlp === 'function');
  if (isExporter) return;
  const expected = 'a NativeExporter or an OtlpSink; an official exporter goes to traceExporter';
  throw invalid('exporter', exporter, expected);
}

function invalid(name: string, value: unknown, expected: string): Error {
  const message = `${name} is ${String(value)}: expected ${expected}`;
  return new OtelNativeError('ERR_OTEL_NATIVE_INVALID_OPTION', message);
}

import { diag } from '@opentelemetry/api';
import { OtelNativeError, type Signal } from '@otel-native/api-bridge';
import { fromEnvironment, shown, signalVariable } from './setting.ts';

export type Compression = 'gzip' | 'none';

/**
 * Returns the compression of a signal. Warns of an unknown value in a variable and ignores it:
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#enum
 * @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for an unknown value in the options
 */
export function resolveCompression(option: unknown, signal: Signal): Compression {
  if (option !== undefined) {
    if (isCompression(option)) return option;
    throw new OtelNativeError(
      'ERR_OTEL_NATIVE_INVALID_OPTION',
      `compression is ${shown(option)}: give gzip or none`,
    );
  }
  const names = [
    `OTEL_EXPORTER_OTLP_${signalVariable(signal)}_COMPRESSION`,
    'OTEL_EXPORTER_OTLP_COMPRESSION',
  ];
  for (const name of names) {
    const setting = fromEnvironment(name);
    if (setting === undefined) continue;
    if (isCompression(setting.value)) return setting.value;
    diag.warn(`${name} is ${shown(setting.value)} and ignored, expected gzip or none`);
  }
  return 'none';
}

function isCompression(value: unknown): value is Compression {
  return value === 'gzip' || value === 'none';
}

import { diag } from '@opentelemetry/api';
import { OtelNativeError, type Signal } from '@otel-native/api-bridge';
import { fromEnvironment, shown, signalVariable } from './setting.ts';

const kDefaultTimeoutMillis = 10_000;
/** About 30 years, which fits into 64 bits as nanoseconds. */
const kMaxTimeoutMillis = 1e12;

/**
 * Returns the longest attempt for a signal, in milliseconds. Warns of a variable that is not a number above zero and
 * ignores it: https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#numeric
 * @throws `ERR_OTEL_NATIVE_INVALID_TIMEOUT` for an invalid option
 */
export function resolveTimeoutMillis(option: unknown, signal: Signal): number {
  const millis =
    option ??
    environmentTimeout(`OTEL_EXPORTER_OTLP_${signalVariable(signal)}_TIMEOUT`) ??
    environmentTimeout('OTEL_EXPORTER_OTLP_TIMEOUT') ??
    kDefaultTimeoutMillis;
  if (!isTimeout(millis)) {
    throw new OtelNativeError(
      'ERR_OTEL_NATIVE_INVALID_TIMEOUT',
      `timeoutMillis is ${shown(option)}: give a number of milliseconds above 0, ${kMaxTimeoutMillis} at most`,
    );
  }
  return millis;
}

function isTimeout(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value <= kMaxTimeoutMillis;
}

function environmentTimeout(variable: string): number | undefined {
  const setting = fromEnvironment(variable);
  if (setting === undefined) return undefined;
  const millis = Number(setting.value);
  if (isTimeout(millis)) return millis;
  diag.warn(
    `${variable} is ${shown(setting.value)} and ignored, expected a number of milliseconds above 0, ${kMaxTimeoutMillis} at most`,
  );
  return undefined;
}

import { diag } from '@opentelemetry/api';
import { getNumberFromEnv, getStringFromEnv } from '@opentelemetry/core';
import { optionKinds } from '@otel-native/native-core';

const kDefaultExitTimeoutMillis = 2_000;
const kSignalsVariable = 'OTEL_NATIVE_SIGNALS';

/** Most milliseconds that the end of the process waits. The providers warn of an invalid value. */
export function exitTimeoutFromEnvironment(): number {
  const millis = getNumberFromEnv('OTEL_NATIVE_EXIT_TIMEOUT') ?? kDefaultExitTimeoutMillis;
  const isUsable = optionKinds.batch.table!['exitTimeoutMillis']!.accepts(millis);
  return isUsable ? millis : kDefaultExitTimeoutMillis;
}

/** Whether signals that end the process wait for a last flush: yes unless `OTEL_NATIVE_SIGNALS` is `none`. */
export function signalsFromEnvironment(): boolean {
  const value = getStringFromEnv(kSignalsVariable)?.trim() ?? 'all';
  if (value === 'none') return false;
  if (value !== 'all')
    diag.warn(`${kSignalsVariable} is "${value}", expected all or none: using all`);
  return true;
}

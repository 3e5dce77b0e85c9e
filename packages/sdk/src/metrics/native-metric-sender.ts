import { diag } from '@opentelemetry/api';
import * as nativeCore from '@otel-native/native-core';
import type { Warn } from 'otlp-settings';
import type { OtlpHttpOptions } from '../otlp/otlp-http-options';
import { otlpSender, type OtlpSender } from '../otlp/otlp-sender';

/**
 * Returns what sends metrics over OTLP/HTTP from native threads; undefined if no binary loads for that.
 * @throws an error with a `code` for an invalid URL in the options
 */
export function nativeMetricSender(options?: OtlpHttpOptions, warn?: Warn): OtlpSender | undefined {
  const sender = otlpSender('metrics', options, warn);
  const unusable = nativeCore.loadError() ?? sender.loadError();
  if (unusable === undefined) return sender;
  diag.info('metrics go through the official SDK', unusable);
  return undefined;
}

import { diag } from '@opentelemetry/api';
import * as nativeCore from '@otel-native/native-core';
import type { OtlpHttpOptions } from '../otlp/otlp-http-options';
import { otlpSender, type OtlpSender } from '../otlp/otlp-sender';

/** What sends logs over OTLP/HTTP from native threads, or why no binary loads for that. */
export type NativeLogSender =
  { sender: OtlpSender; unusable?: undefined } | { sender?: undefined; unusable: Error };

/** @throws an error with a `code` for an invalid URL in the options */
export function nativeLogSender(options?: OtlpHttpOptions): NativeLogSender {
  const sender = otlpSender('logs', options);
  const unusable = nativeCore.loadError() ?? sender.loadError();
  if (unusable === undefined) return { sender };
  diag.info('logs go through the official SDK', unusable);
  return { unusable };
}

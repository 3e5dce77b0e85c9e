import { diag } from '@opentelemetry/api';
import { getStringFromEnv } from '@opentelemetry/core';
import type { OtelNativeWarningCode } from '@otel-native/api-bridge';
import { hasOwnLogger } from './diagnostics';
import type { PackageErrorCode } from '../errors';

/** The code of a process warning of the SDK, including the reasons why the preload did not start. */
export type AnnouncementCode = OtelNativeWarningCode | PackageErrorCode;

const announced = new Set<string>();

/**
 * Warns once: as a process warning, whose code applications and tools can match, and through `diag` if the application
 * set its own logger. (Our own logger writes to stderr, like the warning.) Prints nothing if `OTEL_LOG_LEVEL` is
 * `none`.
 */
export function announce(code: AnnouncementCode, message: string): void {
  if (announced.has(message)) return;
  announced.add(message);
  if (getStringFromEnv('OTEL_LOG_LEVEL')?.trim().toLowerCase() === 'none') return;
  if (!hasOwnLogger()) diag.warn(message);
  process.emitWarning(message, { type: 'OpenTelemetryWarning', code });
}

/** Warns once for all signals that the official packages do the work of a binary that does not load. */
export function announceFallback(unusable: Error): void {
  announce(
    'OTEL_NATIVE_FALLBACK',
    `${unusable.message}. Using the official SDK, which works on the JavaScript thread`,
  );
}

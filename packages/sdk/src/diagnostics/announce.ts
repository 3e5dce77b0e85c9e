import { diag } from '@opentelemetry/api';
import { getStringFromEnv } from '@opentelemetry/core';
import type { OtelNativeWarningCode } from '@otel-native/api-bridge';
import { hasOwnLogger } from './diagnostics';
import type { PackageErrorCode } from '../errors';

/** What a process warning of the SDK has as its code: also why the preload did not start. */
export type AnnouncementCode = OtelNativeWarningCode | PackageErrorCode;

const announced = new Set<string>();

/**
 * Says something once: as a process warning, whose code tools and applications can look for, and through `diag` where that
 * has the application's own logger. Ours writes to stderr as the warning does. Nothing where `OTEL_LOG_LEVEL` is `none`.
 */
export function announce(code: AnnouncementCode, message: string): void {
  if (announced.has(message)) return;
  announced.add(message);
  if (getStringFromEnv('OTEL_LOG_LEVEL')?.trim().toLowerCase() === 'none') return;
  if (!hasOwnLogger()) diag.warn(message);
  process.emitWarning(message, { type: 'OpenTelemetryWarning', code });
}

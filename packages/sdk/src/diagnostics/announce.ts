import { diag } from '@opentelemetry/api';
import { getStringFromEnv } from '@opentelemetry/core';
import { hasOwnLogger } from './diagnostics';
import type { PackageErrorCode } from '../errors';

/** What the SDK says about itself without being asked: the codes of its process warnings. */
export type AnnouncementCode =
  /** The official SDK, or nothing, is used in place of the native pipeline. */
  | 'OTEL_NATIVE_FALLBACK'
  /** Instrumentations came too late for modules that were loaded. */
  | 'OTEL_NATIVE_LATE_START'
  /** A part that was asked for is left out. */
  | 'OTEL_NATIVE_PART_MISSING'
  /** A copy of the API that does not work with ours was first. */
  | 'OTEL_NATIVE_API_MISMATCH'
  /** Why the preload did not start. */
  | PackageErrorCode;

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

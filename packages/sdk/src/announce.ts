import { diag } from '@opentelemetry/api';
import type { PackageErrorCode } from './errors';

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

/** Says something once, through `diag` and, as that usually has no logger, as a process warning. */
export function announce(code: AnnouncementCode, message: string): void {
  if (announced.has(message)) return;
  announced.add(message);
  diag.warn(message);
  process.emitWarning(message, { type: 'OpenTelemetryWarning', code });
}

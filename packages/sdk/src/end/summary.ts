import { getStringFromEnv } from '@opentelemetry/core';
import type { PipelineStats } from '@otel-native/api-bridge';
import { writeToStderr } from '../diagnostics/stderr-logger';
import type { SdkStats } from '../sdk-stats';

const kVariable = 'OTEL_NATIVE_SUMMARY';

/** Whether `OTEL_NATIVE_SUMMARY` is `1` or `true`. */
export function wantsSummary(): boolean {
  const value = getStringFromEnv(kVariable)?.trim().toLowerCase();
  return value === '1' || value === 'true';
}

/** Writes one line with the exported and lost telemetry of this thread. */
export function writeSummary({ traces, metrics, logs }: SdkStats): void {
  const parts = [
    partOf('spans', traces),
    partOf('data points', metrics),
    partOf('log records', logs),
  ];
  writeToStderr('summary', parts.filter(Boolean).join('; ') || 'nothing was recorded natively');
}

function partOf(items: string, stats: PipelineStats | undefined): string | undefined {
  if (stats === undefined) return undefined;
  const { ended, exported, queued, dropped, lastError } = stats;
  const causes = Object.entries(dropped).filter(([, count]) => count > 0);
  const lost = causes.reduce((sum, [, count]) => sum + count, 0);
  const why = causes.map(([cause, count]) => `${cause} ${count}`).join(', ');
  const waiting = queued === 0 ? '' : `, ${queued} waiting`;
  const details = lost === 0 ? '' : ` (${why}${lastError === '' ? '' : `; ${lastError}`})`;
  return `${ended} ${items} ended, ${exported} exported${waiting}, ${lost} lost${details}`;
}

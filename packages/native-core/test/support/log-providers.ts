import type { PipelineStats } from '@otel-native/api-bridge';
import { LoggerProvider, type LoggerProviderOptions } from '@otel-native/native-core/logs';
import { shutDownAfterTest } from './after-test';
import type { CollectingSink } from './collecting-sink';
import { decodeLogs, type DecodedLog } from './decode-logs';

/** A provider that is shut down after its test. */
export function makeLoggerProvider(options: LoggerProviderOptions): LoggerProvider {
  return shutDownAfterTest(new LoggerProvider(options));
}

export function logsOf(sink: CollectingSink): DecodedLog[] {
  return sink.batches.flatMap(({ bytes }) => decodeLogs(bytes));
}

/** The bodies that are texts; `undefined` stands for every other body. */
export function textsOf(sink: CollectingSink): (string | undefined)[] {
  return logsOf(sink).map(({ body }) =>
    typeof body === 'object' && 'string' in body ? body.string : undefined,
  );
}

/** Statistics in which every log record is in exactly one place. */
export function consistentLogStats(provider: LoggerProvider): PipelineStats {
  const stats = provider.stats()!;
  const dropped = Object.values(stats.dropped).reduce((sum, count) => sum + count, 0);
  expect(stats.exported + stats.queued + dropped).toBe(stats.ended);
  return stats;
}

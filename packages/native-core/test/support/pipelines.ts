import type { Attributes } from '@opentelemetry/api';
import type { PipelineStats } from '@otel-native/api-bridge';
import {
  TracerProvider,
  type BatchOptions,
  type TracerProviderOptions,
} from '@otel-native/native-core';
import { shutDownAfterTest } from './after-test';
import type { CollectingSink } from './collecting-sink';

export const kMiB = 1_048_576;

/** A provider that is shut down after its test. */
export function makeProvider(
  exporter: CollectingSink,
  batch: BatchOptions = {},
  others: TracerProviderOptions = {},
): TracerProvider {
  return shutDownAfterTest(new TracerProvider({ ...others, exporter, batch }));
}

/** Ends spans in one synchronous burst. */
export function endSpans(
  provider: TracerProvider,
  count: number,
  attributes: Attributes = {},
): void {
  const tracer = provider.getTracer('burst');
  for (let i = 0; i < count; i++) tracer.startSpan(`span ${i}`, { attributes }).end();
}

/** Statistics in which every span is in exactly one place. */
export function consistentStats(provider: TracerProvider): PipelineStats {
  const stats = provider.stats()!;
  const dropped = Object.values(stats.dropped).reduce((sum, count) => sum + count, 0);
  expect(stats.exported + stats.queued + dropped).toBe(stats.ended);
  for (const count of [stats.queued, ...Object.values(stats.dropped)]) {
    expect(count).toBeGreaterThanOrEqual(0);
  }
  return stats;
}

export function expectNames(sink: CollectingSink, count: number): void {
  const names = sink.spans().map(({ name }) => name);
  expect(names).toEqual(Array.from({ length: count }, (_, i) => `span ${i}`));
}

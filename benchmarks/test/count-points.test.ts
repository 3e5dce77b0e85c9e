import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ProtobufMetricsSerializer } from '@opentelemetry/otlp-transformer';
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';

import { countPoints } from '../src/receiver/count-points.ts';

class Reader extends MetricReader {
  protected async onShutdown(): Promise<void> {}
  protected async onForceFlush(): Promise<void> {}
}

test('counts points of all kinds, and the measurements in sums and histograms', async () => {
  const reader = new Reader();
  const exponential = { type: 5 } as const;
  const provider = new MeterProvider({
    readers: [reader],
    views: [{ instrumentName: 'exponential', aggregation: exponential }],
  });
  const meter = provider.getMeter('a');
  const counter = meter.createCounter('counter');
  for (let call = 0; call < 10; call++) counter.add(1, { call: call % 3 });
  meter.createCounter('integer', { valueType: 0 }).add(7);
  for (const value of [1, 50, 1e6]) {
    meter.createHistogram('histogram').record(value);
    provider.getMeter('b').createHistogram('exponential').record(value);
  }
  meter.createGauge('gauge').record(1_000);
  const { resourceMetrics } = await reader.collect();
  const request = ProtobufMetricsSerializer.serializeRequest(resourceMetrics)!;
  assert.deepEqual(countPoints(request), { points: 7, measurements: 23 });
  assert.throws(() => countPoints(request.subarray(0, -1)), RangeError);
  assert.deepEqual(countPoints(new Uint8Array(0)), { points: 0, measurements: 0 });
});

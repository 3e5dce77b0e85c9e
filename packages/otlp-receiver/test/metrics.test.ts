import assert from 'node:assert/strict';
import { test } from 'node:test';

import { OtlpReceiver } from '../src/index.ts';
import { encodeMetricRequest } from '../src/otlp-messages.ts';

const times = { startTimeUnixNano: '1700000000000000001', timeUnixNano: '1700000001000000002' };
const attributes = [{ key: 'cpu', value: { intValue: '3' } }];
const points = (...values: object[]) => ({
  dataPoints: values.map((value) => ({ ...times, attributes, ...value })),
});
const exemplar = {
  asInt: '4',
  timeUnixNano: '1700000000500000000',
  traceId: Buffer.alloc(16, 0xa1),
  spanId: Buffer.alloc(8, 0xb2),
  filteredAttributes: [{ key: 'user', value: { stringValue: 'ann' } }],
};

const request = encodeMetricRequest({
  resourceMetrics: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] },
      scopeMetrics: [
        {
          scope: { name: 'library', version: '1' },
          metrics: [
            { name: 'sum', unit: 'By', sum: points({ asInt: '9007199254740991' }) },
            { name: 'gauge', description: 'How warm', gauge: points({ asDouble: -0.5 }, {}) },
            {
              name: 'histogram',
              histogram: points({ count: '3', sum: 7.5, bucketCounts: ['1', '2'] }),
            },
            {
              name: 'exponential',
              exponentialHistogram: points({
                count: '6',
                zeroCount: '1',
                positive: { bucketCounts: ['2', '0', '1'] },
                negative: { bucketCounts: ['2'] },
                exemplars: [exemplar, { asDouble: 0.5 }],
              }),
            },
            { name: 'summary', summary: { dataPoints: [] } },
          ],
        },
      ],
    },
  ],
});

test('metrics arrive as plain values and are counted', async (t) => {
  const receiver = await OtlpReceiver.start();
  t.after(() => receiver.close());
  const post = (body: Uint8Array) =>
    fetch(`${receiver.url}/v1/metrics`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-protobuf' },
      body,
    });
  assert.equal((await post(request)).status, 200);
  assert.equal((await post(request.subarray(0, -1))).status, 400);
  const seen = receiver.metrics.map(({ name, unit, kind, points: [first] }) => [
    ...[name, unit, kind, first?.value, first?.count, first?.bucketTotal],
  ]);
  assert.deepEqual(seen, [
    ['sum', 'By', 'sum', Number.MAX_SAFE_INTEGER, undefined, undefined],
    ['gauge', '', 'gauge', -0.5, undefined, undefined],
    ['histogram', '', 'histogram', 7.5, 3, 3],
    ['exponential', '', 'exponentialHistogram', 0, 6, 6],
  ]);
  const exemplars = receiver.metrics.map(({ points: [first] }) => first?.exemplars);
  const { timeUnixNano } = exemplar;
  const ids = { traceId: 'a1'.repeat(16), spanId: 'b2'.repeat(8) };
  const withSpan = { value: 4, timeUnixNano, ...ids, filteredAttributes: { user: 'ann' } };
  const none = { timeUnixNano: '0', traceId: '', spanId: '', filteredAttributes: {} };
  assert.deepEqual(exemplars, [[], [], [], [withSpan, { value: 0.5, ...none }]]);
  const [sum] = receiver.metrics;
  assert.deepEqual(sum?.points[0]?.attributes, { cpu: 3 });
  assert.equal(sum?.points[0]?.timeUnixNano, times.timeUnixNano);
  assert.equal(sum?.resource.attributes['service.name'], 'shop');
  assert.equal(sum?.scope.name, 'library');
  assert.deepEqual(
    { ...receiver.counts(), requestBytes: 0 },
    { requests: 1, spans: 0, dataPoints: 5, logRecords: 0, requestBytes: 0, refused: 1 },
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { OtlpReceiver } from '../src/index.ts';
import { encodeMetricRequest } from '../src/otlp-messages.ts';

const times = { startTimeUnixNano: '1700000000000000001', timeUnixNano: '1700000001000000002' };
const attributes = [{ key: 'cpu', value: { intValue: '3' } }];
const points = (...values: object[]) => ({
  dataPoints: values.map((value) => ({ ...times, attributes, ...value })),
});

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
            { name: 'histogram', histogram: points({ count: '3', sum: 7.5 }) },
            { name: 'exponential', exponentialHistogram: points({ count: '0' }) },
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
    ...[name, unit, kind, first?.value, first?.count],
  ]);
  assert.deepEqual(seen, [
    ['sum', 'By', 'sum', Number.MAX_SAFE_INTEGER, undefined],
    ['gauge', '', 'gauge', -0.5, undefined],
    ['histogram', '', 'histogram', 7.5, 3],
    ['exponential', '', 'exponentialHistogram', 0, 0],
  ]);
  const [sum] = receiver.metrics;
  assert.deepEqual(sum?.points[0]?.attributes, { cpu: 3 });
  assert.equal(sum?.points[0]?.timeUnixNano, times.timeUnixNano);
  assert.equal(sum?.resource.attributes['service.name'], 'shop');
  assert.equal(sum?.scope.name, 'library');
  assert.deepEqual(
    { ...receiver.counts(), requestBytes: 0 },
    { requests: 1, spans: 0, dataPoints: 5, requestBytes: 0, refused: 1 },
  );
});

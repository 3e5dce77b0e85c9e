import assert from 'node:assert/strict';
import { test } from 'node:test';

import { OtlpReceiver } from '../src/index.ts';
import { encodeLogRequest } from '../src/otlp-messages.ts';

const times = {
  timeUnixNano: '1700000000000000001',
  observedTimeUnixNano: '1700000001000000002',
};
const request = encodeLogRequest({
  resourceLogs: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] },
      scopeLogs: [
        {
          scope: { name: 'library', version: '1' },
          logRecords: [
            {
              ...times,
              severityNumber: 9,
              severityText: 'INFO',
              body: { kvlistValue: { values: [{ key: 'n', value: { intValue: '1' } }] } },
              eventName: 'order',
              attributes: [{ key: 'cpu', value: { intValue: '3' } }],
              droppedAttributesCount: 2,
              traceId: Buffer.alloc(16, 0xa1),
              spanId: Buffer.alloc(8, 0xb2),
              flags: 1,
            },
            { body: {} },
            {},
          ],
        },
      ],
    },
  ],
});

test('log records are received as plain values and counted', async (t) => {
  const receiver = await OtlpReceiver.start({ maxKeptLogs: 3 });
  t.after(() => receiver.close());
  const post = (body: Uint8Array) =>
    fetch(`${receiver.url}/v1/logs`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-protobuf' },
      body,
    });
  assert.equal((await post(request)).status, 200);
  assert.equal((await post(request)).status, 200);
  assert.equal((await post(request.subarray(0, -1))).status, 400);
  const [full, emptyBody, nothing, ...more] = receiver.logs;
  assert.deepEqual(more, []);
  const { scope, resource, ...record } = full!;
  assert.deepEqual(record, {
    ...times,
    severityNumber: 9,
    severityText: 'INFO',
    body: { n: 1 },
    eventName: 'order',
    attributes: { cpu: 3 },
    droppedAttributesCount: 2,
    traceId: 'a1'.repeat(16),
    spanId: 'b2'.repeat(8),
    flags: 1,
  });
  assert.equal(scope.name, 'library');
  assert.equal(resource.attributes['service.name'], 'shop');
  assert.equal(emptyBody?.body, null);
  assert.equal(nothing?.body, undefined);
  assert.deepEqual([nothing?.eventName, nothing?.traceId, nothing?.timeUnixNano], ['', '', '0']);
  const kept = (await (await fetch(`${receiver.url}/logs`)).json()) as unknown[];
  assert.equal(kept.length, 3);
  const { requests, logRecords, refused } = receiver.counts();
  assert.deepEqual({ requests, logRecords, refused }, { requests: 2, logRecords: 6, refused: 1 });
});

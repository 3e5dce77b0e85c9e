import assert from 'node:assert/strict';
import { request } from 'node:https';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { deflateSync, gzipSync } from 'node:zlib';

import { detectPinning } from '../src/harness/pinning.ts';
import { startReceiver, type Receiver } from '../src/receiver/client.ts';
import {
  countDatadogSpans,
  countElasticSpans,
  countNewRelicSpans,
} from '../src/receiver/count-traces.ts';

/** A span with a value of each kind that dd-trace writes, and of the rest of MessagePack. */
const datadogSpan = [
  ...[0x87, 0xa4, ...ascii('name'), 0xd9, 11, ...ascii('web.request')],
  ...[0xa8, ...ascii('trace_id'), 0xcf, 1, 2, 3, 4, 5, 6, 7, 8],
  ...[0xa5, ...ascii('start'), 0xd3, 1, 2, 3, 4, 5, 6, 7, 8],
  ...[0xa5, ...ascii('error'), 0x00],
  ...[0xa4, ...ascii('meta'), 0xde, 0, 2, 0xa1, ...ascii('k'), 0xda, 0, 3, ...ascii('abc')],
  ...[0xa1, ...ascii('b'), 0xc4, 2, 0x93, 0x93],
  ...[0xa7, ...ascii('metrics'), 0x81, 0xa1, ...ascii('f'), 0xcb, 0, 0, 0, 0, 0, 0, 0, 0],
  ...[0xa4, ...ascii('list'), 0x93, 0xc0, 0xff, 0xd4, 1, 2],
];

test('counts the spans of every trace in MessagePack', () => {
  const traces = [0x92, 0x92, ...datadogSpan, ...datadogSpan, 0xdc, 0, 1, ...datadogSpan];
  assert.equal(countDatadogSpans(Uint8Array.from(traces)), 3);
  assert.equal(countDatadogSpans(Uint8Array.of(0x90)), 0);
  const many = [0xdd, 0, 0, 0, 1, 0xdc, 1, 0, ...new Array<number>(256).fill(0x80)];
  assert.equal(countDatadogSpans(Uint8Array.from(many)), 256);
});

test('refuses MessagePack that ends early or is no list', () => {
  const traces = Uint8Array.from([0x91, 0x91, ...datadogSpan]);
  for (let length = 0; length < traces.length; length++) {
    assert.throws(() => countDatadogSpans(traces.subarray(0, length)), RangeError);
  }
  assert.throws(() => countDatadogSpans(Uint8Array.of(0x81, 0xa1)), /no list at byte 0/);
});

test('counts transactions and spans of Elastic, and nothing that only mentions them', () => {
  const lines = [
    { metadata: { service: { name: 'a' } } },
    { transaction: { id: '1', name: 'line\n{"span":' } },
    { span: { id: '2' } },
    { metricset: { samples: { span: { value: 1 } } } },
    { span: { id: '3' } },
  ];
  const body = Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n') + '\n');
  assert.equal(countElasticSpans(body), 3);
  assert.throws(() => countElasticSpans(Buffer.from('{"span":{}}\n')), RangeError);
});

test('counts span events of New Relic', () => {
  const sampling = { reservoir_size: 10, events_seen: 2 };
  const message = [
    'run',
    sampling,
    [
      [{ type: 'Span' }, {}, {}],
      [{ type: 'Span' }, {}, {}],
    ],
  ];
  assert.equal(countNewRelicSpans(Buffer.from(JSON.stringify(message))), 2);
  assert.throws(() => countNewRelicSpans(Buffer.from('{}')), RangeError);
});

test('the receiver counts what agents send it, compressed as they do', async () => {
  const receiver = await startReceiver(detectPinning());
  try {
    const traces = Uint8Array.from([0x91, 0x92, ...datadogSpan, ...datadogSpan]);
    const datadog = await send(receiver, '/v0.4/traces', 'PUT', traces);
    assert.deepEqual(await datadog.json(), { rate_by_service: { 'service:,env:': 1 } });
    const events = Buffer.from('{"metadata":{}}\n{"transaction":{}}\n');
    await send(receiver, '/intake/v2/events', 'POST', gzipSync(events), 'gzip');
    await send(receiver, '/intake/v2/events', 'POST', deflateSync(events), 'deflate');
    assert.equal((await send(receiver, '/v0.4/traces', 'PUT', Buffer.from('x'))).status, 400);
    assert.equal((await send(receiver, '/elsewhere', 'PUT', traces)).status, 404);
    const { spans, requests, refused } = await receiver.counts();
    assert.deepEqual({ spans, requests, refused }, { spans: 4, requests: 3, refused: 1 });
  } finally {
    await receiver.stop();
  }
});

test('the receiver stands in for New Relic’s collector over TLS', async () => {
  const receiver = await startReceiver(detectPinning());
  try {
    const { host, port } = new URL(receiver.endpoint);
    assert.deepEqual(await invoke(port, 'preconnect', '[]'), {
      return_value: { redirect_host: host, security_policies: {} },
    });
    assert.deepEqual(await invoke(port, 'span_event_data', '["run",{},[[],[],[]]]'), {
      return_value: null,
    });
    assert.equal((await receiver.counts()).spans, 3);
  } finally {
    await receiver.stop();
  }
});

function ascii(text: string): number[] {
  return [...Buffer.from(text, 'ascii')];
}

function send(
  receiver: Receiver,
  path: string,
  method: string,
  body: Uint8Array<ArrayBuffer>,
  encoding = 'identity',
): Promise<Response> {
  const headers = { 'content-encoding': encoding };
  return fetch(receiver.endpoint + path, { method, body, headers });
}

function invoke(port: string, method: string, body: string): Promise<unknown> {
  const ca = readFileSync(new URL('../src/receiver/tls/server-cert.pem', import.meta.url));
  const path = `/agent_listener/invoke_raw_method?method=${method}`;
  return new Promise((resolve, reject) => {
    const post = request({ host: '127.0.0.1', port, path, method: 'POST', ca }, (response) => {
      response.setEncoding('utf8').on('data', (text: string) => resolve(JSON.parse(text)));
    });
    post.on('error', reject).end(body);
  });
}

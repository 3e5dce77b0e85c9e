import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { test, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';

import { OtlpReceiver, type ReceiverOptions } from '../src/index.ts';
import { encodeTraceRequest } from '../src/otlp-messages.ts';
import { expectedSpan, request } from './example-request.ts';

const body = encodeTraceRequest(request);

async function start(context: TestContext, options: ReceiverOptions = {}) {
  const receiver = await OtlpReceiver.start(options);
  context.after(() => receiver.close());
  return receiver;
}

async function post(url: string, content: Uint8Array, headers: Record<string, string> = {}) {
  const socketPath = url.startsWith('unix://') ? url.slice('unix://'.length) : undefined;
  const options = {
    ...(socketPath === undefined ? { port: new URL(url).port } : { socketPath }),
    host: '127.0.0.1',
    path: '/v1/traces',
    method: 'POST',
    headers: { 'content-type': 'application/x-protobuf', ...headers },
  };
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    http.request(options, resolve).on('error', reject).end(content);
  });
  return { status: response.statusCode, text: String(await buffer(response)) };
}

test('gives every field of a span back in plain values', async (context) => {
  const receiver = await start(context);
  assert.deepEqual(await post(receiver.url, body), { status: 200, text: '' });
  assert.deepEqual(receiver.spans, [expectedSpan]);
  assert.deepEqual(receiver.counts(), {
    requests: 1,
    spans: 1,
    dataPoints: 0,
    logRecords: 0,
    requestBytes: body.length,
    refused: 0,
  });
});

test('takes gzip', async (context) => {
  const receiver = await start(context);
  const answer = await post(receiver.url, gzipSync(body), { 'content-encoding': 'gzip' });
  assert.equal(answer.status, 200);
  assert.deepEqual(receiver.spans, [expectedSpan]);
});

test('listens on a Unix socket', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'otlp-receiver-'));
  context.after(() => rm(folder, { recursive: true }));
  const socketPath = join(folder, 'otlp.sock');
  const receiver = await start(context, { socketPath });
  assert.equal(receiver.url, `unix://${socketPath}`);
  assert.equal((await post(receiver.url, body)).status, 200);
  assert.equal(receiver.counts().spans, 1);
});

test('refuses what is not a trace request, and counts it', async (context) => {
  const receiver = await start(context);
  const cases: [Uint8Array, Record<string, string>, number][] = [
    [Buffer.from('no protobuf'), {}, 400],
    [body, { 'content-encoding': 'gzip' }, 400],
    [body, { 'content-encoding': 'br' }, 400],
    [body, { 'content-type': 'application/json' }, 415],
  ];
  for (const [content, headers, status] of cases) {
    assert.equal((await post(receiver.url, content, headers)).status, status);
  }
  assert.equal((await fetch(`${receiver.url}/v1/profiles`, { method: 'POST' })).status, 404);
  assert.equal((await fetch(`${receiver.url}/v1/traces`, { method: 'PUT' })).status, 405);
  assert.deepEqual(receiver.counts(), {
    requests: 0,
    spans: 0,
    dataPoints: 0,
    logRecords: 0,
    requestBytes: 0,
    refused: 6,
  });
});

test('keeps as many spans as it was told and counts all', async (context) => {
  const receiver = await start(context, { maxKeptSpans: 1 });
  await post(receiver.url, body);
  await post(receiver.url, body);
  assert.equal(receiver.spans.length, 1);
  assert.equal(receiver.counts().spans, 2);
});

test('sends requests on unchanged', async (context) => {
  const behind = await start(context);
  const receiver = await start(context, { forwardTo: new URL('/v1/traces', behind.url) });
  const zipped = gzipSync(body);
  assert.equal((await post(receiver.url, zipped, { 'content-encoding': 'gzip' })).status, 200);
  assert.equal(behind.counts().requestBytes, zipped.length);
  assert.deepEqual(behind.spans, receiver.spans);
});

test('the answer of the endpoint behind is its answer', async (context) => {
  const busy = http.createServer((_request, response) => {
    response.writeHead(503, { 'retry-after': '7' }).end('busy');
  });
  busy.listen(0, '127.0.0.1');
  await new Promise((resolve) => busy.once('listening', resolve));
  const { port } = busy.address() as { port: number };
  const forwardTo = new URL(`http://127.0.0.1:${port}/v1/traces`);
  const receiver = await start(context, { forwardTo });
  assert.deepEqual(await post(receiver.url, body), { status: 503, text: 'busy' });
  busy.closeAllConnections();
  await new Promise((resolve) => busy.close(resolve));
  assert.equal((await post(receiver.url, body)).status, 502);
  assert.deepEqual(receiver.counts(), {
    requests: 0,
    spans: 0,
    dataPoints: 0,
    logRecords: 0,
    requestBytes: 0,
    refused: 2,
  });
});

test('shows spans and counts as JSON', async (context) => {
  const receiver = await start(context);
  await post(receiver.url, body);
  const counts: unknown = await (await fetch(`${receiver.url}/counts`)).json();
  assert.deepEqual(counts, receiver.counts());
  const [span] = (await (await fetch(`${receiver.url}/spans`)).json()) as [
    { attributes: Record<string, unknown> },
  ];
  assert.deepEqual(span.attributes['bytes'], { base64: 'AAH/' });
  assert.equal(span.attributes['int'], -5);
});

test('hands spans and reasons for a refusal on', async (context) => {
  const names: string[] = [];
  const refused: string[] = [];
  const receiver = await start(context, {
    maxKeptSpans: 0,
    onSpans: (spans) => names.push(...spans.map(({ name }) => name)),
    onRefused: (reason) => refused.push(reason),
  });
  await post(receiver.url, body);
  await post(receiver.url, Buffer.from('garbage'));
  await post(receiver.url, body, { 'content-type': 'text/plain' });
  assert.deepEqual(names, [expectedSpan.name]);
  assert.equal(refused.length, 2);
  assert.equal(refused[1], 'only application/x-protobuf');
  assert.deepEqual(receiver.spans, []);
});

test('a body that is too large is refused, also where it grows by decompression', async (context) => {
  const receiver = await start(context, { maxBodyBytes: 1_000 });
  const large = Buffer.alloc(2_000);
  assert.equal((await post(receiver.url, large)).status, 413);
  const bomb = await post(receiver.url, gzipSync(large), { 'content-encoding': 'gzip' });
  assert.deepEqual(bomb, { status: 413, text: 'Error: the body has more than 1000 bytes' });
  assert.equal((await post(receiver.url, body)).status, 200);
  assert.equal(receiver.counts().refused, 2);
});

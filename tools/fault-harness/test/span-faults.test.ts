import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test, type TestContext } from 'node:test';
import { encodeTraceRequest } from '../../../packages/otlp-receiver/src/otlp-messages.ts';
import { Ledger } from '../src/ledger.ts';
import { FaultServer } from '../src/server/fault-server.ts';
import type { Fault } from '../src/server/faults.ts';
import { DelayMeter, Poisoned, SlowReceiver } from '../src/server/span-faults.ts';

const kNanosPerMilli = 1_000_000n;

async function serverWith(context: TestContext, fault: Fault): Promise<FaultServer> {
  const server = new FaultServer(new Ledger(0));
  server.afterwards = fault;
  await server.listen();
  context.after(() => server.stop());
  return server;
}

function request(index: number, endedMs = 0): Buffer {
  const span = {
    spanId: Buffer.alloc(8, 1),
    traceId: Buffer.alloc(16, 2),
    name: `span ${index}`,
    endTimeUnixNano: BigInt(endedMs) * kNanosPerMilli,
    attributes: [{ key: 'index', value: { intValue: index } }],
  };
  return Buffer.from(encodeTraceRequest({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }));
}

/** Gives the status line, or the code of the error that ended the connection. */
async function post(server: FaultServer, body: Buffer, path = '/v1/traces'): Promise<string> {
  const socket = connect(server.port, '127.0.0.1');
  socket.write(`POST ${path} HTTP/1.1\r\nContent-Length: ${body.length}\r\n\r\n`);
  socket.write(body);
  let answer = '';
  socket.on('data', (chunk: Buffer) => {
    answer = chunk.toString().split('\r\n')[0] ?? '';
    socket.destroy();
  });
  socket.on('error', ({ code }: NodeJS.ErrnoException) => (answer = code ?? ''));
  await once(socket, 'close').catch(() => undefined);
  return answer;
}

const kAccepted = 'HTTP/1.1 200 OK';

test('one span resets the connection, all others are taken', async (context) => {
  const poisoned = new Poisoned(2);
  const server = await serverWith(context, poisoned);
  assert.equal(await post(server, request(1)), kAccepted);
  assert.equal(poisoned.totalMs, -Infinity);
  assert.equal(await post(server, request(2)), 'ECONNRESET');
  assert.equal(await post(server, request(3)), kAccepted);
  assert.equal(poisoned.requests, 3);
  assert.equal(poisoned.span?.name, 'span 2');
  assert.ok(poisoned.totalMs > 0 && poisoned.totalMs < 60_000);
});

test('a slow receiver takes its time for spans alone, and for several at once', async (context) => {
  const slow = new SlowReceiver(50);
  const server = await serverWith(context, slow);
  assert.equal(await post(server, request(1), '/v1/metrics'), kAccepted);
  assert.equal(slow.requests, 0);
  await Promise.all([post(server, request(1)), post(server, request(2))]);
  assert.equal(slow.requests, 2);
  assert.ok(slow.totalMs >= 49);
});

test('delays are those of the spans that ended in between', async (context) => {
  const meter = new DelayMeter();
  const server = await serverWith(context, meter);
  const now = Date.now();
  await post(server, request(1, now - 60_000));
  await post(server, request(2, now - 5_000_000));
  const delayMs = meter.p99Ms(now - 100_000, now);
  assert.ok(delayMs >= 59_000 && delayMs < 120_000);
  assert.ok(Number.isNaN(meter.p99Ms(0, 1)));
});

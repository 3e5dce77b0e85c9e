import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';

import { Generator } from '../src/load/generator.ts';
import { percentile, percentileOfCounts } from '../src/load/latencies.ts';
import { fromLocust } from '../src/load/locust.ts';

test('a percentile is a latency that a request had', () => {
  assert.equal(percentile([], 0.5), null);
  assert.equal(percentile([7], 0.99), 7);
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  assert.equal(percentile(hundred, 0.5), 50);
  assert.equal(percentile(hundred, 0.99), 99);
  assert.equal(percentileOfCounts({ 10: 98, 2: 1, 300: 1 }, 0.99), 10);
  assert.equal(percentileOfCounts({ 10: 98, 2: 1, 300: 1 }, 0.995), 300);
  assert.equal(percentileOfCounts({}, 0.5), null);
});

test('at a fixed rate requests are sent whether or not those before were answered', async () => {
  const waiting: (() => void)[] = [];
  await withServer(
    (path, answer) => {
      waiting.push(() => answer(path === '/orders/3' ? 500 : 200));
      // None is answered before the last has come.
      if (waiting.length === 10) waiting.forEach((reply) => reply());
    },
    async (url) => {
      const phase = { url, seconds: 0.1, rate: 100, connections: 1 };
      const result = await new Generator(phase).run();
      assert.equal(result.requests, 9);
      assert.equal(result.failures, 1);
    },
  );
});

test('saturating, every connection has one request under way', async () => {
  let underWay = 0;
  let most = 0;
  let served = 0;
  await withServer(
    (_path, answer) => {
      most = Math.max(most, ++underWay);
      setImmediate(() => {
        underWay -= 1;
        served += 1;
        answer(200);
      });
    },
    async (url) => {
      const phase = { url, seconds: 0.3, rate: undefined, connections: 4 };
      const result = await new Generator(phase).run();
      assert.equal(result.requests, served);
      assert.ok(served > 4);
      assert.ok(most <= 4, String(most));
    },
  );
});

test('reads what Locust prints', () => {
  const result = fromLocust({
    ...{ num_requests: 12, num_failures: 2, start_time: 100, last_request_timestamp: 102.5 },
    response_times: { 4: 9, 9: 2, 120: 1 },
  });
  assert.deepEqual(result, {
    ...{ requests: 10, failures: 2, seconds: 2.5, p50Ms: 4, p99Ms: 120 },
  });
});

async function withServer(
  serve: (path: string, answer: (status: number) => void) => void,
  use: (url: string) => Promise<void>,
): Promise<void> {
  const server = createServer((request, response) => {
    serve(request.url ?? '', (status) => response.writeHead(status).end('{}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

import assert from 'node:assert/strict';
import { kAppTrace } from './app-trace.ts';
import { expectSilence, type Received } from './received.ts';
import { traceOutline } from './trace-outline.ts';

/** What `apps/bundled.mjs` sends: traces, metrics, and metrics of the process. */
export function expectAllSignals(received: Received): void {
  expectSilence(received);
  assert.equal(received.stdout, 'the application ended\n');
  assert.equal(traceOutline(received.spans), kAppTrace);
  const valueOf = (name: string): number | undefined =>
    received.metrics.find((metric) => metric.name === name)?.points[0]?.value;
  assert.equal(valueOf('orders'), 3);
  assert.ok((valueOf('process.cpu.time') ?? 0) > 0, 'process.cpu.time did not arrive');
  assert.ok(valueOf('nodejs.eventloop.time') !== undefined, 'no metric of the runtime arrived');
}

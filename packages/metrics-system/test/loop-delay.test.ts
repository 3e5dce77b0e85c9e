import { createRequire } from 'node:module';
import type { Addon } from '../src/binding/addon';
import { NodeLoopDelay } from '../src/runtime/node-loop-delay';
import { sleep } from './support/collecting';

const kAddon = '../build/Release/otel_native_metrics_system.node';
const { LoopDelay } = createRequire(__filename)(kAddon) as Addon;
const figures = ['count', 'min', 'max', 'mean', 'stddev', 'p50', 'p90', 'p99'] as const;

function block(millis: number): void {
  const end = performance.now() + millis;
  while (performance.now() < end);
}

test('the delays are those that Node measures, and are forgotten once they were taken', async () => {
  const delays = [new LoopDelay(10), new NodeLoopDelay(10)];
  for (let i = 0; i < 8; i++) {
    await sleep(20);
    block(i * 10);
  }
  await sleep(20);
  const [own, node] = delays.map((delay) => {
    const taken = new Float64Array(figures.length);
    delay.take(taken);
    return Object.fromEntries(figures.map((name, i) => [name, taken[i]!]));
  }) as [Record<string, number>, Record<string, number>];
  expect(Math.abs(own['count']! - node['count']!)).toBeLessThanOrEqual(2);
  for (const name of ['max', 'mean', 'stddev', 'p99'])
    expect([name, Math.abs(own[name]! / node[name]! - 1) < 0.1]).toEqual([name, true]);

  const next = new Float64Array(figures.length).fill(1);
  delays[0]!.take(next);
  expect([...next]).toEqual(figures.map(() => 0));
  for (const delay of delays) {
    delay.stop();
    delay.stop();
  }
});

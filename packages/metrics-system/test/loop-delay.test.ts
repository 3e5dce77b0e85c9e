import { createRequire } from 'node:module';
import type { Addon } from '../src/binding/addon';
import { NodeLoopDelay } from '../src/runtime/node-loop-delay';
import { sleep } from './support/collecting';

const kAddon = '../native/build/Release/otel_native_metrics_system.node';
const { LoopDelay } = createRequire(__filename)(kAddon) as Addon;
const figures = ['count', 'min', 'max', 'mean', 'stddev', 'p50', 'p90', 'p99'] as const;

function block(millis: number): void {
  const end = performance.now() + millis;
  while (performance.now() < end);
}

test('the delays are those that Node measures, and are forgotten once they were taken', async () => {
  const delays = [new LoopDelay(10), new NodeLoopDelay(10)];
  // The first tick has no tick before it.
  await sleep(30);
  for (let i = 0; i < 60; i++) {
    await sleep(5);
    block(i % 20 === 0 ? 80 : 5);
  }
  const [own, node] = delays.map((delay) => {
    const taken = new Float64Array(figures.length);
    delay.take(taken);
    return Object.fromEntries(figures.map((name, i) => [name, taken[i]!]));
  }) as [Record<string, number>, Record<string, number>];
  // A real timer is up to a millisecond late.
  for (const name of ['count', 'max', 'mean', 'stddev', 'p50', 'p90'])
    expect([name, Math.abs(own[name]! / node[name]! - 1) < 0.15]).toEqual([name, true]);

  const next = new Float64Array(figures.length).fill(1);
  delays[0]!.take(next);
  expect([...next]).toEqual(figures.map(() => 0));
  for (const delay of delays) {
    delay.stop();
    delay.stop();
  }
});

test('a process that waits has delays without being woken for them', async () => {
  const delay = new LoopDelay(1);
  await sleep(300);
  const before = process.resourceUsage().voluntaryContextSwitches;
  await sleep(300);
  const woken = process.resourceUsage().voluntaryContextSwitches - before;
  const taken = new Float64Array(figures.length);
  delay.take(taken);
  delay.stop();
  expect(taken[0]).toBeGreaterThan(400);
  expect(woken).toBeLessThan(100);
});

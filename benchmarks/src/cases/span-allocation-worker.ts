/**
 * A process of `span` and its kin that measures bytes allocated, not time: its heap is set up for that. Takes an
 * {@link AllocationTask} as JSON in its first argument and prints {@link AllocationWork} as JSON.
 */
import { trace } from '@opentelemetry/api';

import { allocatedBytesOf } from '../harness/allocation-meter.ts';
import { flush } from '../harness/flush.ts';
import { SliceLoop } from '../harness/slice-loop.ts';
import { summarise } from '../harness/statistics.ts';
import type { VariantName } from '../variants/index.ts';
import { startAgentDriver } from './agent-service.ts';
import { loadWorkload, type SpanCaseName } from './span-workload.ts';

export interface AllocationTask {
  readonly workload: SpanCaseName;
  readonly variant: VariantName;
  /** Base URL of the receiver. */
  readonly endpoint: string;
  readonly seed: number;
  /** What V8 has compiled decides what is allocated at all. */
  readonly warmupTurns: number;
}

export interface AllocationWork {
  /** Bytes per span, the export of it included: the median of the windows without a collection, `null` without one. */
  readonly allocatedBytes: number | null;
}

/** One that V8 collects in, or compiles in, is an outlier among them. */
const windows = 7;
const spansPerWindow = 3_000;

console.log(JSON.stringify(await work(JSON.parse(process.argv[2] ?? '') as AllocationTask)));

async function work(task: AllocationTask): Promise<AllocationWork> {
  const driver = await startAgentDriver(task);
  const workload = await loadWorkload(task.workload, task.warmupTurns + spansPerWindow, task.seed);
  const tracer = trace.getTracer('agent', '1.0.0');
  const loop = new SliceLoop(driver, workload.spansPerTurn, (turn) =>
    workload.runTurn(tracer, turn),
  );
  await loop.run(0, task.warmupTurns);
  await flush(driver);

  const turnsPerWindow = Math.ceil(spansPerWindow / workload.spansPerTurn);
  const perSpan: number[] = [];
  for (let window = 0; window < windows; window++) {
    const from = task.warmupTurns + window * turnsPerWindow;
    const bytes = await allocatedBytesOf(async () => {
      await loop.run(from, from + turnsPerWindow);
      await flush(driver);
    });
    if (bytes !== null) perSpan.push(bytes / (turnsPerWindow * workload.spansPerTurn));
  }
  await driver.shutdown();
  return { allocatedBytes: Math.round(summarise(perSpan)?.median ?? NaN) || null };
}

/**
 * The process under test of `span` and its kin: one variant, one round. Takes a {@link SpanTask} as JSON in its first
 * argument and prints {@link SpanWork} as JSON.
 */
import { trace } from '@opentelemetry/api';

import { startCpuMeter, type CpuUse } from '../harness/cpu-meter.ts';
import { flush } from '../harness/flush.ts';
import { SliceLoop } from '../harness/slice-loop.ts';
import type { VariantName } from '../variants/index.ts';
import { startAgentDriver } from './agent-service.ts';
import { loadWorkload, type SpanCaseName } from './span-workload.ts';

export interface SpanTask {
  readonly workload: SpanCaseName;
  readonly variant: VariantName;
  /** Base URL of the receiver. */
  readonly endpoint: string;
  readonly seed: number;
  readonly warmupTurns: number;
  readonly turns: number;
}

export interface SpanWork {
  readonly spansPerTurn: number;
  /** Spans ended, those of the warm-up included: what the receiver should have got. */
  readonly spansMade: number;
  /** Duration of the measured turns, until the receiver had answered for every span. */
  readonly cpu: CpuUse;
  /** Milliseconds of wall time inside the measured turns, without exports that ran inside them. */
  readonly callsMs: number;
  /** Milliseconds of wall time from the first measured turn until everything was exported. */
  readonly wallMs: number;
}

console.log(JSON.stringify(await work(JSON.parse(process.argv[2] ?? '') as SpanTask)));

async function work(task: SpanTask): Promise<SpanWork> {
  const driver = await startAgentDriver(task);
  const workload = await loadWorkload(task.workload, task.warmupTurns + task.turns, task.seed);
  const { spansPerTurn } = workload;
  const tracer = trace.getTracer('agent', '1.0.0');
  const loop = new SliceLoop(driver, spansPerTurn, (turn) => workload.runTurn(tracer, turn));

  await loop.run(0, task.warmupTurns);
  await flush(driver);

  const readCpu = startCpuMeter();
  const startedMs = performance.now();
  const callsMs = await loop.run(task.warmupTurns, task.warmupTurns + task.turns);
  await flush(driver);
  const wallMs = performance.now() - startedMs;
  const cpu = readCpu();

  await driver.shutdown();
  return { spansPerTurn, spansMade: loop.spansMade, cpu, callsMs, wallMs };
}

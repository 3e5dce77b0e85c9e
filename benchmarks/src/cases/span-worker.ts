/**
 * The process under test of case `span`: one variant, one round. Takes a {@link SpanTask} as JSON in its first
 * argument and prints {@link SpanWork} as JSON.
 */
import { trace } from '@opentelemetry/api';

import { makeAgentTurns, type AgentTurn } from '../fixtures/agent-turns.ts';
import { startCpuMeter, type CpuUse } from '../harness/cpu-meter.ts';
import { SliceLoop } from '../harness/slice-loop.ts';
import type { Driver } from '../variants/driver.ts';
import { loadVariant, type VariantName } from '../variants/index.ts';
import { spansPerTurn, traceAgentTurn } from './agent-turn.ts';

export interface SpanTask {
  readonly variant: VariantName;
  /** Base URL of the receiver. */
  readonly endpoint: string;
  readonly seed: number;
  readonly warmupTurns: number;
  readonly turns: number;
}

export interface SpanWork {
  /** Spans ended, those of the warm-up included: what the receiver should have got. */
  readonly spansMade: number;
  /** Of the measured turns, until the receiver had answered for every span. */
  readonly cpu: CpuUse;
  /** Milliseconds of wall time inside the measured turns, without exports that ran inside them. */
  readonly callsMs: number;
  /** Milliseconds of wall time from the first measured turn until everything was exported. */
  readonly wallMs: number;
}

/**
 * Turns repeat only beyond this many: ids that came again soon would flatter a cache of strings. Not more, because a
 * service does not hold its last ten thousand requests: a large old generation would be measured with the spans.
 */
const maxDistinctTurns = 1_024;

console.log(JSON.stringify(await work(JSON.parse(process.argv[2] ?? '') as SpanTask)));

async function work(task: SpanTask): Promise<SpanWork> {
  const startDriver = await loadVariant(task.variant);
  const driver = startDriver({
    endpoint: task.endpoint,
    resourceAttributes: { 'service.name': 'agent-service', 'service.version': '1.4.2' },
  });
  const distinctTurns = Math.min(task.warmupTurns + task.turns, maxDistinctTurns);
  const fixtures = makeAgentTurns(distinctTurns, task.seed);
  const tracer = trace.getTracer('agent', '1.0.0');
  const loop = new SliceLoop(driver, spansPerTurn, (turn) => {
    traceAgentTurn(tracer, fixtures[turn % distinctTurns] as AgentTurn);
  });

  await loop.run(0, task.warmupTurns);
  await flush(driver);

  const readCpu = startCpuMeter();
  const startedMs = performance.now();
  const callsMs = await loop.run(task.warmupTurns, task.warmupTurns + task.turns);
  await flush(driver);
  const wallMs = performance.now() - startedMs;
  const cpu = readCpu();

  await driver.shutdown();
  return { spansMade: loop.spansMade, cpu, callsMs, wallMs };
}

/** A flush that fails is a loss, which the receiver's count shows; the round still has its figures. */
async function flush(driver: Driver): Promise<void> {
  try {
    await driver.flush();
  } catch (error) {
    console.error('flush failed:', error);
  }
}

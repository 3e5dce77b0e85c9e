/**
 * The process under test of the loggers in case `log`: one logger, one bridge, one workload, one round. Takes a
 * {@link LogBridgeTask} as JSON in its first argument, answers each step with a {@link CpuUse}, and at
 * the end says how many lines should have become log records.
 */
import { ROOT_CONTEXT, context, trace } from '@opentelemetry/api';

import { cpuOf } from '../harness/cpu-meter.ts';
import { answerSteps } from '../harness/stepped-worker.ts';
import {
  loadBridgedLogger,
  type LineTarget,
  type LogBridgeVariant,
  type LogLibrary,
} from '../variants/log-bridges/index.ts';
import { loadLogVariant } from '../variants/logs/index.ts';

export interface LogBridgeTask {
  readonly library: LogLibrary;
  readonly variant: LogBridgeVariant;
  readonly target: LineTarget;
  readonly isInSpan: boolean;
  /** Base URL of the receiver. */
  readonly endpoint: string;
  readonly seed: number;
  /** Lines in a turn of the event loop; a burst is one turn. */
  readonly perTurn: number;
  readonly warmupTurns: number;
  readonly turnsPerStep: number;
}

await work(JSON.parse(process.argv[2] ?? '') as LogBridgeTask);

async function work(task: LogBridgeTask): Promise<void> {
  const { library, variant, target, isInSpan, seed, perTurn, warmupTurns, turnsPerStep } = task;
  const startDriver = await loadLogVariant(variant === 'alone' ? 'noop' : variant);
  const driver = startDriver({
    endpoint: task.endpoint,
    resourceAttributes: { 'service.name': 'agent-service', 'service.version': '1.4.2' },
  });
  const write = await loadBridgedLogger(library, { variant, target, hasIds: isInSpan }, seed);
  const ids = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
  const span = trace.setSpanContext(ROOT_CONTEXT, { ...ids, traceFlags: 1 });
  let index = 0;
  const turn = () => {
    for (let i = 0; i < perTurn; i++) write(index++);
  };
  /** Resolves when the receiver has answered for every record. */
  const run = async (count: number) => {
    for (let done = 0; done < count; done++) {
      context.with(isInSpan ? span : ROOT_CONTEXT, turn);
      await driver.afterTurn();
    }
    await driver.flush();
  };
  await run(warmupTurns);
  await answerSteps(
    () => cpuOf(() => run(turnsPerStep)),
    async () => {
      await driver.shutdown();
      return driver.records ? index : 0;
    },
  );
}

/**
 * The process under test of case `pause`: one variant traces an agent turn each millisecond, and all that holds the event loop is
 * measured. Takes a {@link PauseTask} as JSON in its first argument and prints {@link PauseWork} as JSON.
 */
import { setTimeout as delay } from 'node:timers/promises';

import { flush } from '../harness/flush.ts';
import { LoopProbe, type LoopPauses } from '../harness/loop-probe.ts';
import type { VariantName } from '../variants/index.ts';
import { startAgentTurns } from './agent-turns.ts';

export interface PauseTask {
  readonly variant: VariantName;
  /** Base URL of the receiver. */
  readonly endpoint: string;
  readonly seed: number;
  readonly warmupSeconds: number;
  readonly seconds: number;
}

export interface PauseWork {
  readonly pauses: LoopPauses;
  readonly spansMade: number;
}

console.log(JSON.stringify(await work(JSON.parse(process.argv[2] ?? '') as PauseTask)));

async function work(task: PauseTask): Promise<PauseWork> {
  const { driver, runTurn, spansMade } = await startAgentTurns(task);
  const probe = new LoopProbe(runTurn);
  await delay(task.warmupSeconds * 1000);
  probe.reset();
  await delay(task.seconds * 1000);
  const pauses = probe.read();
  probe.stop();
  await flush(driver);
  await driver.shutdown();
  return { pauses, spansMade: spansMade() };
}

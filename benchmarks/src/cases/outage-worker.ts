/**
 * The process under test of case `outage`: one variant traces agent turns at a steady rate, whatever its Collector does. Takes an
 * {@link OutageTask} as JSON in its first argument and prints {@link OutageWork} as JSON.
 */
import { setTimeout as delay } from 'node:timers/promises';

import { flush } from '../harness/flush.ts';
import { LoopProbe, type LoopPauses } from '../harness/loop-probe.ts';
import type { VariantName } from '../variants/index.ts';
import { startAgentTurns } from './agent-turns.ts';

export interface OutageTask {
  readonly variant: VariantName;
  /** Base URL of the Collector. */
  readonly endpoint: string;
  readonly seed: number;
  /** Milliseconds from one turn to the next. */
  readonly turnIntervalMs: number;
  readonly seconds: number;
}

export interface OutageWork {
  readonly spansMade: number;
  readonly pauses: LoopPauses;
  /** RSS over the seconds of the run. */
  readonly rss: { readonly atSeconds: number[]; readonly bytes: number[] };
}

const rssIntervalMs = 250;
/** Longer than any SDK here tries at its end. */
const endTimeoutMs = 40_000;

console.log(JSON.stringify(await work(JSON.parse(process.argv[2] ?? '') as OutageTask)));
process.exit(0);

async function work(task: OutageTask): Promise<OutageWork> {
  const { driver, runTurn, spansMade } = await startAgentTurns(task);

  // The first request is the Collector's sign that the run has begun.
  runTurn();
  await flush(driver);
  const startedMs = performance.now();
  const rss: OutageWork['rss'] = { atSeconds: [], bytes: [] };
  let nextTurnMs = startedMs;
  let nextLookMs = startedMs;
  const probe = new LoopProbe(() => {
    const nowMs = performance.now();
    if (nowMs >= nextTurnMs) {
      nextTurnMs += task.turnIntervalMs;
      runTurn();
    }
    if (nowMs >= nextLookMs) {
      nextLookMs += rssIntervalMs;
      rss.atSeconds.push(Math.round(nowMs - startedMs) / 1000);
      rss.bytes.push(process.memoryUsage.rss());
    }
  });
  await delay(task.seconds * 1000);
  const pauses = probe.read();
  probe.stop();
  await Promise.race([flush(driver).then(() => driver.shutdown()), delay(endTimeoutMs)]).catch(
    (error: unknown) => console.error('shutdown failed:', error),
  );
  return { spansMade: spansMade(), pauses, rss };
}

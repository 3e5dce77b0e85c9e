import { setImmediate as nextTurnOfLoop } from 'node:timers/promises';

import { flush } from '../harness/flush.ts';
import { startGenAiTelemetry, type GenAiTask } from './genai-telemetry.ts';
import { chatTurns, type TurnShape } from './genai-turn.ts';

export interface GenAiWorkloadTask extends GenAiTask, TurnShape {
  readonly warmupTurns: number;
}

/** Turns of a chat in one variant, exported. */
export interface GenAiWorkload {
  run(turns: number): Promise<void>;
  /** Ends the telemetry. Returns how many turns there were. */
  end(): Promise<number>;
}

/** Turns whose spans fit into the queue of an SDK at its defaults. */
const kTurnsPerFlush = 100;

/** Starts the telemetry, and warms it up. */
export async function startGenAiWorkload(task: GenAiWorkloadTask): Promise<GenAiWorkload> {
  const driver = await startGenAiTelemetry(task);
  const makeTurn = chatTurns(task, task.recordsContent);
  let made = 0;
  const run = async (turns: number) => {
    for (let turn = 1; turn <= turns; turn++) {
      await makeTurn(made++);
      await nextTurnOfLoop();
      if (turn % kTurnsPerFlush === 0 || turn === turns) await flush(driver);
    }
  };
  await run(task.warmupTurns);
  return {
    run,
    async end() {
      await driver.shutdown();
      return made;
    },
  };
}

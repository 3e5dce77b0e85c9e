/** Counts its steps; fails in step `failsAt` where the task has one. */
import { answerSteps } from '../../src/harness/stepped-worker.ts';

const { name, failsAt } = JSON.parse(process.argv[2] ?? '') as { name: string; failsAt?: number };
let steps = 0;

await answerSteps(
  async () => {
    if (++steps === failsAt) process.exit(1);
    return { name, startedNanos: String(process.hrtime.bigint()) };
  },
  async () => steps,
);

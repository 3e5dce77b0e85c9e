/**
 * The process under test of case `genai`: one variant, one round. Takes a {@link GenAiStepTask} as JSON in its first argument, answers each
 * step with a {@link CpuUse}, and at the end says how many turns there were.
 */
import { cpuOf } from '../harness/cpu-meter.ts';
import { answerSteps } from '../harness/stepped-worker.ts';
import { startGenAiWorkload, type GenAiWorkloadTask } from './genai-workload.ts';

export interface GenAiStepTask extends GenAiWorkloadTask {
  readonly turnsPerStep: number;
}

const task = JSON.parse(process.argv[2] ?? '') as GenAiStepTask;
const { run, end } = await startGenAiWorkload(task);
await answerSteps(() => cpuOf(() => run(task.turnsPerStep)), end);

/**
 * The process under test of case `log`: one variant, one workload, one round. Takes a {@link LogStepTask} as JSON in its first argument,
 * answers each step with a {@link CpuUse}, and at the end says how many records should have arrived.
 */
import { cpuOf } from '../harness/cpu-meter.ts';
import { answerSteps } from '../harness/stepped-worker.ts';
import { startLogWorkload, type LogTask } from './log-workload.ts';

export interface LogStepTask extends LogTask {
  readonly turnsPerStep: number;
}

const task = JSON.parse(process.argv[2] ?? '') as LogStepTask;
const { run, end } = await startLogWorkload(task);
await answerSteps(() => cpuOf(() => run(task.turnsPerStep)), end);

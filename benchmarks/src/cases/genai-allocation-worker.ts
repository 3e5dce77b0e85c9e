/** Measures what a turn allocates in one variant. Takes a {@link GenAiWorkloadTask} as JSON in its first argument and prints {@link GenAiAllocations}. */
import { allocatedBytesOf } from '../harness/allocation-meter.ts';
import { summarise } from '../harness/statistics.ts';
import { startGenAiWorkload, type GenAiWorkloadTask } from './genai-workload.ts';

export interface GenAiAllocations {
  /** Bytes per turn: the median of the windows without a collection, `null` without one. */
  readonly allocatedBytes: number | null;
}

const windows = 5;
const turnsPerWindow = 10;

const task = JSON.parse(process.argv[2] ?? '') as GenAiWorkloadTask;
const { run, end } = await startGenAiWorkload(task);
const perTurn: number[] = [];
for (let window = 0; window < windows; window++) {
  const bytes = await allocatedBytesOf(() => run(turnsPerWindow));
  if (bytes !== null) perTurn.push(bytes / turnsPerWindow);
}
await end();
const allocatedBytes = summarise(perTurn)?.median ?? null;
console.log(JSON.stringify({ allocatedBytes } satisfies GenAiAllocations));

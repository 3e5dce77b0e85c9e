/**
 * Measures what a log record allocates in one variant and workload. Takes a {@link LogTask} as JSON in its first argument and prints
 * {@link LogAllocations} as JSON.
 */
import { allocatedBytesOf } from '../harness/allocation-meter.ts';
import { summarise } from '../harness/statistics.ts';
import { startLogWorkload, type LogTask } from './log-workload.ts';

export interface LogAllocations {
  /** Bytes per record: the median of the windows without a collection, `null` without one. */
  readonly allocatedBytes: number | null;
  /** Records that should have arrived. */
  readonly sent: number;
}

const windows = 5;
const turnsPerWindow = 6;

console.log(JSON.stringify(await measure(JSON.parse(process.argv[2] ?? '') as LogTask)));

async function measure(task: LogTask): Promise<LogAllocations> {
  const { run, end } = await startLogWorkload(task);
  const perRecord: number[] = [];
  for (let window = 0; window < windows; window++) {
    const bytes = await allocatedBytesOf(() => run(turnsPerWindow));
    if (bytes !== null) perRecord.push(bytes / (turnsPerWindow * task.perTurn));
  }
  const allocatedBytes = summarise(perRecord)?.median ?? null;
  return { allocatedBytes, sent: await end() };
}

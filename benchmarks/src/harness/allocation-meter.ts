import { PerformanceObserver } from 'node:perf_hooks';
import { setImmediate as nextTurnOfLoop } from 'node:timers/promises';
import { getHeapStatistics } from 'node:v8';

/**
 * For a process that measures allocations: new objects have so much room that none has to be collected while a window
 * of them is measured, and a collection can be asked for in between.
 */
export const allocationNodeOptions: readonly string[] = [
  '--expose-gc',
  '--min-semi-space-size=128',
  '--max-semi-space-size=128',
];

/**
 * Bytes that `run` allocates on V8's heap: the growth of the used heap, which is the same as long as nothing is collected.
 * `null` when something was. Bytes of buffers lie outside the heap and do not count. Node 24 has no counter of bytes ever
 * allocated, and the sum of what collections free misses what is promoted.
 */
export async function allocatedBytesOf(run: () => Promise<unknown>): Promise<number | null> {
  if (globalThis.gc === undefined) throw new Error('needs the options allocationNodeOptions');
  await globalThis.gc({ execution: 'async' });
  let collections = 0;
  const observer = new PerformanceObserver((list) => (collections += list.getEntries().length));
  observer.observe({ entryTypes: ['gc'] });
  const before = getHeapStatistics().used_heap_size;
  await run();
  const after = getHeapStatistics().used_heap_size;
  // Collections are told in a later turn of the loop.
  await nextTurnOfLoop();
  await nextTurnOfLoop();
  collections += observer.takeRecords().length;
  observer.disconnect();
  return collections > 0 ? null : after - before;
}

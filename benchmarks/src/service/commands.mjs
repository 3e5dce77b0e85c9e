/**
 * Preloaded into the service: starts the variant that `BENCH_TELEMETRY` describes (JSON: a name and its options), then
 * answers the harness over the channel to the parent, one answer per command.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { getHeapStatistics, GCProfiler } from 'node:v8';

import { mainThreadCpuUs } from '../harness/main-thread-cpu.mjs';

/** A flush that takes longer counts as one that failed: the receiver's count tells what was lost by it. */
const flushTimeoutMs = 20_000;

const { variant, options } = JSON.parse(process.env['BENCH_TELEMETRY'] ?? '');
/** @type {{ startDriver: import('../variants/driver.ts').StartServiceDriver }} */
const { startDriver } = await import(`../variants/service/${variant}.mjs`);
const driver = await startDriver(options);

const loopTimerMs = 10;
/** @type {ReturnType<typeof monitorEventLoopDelay> | undefined} */
let loop;

/** Percentile 99 since the last call; nothing the first time. */
function loopDelayMs() {
  if (loop === undefined) {
    loop = monitorEventLoopDelay({ resolution: loopTimerMs });
    loop.enable();
    return null;
  }
  if (loop.count === 0) return null;
  const delayMs = loop.percentile(99) / 1e6 - loopTimerMs;
  loop.reset();
  return Math.max(0, delayMs);
}

/** @type {GCProfiler | undefined} */
let collections;
/** @type {import('node:inspector/promises').Session | undefined} */
let profiling;

/** @type {import('./application-process.ts').Commands} */
const commands = {
  usage: () => {
    const all = process.cpuUsage();
    return {
      atMs: performance.now(),
      mainCpuUs: mainThreadCpuUs(),
      processCpuUs: all.user + all.system,
      rssBytes: process.memoryUsage.rss(),
      loopDelayMs: loopDelayMs(),
    };
  },
  collect: () => {
    globalThis.gc?.();
    return { atMs: performance.now(), liveHeapBytes: process.memoryUsage().heapUsed };
  },
  watchAllocation: () => {
    collections = new GCProfiler();
    collections.start();
    return { usedBytes: getHeapStatistics().used_heap_size };
  },
  readAllocation: () => {
    const profile = collections?.stop();
    return {
      usedBytes: getHeapStatistics().used_heap_size,
      collections: (profile?.statistics ?? []).map(({ beforeGC, afterGC }) => ({
        beforeBytes: beforeGC.heapStatistics.usedHeapSize,
        afterBytes: afterGC.heapStatistics.usedHeapSize,
      })),
    };
  },
  startProfile: async () => {
    const { Session } = await import('node:inspector/promises');
    profiling = new Session();
    profiling.connect();
    await profiling.post('Profiler.enable');
    await profiling.post('Profiler.setSamplingInterval', { interval: 200 });
    await profiling.post('Profiler.start');
    return {};
  },
  stopProfile: async () => {
    if (profiling === undefined) throw new Error('no profile was started');
    const { profile } = await profiling.post('Profiler.stop');
    profiling.disconnect();
    return /** @type {import('../harness/cpu-profile.ts').CpuProfile} */ (profile);
  },
  flush: async () => {
    const failed = (/** @type {unknown} */ error) => console.error('flush failed:', error);
    await Promise.race([driver.flush().catch(failed), delay(flushTimeoutMs)]);
    return {};
  },
  stop: async () => {
    await driver.shutdown();
    setImmediate(() => process.exit());
    return {};
  },
};

process.on('message', async (/** @type {keyof typeof commands} */ name) => {
  try {
    process.send?.({ answer: await commands[name]() });
  } catch (error) {
    process.send?.({ error: String(error) });
  }
});

// The harness is gone: nobody would end this process.
process.on('disconnect', () => process.exit());

import { mainThreadCpuUs } from './main-thread-cpu.mjs';

/** What an interval cost. */
export interface CpuUse {
  /** Microseconds of CPU of the main thread; `null` where neither Node nor the system can tell. */
  readonly mainUs: number | null;
  /** Microseconds of CPU of all threads of the process. */
  readonly processUs: number;
}

/** Starts to measure; the function returned gives the CPU used since. */
export function startCpuMeter(): () => CpuUse {
  bookThreadTime();
  const processStart = process.cpuUsage();
  const mainStart = mainThreadCpuUs();
  return () => {
    bookThreadTime();
    const main = mainThreadCpuUs();
    const all = process.cpuUsage(processStart);
    return {
      mainUs: main === null || mainStart === null ? null : main - mainStart,
      processUs: all.user + all.system,
    };
  };
}

/** What `run` costs. */
export async function cpuOf(run: () => Promise<unknown>): Promise<CpuUse> {
  const readCpu = startCpuMeter();
  await run();
  return readCpu();
}

const cell = new Int32Array(new SharedArrayBuffer(4));
const briefMs = 0.05;

/**
 * Sleeps for a moment. Linux books the time of a running thread at its timer ticks, up to 4 ms late, which is more than some intervals
 * last; it books all of it when the thread goes to sleep.
 */
function bookThreadTime(): void {
  Atomics.wait(cell, 0, 0, briefMs);
}

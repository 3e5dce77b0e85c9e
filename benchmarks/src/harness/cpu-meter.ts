/** What an interval cost. */
export interface CpuUse {
  /** Microseconds of CPU of the calling thread; `null` where Node cannot tell (before 23.9). */
  readonly mainUs: number | null;
  /** Microseconds of CPU of all threads of the process. */
  readonly processUs: number;
}

/** Starts to measure; the function returned gives the CPU used since. */
export function startCpuMeter(): () => CpuUse {
  // Typed as always there; Node 22 has none.
  const readThread = process.threadCpuUsage as typeof process.threadCpuUsage | undefined;
  const processStart = process.cpuUsage();
  const mainStart = readThread?.call(process);
  return () => {
    const main = mainStart && readThread?.call(process, mainStart);
    const all = process.cpuUsage(processStart);
    return { mainUs: main ? main.user + main.system : null, processUs: all.user + all.system };
  };
}

import { readFileSync } from 'node:fs';

/** Linux's account of the main thread, whose number is that of the process: nanoseconds run, nanoseconds waited, turns. */
const schedstatFile = `/proc/self/task/${process.pid}/schedstat`;

/**
 * Microseconds of CPU of the main thread since its start. Before Node 23.9 Linux tells them, late by a tick of its clock (4 ms
 * or less); `null` on other systems.
 */
export function mainThreadCpuUs() {
  // Typed as always there; Node 22 has none.
  const { threadCpuUsage } = /** @type {Partial<NodeJS.Process>} */ (process);
  if (threadCpuUsage === undefined) return fromSystem();
  const { user, system } = threadCpuUsage.call(process);
  return user + system;
}

function fromSystem() {
  try {
    return Number(readFileSync(schedstatFile, 'utf8').split(' ', 1)[0]) / 1000;
  } catch {
    return null;
  }
}

import { spawnSync } from 'node:child_process';

type Command = [string, ...string[]];

/** Which core a process runs on: what is measured has one of its own, everything else shares another. */
export interface Pinning {
  /** For the result file, e.g. `cpu 0 / cpu 1`. */
  readonly description: string;
  /** The command line that runs the measured process. */
  measured(command: Command): Command;
  /** The command line that runs a helper: receiver, load generator, upstream. */
  aside(command: Command): Command;
}

const measuredCpu = '0';
const asideCpu = '1';

/** Pins with `taskset` where it is installed and allows both cores; elsewhere the system decides. */
export function detectPinning(): Pinning {
  if (!mayUse(measuredCpu) || !mayUse(asideCpu)) {
    return { description: 'none', measured: (command) => command, aside: (command) => command };
  }
  return {
    description: `measured process on cpu ${measuredCpu}, receiver on cpu ${asideCpu}`,
    measured: (command) => ['taskset', '-c', measuredCpu, ...command],
    aside: (command) => ['taskset', '-c', asideCpu, ...command],
  };
}

function mayUse(cpu: string): boolean {
  return spawnSync('taskset', ['-c', cpu, 'true'], { stdio: 'ignore' }).status === 0;
}

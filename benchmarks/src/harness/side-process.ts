import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

import type { Pinning } from './pinning.ts';

/** A helper in a process of its own, aside of the measured one. */
export interface SideProcess {
  /** The first line that it printed. */
  readonly firstLine: string;
  /** Ends its input, which is its sign to go; resolves when it is gone. */
  stop(): Promise<void>;
}

/** Starts a program that prints a line once it is ready and ends with its input. */
export async function startSideProcess(
  file: string,
  pinning: Pinning,
  programArguments: readonly string[] = [],
): Promise<SideProcess> {
  const [command, ...args] = pinning.aside([process.execPath, file, ...programArguments]);
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  return {
    firstLine: await firstLine(child.stdout, file),
    stop: async () => {
      const gone = once(child, 'exit');
      child.stdin.end();
      await gone;
    },
  };
}

async function firstLine(output: NodeJS.ReadableStream, file: string): Promise<string> {
  for await (const line of createInterface({ input: output })) return line;
  throw new Error(`${file} ended before it was ready`);
}

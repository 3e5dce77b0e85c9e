import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';

export interface Run {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** After this time the process is ended and has failed. */
  readonly timeoutMillis: number;
}

export type Child = ChildProcessByStdio<null, Readable, Readable>;

/**
 * Starts a process in a group of its own, as a terminal does: package managers start others, and a signal has to reach
 * those as well, or they live on and hold the pipes.
 */
export function spawnGroup({ command, args, cwd, env }: Run): Child {
  return spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
}

/** Sends a signal to all of the group; nothing where none of it is left. */
export function signalGroup(child: Child, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Ends the group after a time. The function that is returned calls that off, and tells whether it has happened. */
export function endAfter(child: Child, millis: number): () => boolean {
  let isOver = false;
  const timer = setTimeout(() => {
    isOver = true;
    signalGroup(child, 'SIGKILL');
  }, millis);
  return () => {
    clearTimeout(timer);
    return isOver;
  };
}

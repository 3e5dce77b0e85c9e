import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import type { Pinning } from '../harness/pinning.ts';

/** What a receiver has seen since it started. */
export interface ReceiverCounts {
  spans: number;
  requests: number;
  /** Bytes of request bodies. */
  bytes: number;
  /** Requests whose body was not what its path wants. */
  refused: number;
}

export interface Receiver {
  /** Base URL, without `/v1/traces`. The same port speaks HTTPS. */
  readonly endpoint: string;
  counts(): Promise<ReceiverCounts>;
  stop(): Promise<void>;
}

const mainFile = fileURLToPath(new URL('main.ts', import.meta.url));

/** Starts a receiver in a process of its own. */
export async function startReceiver(pinning: Pinning): Promise<Receiver> {
  const [command, ...args] = pinning.aside([process.execPath, mainFile]);
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const endpoint = await firstLine(child.stdout);
  return {
    endpoint,
    counts: async () => (await (await fetch(`${endpoint}/count`)).json()) as ReceiverCounts,
    stop: async () => {
      const gone = once(child, 'exit');
      child.stdin.end();
      await gone;
    },
  };
}

async function firstLine(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) return line;
  throw new Error('the receiver ended before it listened');
}

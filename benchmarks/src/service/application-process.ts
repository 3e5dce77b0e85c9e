import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { environmentOfWorkers } from '../harness/child.ts';
import type { CpuProfile } from '../harness/cpu-profile.ts';
import type { Pinning } from '../harness/pinning.ts';
import type { DriverOptions } from '../variants/driver.ts';

/** What the process has used since its start. */
export interface Usage {
  /** Milliseconds since the process began. */
  readonly atMs: number;
  /** `null` where neither Node nor the system can tell. */
  readonly mainCpuUs: number | null;
  readonly processCpuUs: number;
  readonly rssBytes: number;
  /** Of a timer every 10 milliseconds: percentile 99 of how late it was since the last answer. `null` in the first one. */
  readonly loopDelayMs: number | null;
}

/** What the heap held at two moments, and before and after each collection between them. */
export interface AllocationWatch {
  readonly usedBytes: number;
  readonly collections: readonly { readonly beforeBytes: number; readonly afterBytes: number }[];
}

type Answer<Value> = Value | Promise<Value>;

/** What the service answers; `commands.mjs` implements it. */
export interface Commands {
  usage(): Answer<Usage>;
  /** Collects garbage and tells what is left. */
  collect(): Answer<{ readonly atMs: number; readonly liveHeapBytes: number }>;
  watchAllocation(): Answer<Pick<AllocationWatch, 'usedBytes'>>;
  readAllocation(): Answer<AllocationWatch>;
  startProfile(): Answer<object>;
  stopProfile(): Answer<CpuProfile>;
  /** Answered when the driver's flush has ended. */
  flush(): Answer<object>;
  /** Ends the process after the driver's shutdown. */
  stop(): Answer<object>;
}

type Message = { listening: number } | { answer: unknown } | { error: string };

export interface ApplicationOptions {
  readonly variant: string;
  readonly telemetry: DriverOptions;
  readonly upstreamUrl: string;
  /** Options of Node for this process alone. */
  readonly nodeOptions: readonly string[];
  readonly pinning: Pinning;
}

const folder = new URL('./', import.meta.url);
const preload = new URL('commands.mjs', folder).href;
const applicationFile = fileURLToPath(new URL('application.cjs', folder));
const answerTimeoutMs = 30_000;

/** The service under test in a process of its own, and its answers. One command at a time. */
export class ApplicationProcess {
  readonly #child: ChildProcess;
  readonly url: string;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.url = `http://127.0.0.1:${port}`;
  }

  /** Resolves when the service listens. */
  static async start(options: ApplicationOptions): Promise<ApplicationProcess> {
    const { variant, telemetry, upstreamUrl, nodeOptions, pinning } = options;
    const node = [process.execPath, '--expose-gc', ...nodeOptions, '--import', preload];
    const [command, ...args] = pinning.measured([...node, applicationFile] as [string]);
    const child = spawn(command, args, {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: {
        ...environmentOfWorkers(),
        UPSTREAM_URL: upstreamUrl,
        BENCH_TELEMETRY: JSON.stringify({ variant, options: telemetry }),
      },
    });
    const message = await nextMessage(child, variant);
    if ('listening' in message) return new ApplicationProcess(child, message.listening);
    child.kill('SIGKILL');
    throw new Error(`${variant} sent ${JSON.stringify(message)} before it listened`);
  }

  async ask<Name extends keyof Commands>(name: Name): Promise<Awaited<ReturnType<Commands[Name]>>> {
    const answered = nextMessage(this.#child, name);
    this.#child.send(name);
    const message = await answered;
    if ('answer' in message) return message.answer as Awaited<ReturnType<Commands[Name]>>;
    throw new Error(`the service failed at ${name}: ${JSON.stringify(message)}`);
  }

  /** Shuts the driver down; a process that does not end then is killed, so that a round cannot hang. */
  async stop(): Promise<void> {
    const gone = once(this.#child, 'exit');
    try {
      await this.ask('stop');
    } catch {
      this.kill();
    }
    await gone;
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}

async function nextMessage(child: ChildProcess, waitingFor: string): Promise<Message> {
  const done = new AbortController();
  const signal = AbortSignal.any([done.signal, AbortSignal.timeout(answerTimeoutMs)]);
  const ended = once(child, 'exit', { signal }).then(([code, by]) => {
    throw new Error(`the service ended before ${waitingFor}: exit code ${code}, signal ${by}`);
  });
  try {
    return (await Promise.race([once(child, 'message', { signal }), ended]))[0] as Message;
  } finally {
    ended.catch(() => undefined);
    done.abort();
  }
}

/**
 * Bytes allocated on the heap while it was watched: what it grew by until the first collection, between each two, and after
 * the last. What sweeping frees between two collections is missed, so this is a lower bound, and near it where most of
 * what is allocated dies young.
 */
export function allocatedBytes(usedBytesBefore: number, watch: AllocationWatch): number {
  let allocated = 0;
  let usedBytes = usedBytesBefore;
  for (const { beforeBytes, afterBytes } of watch.collections) {
    allocated += Math.max(0, beforeBytes - usedBytes);
    usedBytes = afterBytes;
  }
  return allocated + Math.max(0, watch.usedBytes - usedBytes);
}

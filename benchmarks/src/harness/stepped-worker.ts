import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

import { environmentOfWorkers } from './child.ts';
import type { Pinning } from './pinning.ts';

/** Request for one more piece of work. */
const kStep = 'step';

/** A worker process that works piece by piece, when it is asked. */
export class SteppedWorker<Step, End> {
  readonly #task: string;
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #answers: AsyncIterator<string>;

  /** Starts `file` in a fresh, pinned Node process with `task` as its argument. */
  constructor(file: string, task: unknown, pinning: Pinning, timeoutMs: number) {
    this.#task = JSON.stringify(task);
    const [command, ...args] = pinning.measured([process.execPath, file, this.#task]);
    this.#child = spawn(command, args, {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: environmentOfWorkers(),
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    // A worker that has failed no longer reads; its missing answer tells.
    this.#child.stdin.on('error', () => {});
    this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** Does one piece of work. Throws when the worker fails. */
  async step(): Promise<Step> {
    this.#child.stdin.write(`${kStep}\n`);
    return (await this.#answer()) as Step;
  }

  /** Lets the worker end. Returns its last answer. */
  async end(): Promise<End> {
    this.#child.stdin.end();
    return (await this.#answer()) as End;
  }

  /** Ends a worker that is not needed any more. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  async #answer(): Promise<unknown> {
    const { value, done } = await this.#answers.next();
    if (done === true) throw new Error(`${this.#task} failed: it ended without an answer`);
    return JSON.parse(value);
  }
}

/** In the worker: answers each request with what `step` returns, and the end of all requests with what `end` returns. */
export async function answerSteps(
  step: () => Promise<unknown>,
  end: () => Promise<unknown>,
): Promise<void> {
  for await (const request of createInterface({ input: process.stdin })) {
    if (request === kStep) console.log(JSON.stringify(await step()));
  }
  console.log(JSON.stringify(await end()));
}

/**
 * Lets workers take turns, `steps` times: A B C, B C A, …, so that whatever slows the machine for a while slows all of them alike. Returns
 * what each one measured, and its last answer.
 */
export async function runInLockstep<Variant extends string, Step, End>(
  workers: Readonly<Record<Variant, SteppedWorker<Step, End>>>,
  steps: number,
): Promise<Record<Variant, { readonly steps: Step[]; readonly end: End }>> {
  const all = Object.entries(workers) as [Variant, SteppedWorker<Step, End>][];
  const measured = Object.fromEntries(
    all.map(([name]) => [name, [] as Step[]]),
  ) as unknown as Record<Variant, Step[]>;
  try {
    // Not measured: the others may still be starting.
    for (const [, worker] of all) await worker.step();
    for (let step = 0; step < steps; step++) {
      for (let place = 0; place < all.length; place++) {
        const [name, worker] = all[(step + place) % all.length]!;
        measured[name].push(await worker.step());
      }
    }
    const ends: [Variant, { steps: Step[]; end: End }][] = [];
    for (const [name, worker] of all)
      ends.push([name, { steps: measured[name], end: await worker.end() }]);
    return Object.fromEntries(ends) as Record<Variant, { steps: Step[]; end: End }>;
  } finally {
    for (const [, worker] of all) worker.kill();
  }
}

import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { Output, Run } from './run-process.ts';

/** A process that runs until it is stopped, and what it has printed so far. */
export class Server {
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #closed: Promise<unknown>;
  #stdout = '';
  #stderr = '';

  constructor({ command, args, cwd, env, timeoutMillis: timeout }: Run) {
    const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
    this.#child = spawn(command, args, { cwd, env, stdio, timeout, killSignal: 'SIGKILL' });
    this.#closed = once(this.#child, 'close');
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => (this.#stdout += text));
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text));
  }

  /** Resolves with the match when stdout has it. Rejects with all output where the process ends before. */
  async printed(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.#stdout);
      if (match !== null) return match;
      const more = once(this.#child.stdout, 'data').then(() => true);
      const goesOn = await Promise.race([more, this.#closed.then(() => false)]);
      if (!goesOn) throw new Error(`It ended too early:\n${this.#stdout}${this.#stderr}`);
    }
  }

  /** Asks the process to end, and resolves when it has. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Output> {
    this.#child.kill(signal);
    await this.#closed;
    return { code: this.#child.exitCode, stdout: this.#stdout, stderr: this.#stderr };
  }
}

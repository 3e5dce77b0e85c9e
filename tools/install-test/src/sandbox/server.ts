import { once } from 'node:events';
import { endAfter, signalGroup, spawnGroup, type Child, type Run } from './process-group.ts';
import type { Output } from './run-process.ts';

/** After this a process that was asked to end is ended. */
const kStopMillis = 10_000;

/** A process that runs until it is stopped, and what it has printed so far. */
export class Server {
  readonly #child: Child;
  readonly #closed: Promise<false>;
  #stdout = '';
  #stderr = '';

  constructor(run: Run) {
    this.#child = spawnGroup(run);
    const callOff = endAfter(this.#child, run.timeoutMillis);
    this.#closed = once(this.#child, 'close').then(() => {
      callOff();
      return false;
    });
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => (this.#stdout += text));
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text));
  }

  /** Resolves with the match when stdout or stderr has it. Rejects with both where the process ends before. */
  async printed(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.#stdout) ?? pattern.exec(this.#stderr);
      if (match !== null) return match;
      if (await Promise.race([this.#printsMore(), this.#closed])) continue;
      throw new Error(`It ended before it printed ${pattern}:\n${this.#stdout}${this.#stderr}`);
    }
  }

  async #printsMore(): Promise<true> {
    const { stdout, stderr } = this.#child;
    await Promise.race([once(stdout, 'data'), once(stderr, 'data')]);
    return true;
  }

  /** Asks the process and what it has started to end, and resolves when they have. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Output> {
    signalGroup(this.#child, signal);
    const callOff = endAfter(this.#child, kStopMillis);
    await this.#closed;
    callOff();
    return { code: this.#child.exitCode, stdout: this.#stdout, stderr: this.#stderr };
  }
}

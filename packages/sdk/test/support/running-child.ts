import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { inheritedEnvironment } from 'test-support/run-node';

/** A program that keeps running, whose output a test waits for. */
export class RunningChild {
  stdout = '';
  stderr = '';
  readonly process: ChildProcess;

  constructor(args: string[], env: Record<string, string> = {}) {
    this.process = spawn(process.execPath, args, {
      env: { ...inheritedEnvironment(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.process.stdout!.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    this.process.stderr!.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
  }

  /** Resolves with the match once `stream` contains the pattern. */
  async waitFor(stream: 'stdout' | 'stderr', pattern: RegExp): Promise<RegExpMatchArray> {
    for (;;) {
      const match = this[stream].match(pattern);
      if (match !== null) return match;
      if (this.process.exitCode !== null) throw new Error(`it ended: ${this.stderr}`);
      await Promise.race([once(this.process[stream]!, 'data'), once(this.process, 'close')]);
    }
  }

  async end(signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> {
    if (this.process.exitCode !== null) return this.process.exitCode;
    const closed = once(this.process, 'close');
    this.process.kill(signal);
    const [code] = (await closed) as [number | null];
    return code;
  }
}

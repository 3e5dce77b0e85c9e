import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** What a process has to print as JSON within this time, and how long it may take to end. */
const startTimeoutMs = 20_000;
const stopTimeoutMs = 5_000;

const exitWithParent = new URL('exit-with-parent.ts', import.meta.url).href;

export interface ChildOptions {
  /** The program. */
  readonly file: URL;
  /** Modules loaded before it. */
  readonly preloads?: readonly URL[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A Node process that listens somewhere and prints `{"url":"…"}` when it does. */
export class Child {
  readonly url: string;
  readonly #process: ChildProcess;
  readonly #ended: Promise<never>;

  private constructor(child: ChildProcess, url: string, ended: Promise<never>) {
    this.#process = child;
    this.url = url;
    this.#ended = ended;
  }

  /** Rejects when the process ends, or says nothing in time. Its errors go to our stderr. */
  static async start({ file, preloads = [], env = {} }: ChildOptions): Promise<Child> {
    const imports = [exitWithParent, ...preloads.map(String)].flatMap((url) => ['--import', url]);
    const program = fileURLToPath(file);
    const child = spawn(process.execPath, [...imports, program], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      env: { ...environmentWithoutTelemetry(), NODE_ENV: 'production', ...env },
    });
    const ended = once(child, 'exit').then(([code, signal]) => {
      throw new Error(`${program} ended with ${code ?? signal}`);
    });
    // It is looked at in every wait; between two waits nobody minds.
    ended.catch(() => {});
    try {
      const line = await within(startTimeoutMs, program, [ended, firstLine(child)]);
      return new Child(child, (JSON.parse(line) as { url: string }).url, ended);
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
  }

  /** Sends a message and gives the next one that comes back. Rejects when the process ends before. */
  async ask<Answer>(request: string): Promise<Answer> {
    const answer = once(this.#process, 'message') as Promise<[Answer]>;
    this.#process.send(request);
    const [message] = await Promise.race([answer, this.#ended]);
    return message;
  }

  /** What `work` gives; rejects at once when the process ends meanwhile. */
  whileAlive<Result>(work: Promise<Result>): Promise<Result> {
    return Promise.race([work, this.#ended]);
  }

  /** SIGTERM, and SIGKILL for a process that does not end. */
  async stop(): Promise<void> {
    const child = this.#process;
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    if (child.connected) child.disconnect();
    const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
    await this.#ended.catch(() => {});
    clearTimeout(timer);
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('stdout is not piped');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return line;
}

async function within<Result>(
  milliseconds: number,
  program: string,
  promises: Promise<Result>[],
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const error = new Error(`${program} did not start within ${milliseconds} ms`);
    timer = setTimeout(reject, milliseconds, error);
  });
  try {
    return await Promise.race([...promises, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What someone has exported in the shell must not decide a figure. */
function environmentWithoutTelemetry(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('OTEL_'));
  return Object.fromEntries(kept);
}

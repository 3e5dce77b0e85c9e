import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export interface Run {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** After this time the process is ended and has failed. */
  readonly timeoutMillis: number;
}

export interface Output {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a process to its end, whatever its exit code. Throws where it does not end in time. */
export async function runProcess(run: Run): Promise<Output> {
  const { command, args, cwd, env, timeoutMillis: timeout } = run;
  const child = spawn(command, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout,
    killSignal: 'SIGKILL',
  });
  const [stdout, stderr, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>,
  ]);
  if (signal !== 'SIGKILL') return { code, stdout, stderr };
  throw new Error(`${commandLine(run)} still ran after ${timeout} ms\n${stdout}${stderr}`);
}

/** The same; throws, with all output in the message, where the exit code is not 0. */
export async function runSuccessfully(run: Run): Promise<Output> {
  const output = await runProcess(run);
  if (output.code === 0) return output;
  const { code, stdout, stderr } = output;
  throw new Error(`${commandLine(run)} ended with ${code}\n${stdout}${stderr}`);
}

function commandLine({ command, args }: Run): string {
  return [command, ...args].join(' ');
}

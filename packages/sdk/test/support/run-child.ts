import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The applications that tests start. */
export const applications = join(__dirname, '../applications');

export interface ChildResult {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface ChildOptions {
  /** Variables in addition to the inherited ones. `OTEL_*` and `NODE_OPTIONS` are not inherited. */
  env?: Record<string, string>;
  cwd?: string;
  /** Opens a channel for messages. */
  stdio?: 'ipc';
  /** Called with the child after it has printed the line `ready`. */
  whenReady?: (child: ChildProcess) => void;
}

/** Runs Node.js until it exits. */
export async function runChild(args: string[], options: ChildOptions = {}): Promise<ChildResult> {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('OTEL_') && name !== 'NODE_OPTIONS',
  );
  const child = spawn(process.execPath, args, {
    cwd: options.cwd ?? applications,
    env: { ...Object.fromEntries(inherited), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe', ...(options.stdio === undefined ? [] : [options.stdio])],
  });
  let stdout = '';
  let stderr = '';
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    const wasReady = stdout.includes('ready\n');
    stdout += text;
    if (!wasReady && stdout.includes('ready\n')) options.whenReady?.(child);
  });
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal, stdout, stderr };
}

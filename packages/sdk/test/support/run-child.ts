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
  /** Variables beside the inherited ones, of which no `OTEL_*` and no `NODE_OPTIONS` is passed on. */
  env?: Record<string, string>;
  cwd?: string;
  /** Opens a channel for messages. */
  stdio?: 'ipc';
  /** Called with the child after it printed a line that is `ready`. */
  whenReady?: (child: ChildProcess) => void;
}

/** Runs Node.js to its end. */
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

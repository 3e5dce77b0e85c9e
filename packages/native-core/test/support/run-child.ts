import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The programs that tests start. */
const programs = join(__dirname, '../programs');

export interface ChildResult {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface ChildOptions {
  /** Variables beside the inherited ones, of which no `OTEL_*` and no `NODE_OPTIONS` is passed on. */
  environment?: Record<string, string>;
  /** Node.js's own options. */
  nodeOptions?: string[];
  /** The program's standard input is closed when this resolves, for programs that wait for it. */
  until?: Promise<unknown>;
}

/** Runs a program of `test/programs` to its end. */
export async function runProgram(name: string, options: ChildOptions = {}): Promise<ChildResult> {
  const inherited = Object.entries(process.env).filter(
    ([variable]) => !variable.startsWith('OTEL_') && variable !== 'NODE_OPTIONS',
  );
  const child = spawn(process.execPath, [...(options.nodeOptions ?? []), join(programs, name)], {
    env: { ...Object.fromEntries(inherited), ...options.environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // A program that does not wait may be gone already.
  child.stdin.on('error', () => {});
  void Promise.resolve(options.until).finally(() => child.stdin.end());
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal, stdout, stderr };
}

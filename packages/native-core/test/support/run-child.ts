import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The programs that tests start. */
export const programs = join(__dirname, '../programs');

export interface ChildResult {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/**
 * Runs a program of `test/programs` to its end. It inherits the environment, without `OTEL_*` and `NODE_OPTIONS`.
 */
export async function runProgram(
  name: string,
  environment: Record<string, string> = {},
): Promise<ChildResult> {
  const inherited = Object.entries(process.env).filter(
    ([variable]) => !variable.startsWith('OTEL_') && variable !== 'NODE_OPTIONS',
  );
  const child = spawn(process.execPath, [join(programs, name)], {
    env: { ...Object.fromEntries(inherited), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal, stdout, stderr };
}

import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { endAfter, spawnGroup, type Run } from './process-group.ts';

export interface Output {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a process to its end, whatever its exit code. Throws where it does not end in time. */
export async function runProcess(run: Run): Promise<Output> {
  const child = spawnGroup(run);
  const hasTakenTooLong = endAfter(child, run.timeoutMillis);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  if (!hasTakenTooLong()) return { code, stdout, stderr };
  const problem = `still ran after ${run.timeoutMillis} ms`;
  throw new Error(`${commandLine(run)} ${problem}\n${stdout}${stderr}`);
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

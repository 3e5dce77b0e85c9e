import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';

/** Longer than any example takes on a slow machine. */
const timeoutMs = 60_000;

export interface NodeRun {
  /** Arguments of `node`: its options, the program, the program's own. */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a Node process to its end and gives what it wrote. Throws, with its output in the message, when it fails or does
 * not end by itself.
 */
export async function runNode({ args, cwd, env }: NodeRun): Promise<NodeOutput> {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...neutralEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
  const [stdout, stderr, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>,
  ]);
  if (code === 0) return { stdout, stderr };
  const end = signal === 'SIGKILL' ? `was still running after ${timeoutMs} ms` : `ended: ${code}`;
  throw new Error(`node ${args.join(' ')} ${end}\n${stdout}${stderr}`);
}

export interface NodeOutput {
  readonly stdout: string;
  readonly stderr: string;
}

/** What someone has set in the shell, or what runs us, must not decide what an example does. */
function neutralEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^(OTEL_|NODE_OPTIONS$|NODE_ENV$|FORCE_COLOR$|JEST_|VITEST|NEXT_RUNTIME$)/.test(name),
  );
  return { ...Object.fromEntries(kept), NO_COLOR: '1' };
}

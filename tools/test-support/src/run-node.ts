import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

export interface NodeResult {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface NodeRun {
  /** Variables in addition to the inherited ones. `OTEL_*`, `NODE_OPTIONS` and `FORCE_COLOR` are not inherited. */
  env?: Record<string, string> | undefined;
  cwd?: string | undefined;
  /** Limit of the address space, in KiB. Default: that of this process. */
  maxAddressKiB?: number | undefined;
  /** Opens a channel for messages. */
  stdio?: 'ipc' | undefined;
  /** Standard input is closed when this resolves, for programs that wait for it. Default: at once. */
  until?: Promise<unknown> | undefined;
  /** Called with the child after it has printed the line `ready`. */
  whenReady?: ((child: ChildProcess) => void) | undefined;
}

/** Runs Node.js until it exits. */
export async function runNode(args: string[], run: NodeRun = {}): Promise<NodeResult> {
  const [command, ...rest] = commandOf(args, run.maxAddressKiB);
  const child = spawn(command, rest, {
    cwd: run.cwd,
    env: { ...inheritedEnvironment(), ...run.env },
    stdio: ['pipe', 'pipe', 'pipe', ...(run.stdio === undefined ? [] : [run.stdio])],
  });
  // A program that does not wait may be gone already.
  child.stdin!.on('error', () => {});
  void Promise.resolve(run.until).finally(() => child.stdin!.end());
  let stdout = '';
  let stderr = '';
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    const wasReady = stdout.includes('ready\n');
    stdout += text;
    if (!wasReady && stdout.includes('ready\n')) run.whenReady?.(child);
  });
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal, stdout, stderr };
}

function commandOf(args: string[], maxAddressKiB: number | undefined): [string, ...string[]] {
  if (maxAddressKiB === undefined) return [process.execPath, ...args];
  const script = `ulimit -v ${maxAddressKiB} && exec "$0" "$@"`;
  return ['sh', '-c', script, process.execPath, ...args];
}

/** What someone has set in the shell, or nx for its tasks, must not decide what a test finds. */
export function inheritedEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(OTEL_|NODE_OPTIONS$|FORCE_COLOR$)/.test(name),
    ),
  );
}

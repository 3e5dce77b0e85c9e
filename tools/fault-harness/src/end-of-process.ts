import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const kTimeoutMs = 60_000;
const kNanosPerMilli = 1e6;

export interface EndOptions {
  /** Sent to the process once it has begun to wait. */
  readonly signal: NodeJS.Signals | null;
  readonly signalAfterMs: number;
  /** The Node that runs it; the present one unless told. */
  readonly node?: string;
}

/** How a process ended. */
export interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
  /** From the moment at which it began to end, or at which the signal was sent. */
  readonly endMs: number;
}

/**
 * Runs a program under the preload. Its output is the time at which it begins to end, or to wait for a signal:
 * `process.hrtime`, which all processes of a machine share.
 */
export async function endOfProcess(
  program: string,
  environment: Readonly<Record<string, string>>,
  { signal, signalAfterMs, node = process.execPath }: EndOptions,
): Promise<End> {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('OTEL_') && name !== 'NODE_OPTIONS',
  );
  const child = spawn(node, ['--import', '@otel-native/sdk/register', program], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    env: { ...Object.fromEntries(inherited), ...environment, OTEL_LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const killer = setTimeout(() => child.kill('SIGKILL'), kTimeoutMs);
  let [stderr, begin] = ['', ''];
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    begin += text;
    if (signal !== null) void sleep(signalAfterMs).then(send);
  });
  const send = (): void => {
    begin = String(process.hrtime.bigint());
    if (signal !== null) child.kill(signal);
  };
  const closed = once(child, 'close');
  const [code, endedBy] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  const ended = process.hrtime.bigint();
  await closed;
  clearTimeout(killer);
  const endMs = Math.round(Number(ended - BigInt(begin || ended)) / kNanosPerMilli);
  return { code, signal: endedBy, stderr, endMs };
}

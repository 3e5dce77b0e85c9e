import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What an SDK that has nothing to send may add to the end of a process. */
const kMaxDelayMs = 10;
const kNanosPerMilli = 1e6;
const program = fileURLToPath(new URL('application/idle.ts', import.meta.url));

export const kIdleWays = ['process.exit', 'last task'] as const;

/** How long the ends of idle processes took, without and with the preload. */
export interface IdleExit {
  readonly way: string;
  readonly withoutMs: readonly number[];
  readonly withMs: readonly number[];
}

/** In turn, so that both meet the same neighbours. */
export async function measureIdleExits(way: string, runs: number): Promise<IdleExit> {
  const withoutMs: number[] = [];
  const withMs: number[] = [];
  for (let i = 0; i < runs; i++) {
    withoutMs.push(await endOf(way, []));
    withMs.push(await endOf(way, ['--import', '@otel-native/sdk/register']));
  }
  return { way, withoutMs, withMs };
}

/** Nobody listens where it would send. */
async function endOf(way: string, options: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [...options, program], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    env: {
      PATH: process.env.PATH,
      EXIT_WAY: way,
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let begin = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (begin += text));
  const closed = once(child, 'close');
  await once(child, 'exit');
  const end = process.hrtime.bigint();
  await closed;
  return Number(end - BigInt(begin)) / kNanosPerMilli;
}

/** Neighbours only ever add to a time: the least of many is what the SDK itself takes. */
export function delayMs({ withoutMs, withMs }: IdleExit): number {
  return Math.min(...withMs) - Math.min(...withoutMs);
}

export function isTooLong(exit: IdleExit): boolean {
  return !(delayMs(exit) <= kMaxDelayMs);
}

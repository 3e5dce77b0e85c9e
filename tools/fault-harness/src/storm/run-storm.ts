import { fileURLToPath } from 'node:url';
import { kExitWays, type ExitWay } from '../application/exit-settings.ts';
import { endOfProcess, type End } from '../end-of-process.ts';
import { metricEnvironment, usualEnvironment } from '../environments.ts';
import type { Random } from '../random.ts';
import { identities } from '../server/certificates.ts';
import { FaultServer } from '../server/fault-server.ts';
import { TlsFront } from '../server/tls-front.ts';
import { excerpt } from '../excerpt.ts';
import { StormReceiver } from './storm-receiver.ts';

const program = fileURLToPath(new URL('../application/storming.ts', import.meta.url));
const kNames = ['last task', 'process.exit', 'SIGTERM'];
/** The SDK takes 2 s at most; the rest is for a machine on which several processes end at the same time. */
const kMaxEndMs = 4_000;

export const kStormWays: readonly ExitWay[] = kExitWays.filter(({ name }) => kNames.includes(name));

export interface StormOptions {
  readonly count: number;
  readonly atOnce: number;
  readonly node: string;
}

/** How so many processes ended. */
export interface StormOutcome {
  /** Requests that came, and those whose sender went away before the answer. */
  readonly requests: number;
  readonly unanswered: number;
  readonly longestMs: number;
  readonly problems: readonly string[];
}

/** Ends processes in one way while requests over TLS are on their way. */
export async function runStorm(
  way: ExitWay,
  random: Random,
  { count, atOnce, node }: StormOptions,
): Promise<StormOutcome> {
  const receiver = new StormReceiver(random);
  const tls = new TlsFront({ identity: identities.server });
  const server = new FaultServer({ keep: () => 0 }, { tls });
  server.afterwards = receiver;
  await server.listen();
  const ends: End[] = [];
  let started = 0;
  const work = async (): Promise<void> => {
    while (started++ < count) ends.push(await endOne(way, server, random, node));
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, work));
  } finally {
    await server.stop();
  }
  const { requests, unanswered } = receiver;
  const problems = [
    ...ends.flatMap((end) => endProblems(way, end)),
    ...server.problems.map((problem) => `the receiver itself failed: ${String(problem)}`),
  ];
  return { requests, unanswered, longestMs: Math.max(...ends.map(({ endMs }) => endMs)), problems };
}

function endOne(way: ExitWay, server: FaultServer, random: Random, node: string): Promise<End> {
  const environment = {
    ...metricEnvironment(false),
    ...usualEnvironment(server),
    OTEL_METRIC_EXPORT_INTERVAL: '1000',
    OTEL_BSP_SCHEDULE_DELAY: '1',
    OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '20',
    EXIT_WAY: way.name,
    STORM_MS: String(random.between(0, 400)),
  };
  return endOfProcess(program, environment, {
    signal: way.signal,
    signalAfterMs: random.between(0, 20),
    node,
  });
}

/** A crash ends a process by a signal that nobody sent. */
export function endProblems(way: ExitWay, { code, signal, endMs, stderr }: End): string[] {
  const isOther = code !== way.code || signal !== way.signal;
  const wanted = way.code ?? way.signal;
  return [
    ...(isOther ? [`ended with ${code ?? signal}, not ${wanted}: ${excerpt(stderr)}`] : []),
    ...(endMs > kMaxEndMs ? [`the end took ${endMs} ms: ${excerpt(stderr)}`] : []),
  ];
}

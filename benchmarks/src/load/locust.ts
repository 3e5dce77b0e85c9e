import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import type { Pinning } from '../harness/pinning.ts';
import { percentileOfCounts } from './latencies.ts';
import type { LoadPhase, LoadResult, LoadSource } from './load-source.ts';

const version = '2.47.0';
/** A virtual environment of Python, outside of what is committed. */
const folder = fileURLToPath(new URL('../../../.nx/locust/', import.meta.url));
const locustFile = fileURLToPath(new URL('locustfile.py', import.meta.url));
/** Enough that none of them is late at a fixed rate. */
const usersAtFixedRate = 50;

/** What `locust --json` prints of one kind of request. */
export interface LocustStatistics {
  readonly num_requests: number;
  readonly num_failures: number;
  /** Seconds since 1970. */
  readonly start_time: number;
  readonly last_request_timestamp: number | null;
  /** Requests by their milliseconds. */
  readonly response_times: Readonly<Record<string, number>>;
}

/** Load from Locust, which is installed when it is first asked for. */
export async function startLocust(pinning: Pinning): Promise<LoadSource> {
  install();
  return {
    description: `Locust ${version}`,
    run: (phase) => runLocust(phase, pinning),
    stop: async () => {},
  };
}

async function runLocust(phase: LoadPhase, pinning: Pinning): Promise<LoadResult> {
  const users = phase.rate === undefined ? phase.connections : usersAtFixedRate;
  const [command, ...args] = pinning.aside([
    join(folder, 'bin/locust'),
    ...['--locustfile', locustFile, '--host', phase.url, '--headless', '--json', '--skip-log'],
    ...['--users', String(users), '--spawn-rate', String(users)],
    ...[
      '--run-time',
      `${Math.ceil(phase.seconds)}s`,
      '--stop-timeout',
      '10',
      '--exit-code-on-error',
      '0',
    ],
  ]);
  const env = { ...process.env, LOAD_RATE: String(phase.rate ?? 0), LOAD_USERS: String(users) };
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'], env });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`Locust ended with exit code ${code}`);
  const [statistics] = JSON.parse(output.slice(output.indexOf('['))) as LocustStatistics[];
  if (statistics === undefined) throw new Error('Locust made no request');
  return fromLocust(statistics);
}

/** In the words of {@link LoadResult}. */
export function fromLocust(statistics: LocustStatistics): LoadResult {
  const { num_requests: all, num_failures: failures, response_times: times } = statistics;
  return {
    requests: all - failures,
    failures,
    seconds: (statistics.last_request_timestamp ?? 0) - statistics.start_time,
    p50Ms: percentileOfCounts(times, 0.5),
    p99Ms: percentileOfCounts(times, 0.99),
  };
}

function install(): void {
  const pip = join(folder, 'bin/pip');
  const steps: [string, string[]][] = [
    ...(existsSync(pip) ? [] : [['python3', ['-m', 'venv', folder]] as [string, string[]]]),
    [pip, ['install', '--quiet', '--disable-pip-version-check', `locust==${version}`]],
  ];
  for (const [command, args] of steps) {
    const { status, error } = spawnSync(command, args, { stdio: ['ignore', 2, 2] });
    if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${error ?? status}`);
  }
}

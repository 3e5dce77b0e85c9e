import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { Receiver } from './support/receiver';
import { applications } from './support/run-child';

// Objects return descriptors, threads and memory at their end. A process with a small heap and few descriptors creates
// and ends each kind a thousand times, and must not hold more than after the first rounds. `LIVES=10` multiplies the
// number of rounds by ten.

const kTimes = Number(process.env['LIVES'] ?? 1);
/** Mappings and memory that allocators keep, independent of the number of rounds. */
const kMoreMappings = 120;
const kMoreMiB = 64;

const lives: [kind: string, count: number][] = [
  ['providers', 1_000],
  ['scopes', 80],
  ['sdks', 500],
  ['exporters', 2_000],
  ['workers', 16],
  ['terminated workers', 16],
  ['tracers', 2_000],
  ['callbacks', 200],
  ['contexts', 2_000],
];

interface Held {
  descriptors: number;
  threads: number;
  mappings: number;
  rssMiB: number;
}

let receiver: Receiver;
beforeAll(async () => {
  receiver = await Receiver.start();
});
afterAll(() => receiver.stop());

/** @returns what the process holds after the first quarter, and at the end */
async function run(kind: string, count: number): Promise<{ before: Held; after: Held }> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('OTEL_'));
  const limited = 'ulimit -n 256; exec "$@"';
  const node = [process.execPath, '--max-old-space-size=64', '--expose-gc', 'lives.mjs'];
  const child = spawn('sh', ['-c', limited, 'sh', ...node, kind, String(count)], {
    cwd: applications,
    env: { ...Object.fromEntries(inherited), OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  // Discard received requests, which the receiver would keep.
  receiver.requests.length = 0;
  expect(stderr).toBe('');
  return JSON.parse(stdout) as { before: Held; after: Held };
}

const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux.each(lives)(
  '%s',
  async (kind, count) => {
    const { before, after } = await run(kind, count * kTimes);
    expect(after.descriptors).toBeLessThanOrEqual(before.descriptors + 2);
    expect(after.threads).toBeLessThanOrEqual(before.threads);
    expect(after.mappings).toBeLessThanOrEqual(before.mappings + kMoreMappings);
    expect(after.rssMiB).toBeLessThanOrEqual(before.rssMiB + kMoreMiB);
  },
  120_000 * kTimes,
);

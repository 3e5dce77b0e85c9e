import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logsOf, type ReceivedLog } from './support/logs';
import { Receiver } from './support/receiver';
import { runChild, type ChildOptions } from './support/run-child';

let receiver: Receiver;
let folder: string;
beforeEach(async () => {
  receiver = await Receiver.start();
  folder = mkdtempSync(join(tmpdir(), 'otel-native-lines-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await receiver.stop();
});

const kIndices = Array.from({ length: 1_000 }, (_, index) => index);

/** The index of a record, which the line had as a number. */
function indexOf({ attributes }: ReceivedLog): number {
  const { value } = attributes!.find(({ key }) => key === 'index')!;
  return Number((value as { intValue?: string }).intValue);
}

test.each<[way: string, end: { code?: number; signal?: string }, options: ChildOptions]>([
  ['normal', { code: 0 }, {}],
  ['exit', { code: 0 }, {}],
  ['throw', { code: 1 }, {}],
  ['wait', { signal: 'SIGTERM' }, { whenReady: (child) => child.kill('SIGTERM') }],
])('however the process ends, each pino line arrives once: %s', async (way, end, options) => {
  const file = join(folder, 'lines');
  const result = await runChild(['--import', '@otel-native/sdk/register', 'pino-lines.cjs'], {
    ...options,
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, WAY: way, LINES: file },
  });
  expect(result).toMatchObject(end);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { index: number }).index)).toEqual(kIndices);
  const records = logsOf(receiver);
  expect(records.map(indexOf).sort((a, b) => a - b)).toEqual(kIndices);
  expect(new Set(records.map(({ scope }) => scope))).toEqual(
    new Set(['@otel-native/logs-bridges/pino']),
  );
});

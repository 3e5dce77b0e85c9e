import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Processes that start from one snapshot share the memory that it was built with: nothing unique may be in it.

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'otel-native-snapshot-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The ids and start times of a span in each of two processes that start from a snapshot of the program. */
async function runFromSnapshot(program: string): Promise<string[][]> {
  const entry = join(folder, 'bundle.cjs');
  const blob = join(folder, 'snapshot.blob');
  const source = `
    const { TracerProvider } = require('@otel-native/native-core');
    const { startupSnapshot } = require('node:v8');
    ${program}
  `;
  await build({
    stdin: { contents: source, resolveDir: __dirname },
    bundle: true,
    platform: 'node',
    outfile: entry,
    logLevel: 'silent',
  });
  execFileSync(process.execPath, ['--snapshot-blob', blob, '--build-snapshot', entry]);
  return [1, 2].map(() => {
    const output = execFileSync(process.execPath, ['--snapshot-blob', blob], { encoding: 'utf8' });
    return JSON.parse(output) as string[];
  });
}

const tellSpan = `
  const tell = (provider) => {
    const span = provider.getTracer('t').startSpan('s');
    const { traceId, spanId } = span.spanContext();
    const skew = Math.abs(span.startTime[0] - Date.now() / 1000);
    console.log(JSON.stringify([traceId, spanId, skew < 2 ? 'now' : 'at ' + span.startTime[0]]));
  };
`;

test.each<[string, string]>([
  [
    'made when the process starts',
    `${tellSpan}startupSnapshot.setDeserializeMainFunction(() => tell(new TracerProvider()));`,
  ],
  [
    'made for the snapshot, which had a span',
    `${tellSpan}
     const provider = new TracerProvider();
     provider.getTracer('t').startSpan('while it is built').end();
     startupSnapshot.setDeserializeMainFunction(() => tell(provider));`,
  ],
])('ids and times are those of the process, with a provider %s', async (_, program) => {
  const [first, second] = await runFromSnapshot(program);
  expect(first![0]).toMatch(/^[0-9a-f]{32}$/);
  expect(second![0]).not.toBe(first![0]);
  expect(second![1]).not.toBe(first![1]);
  expect([first![2], second![2]]).toEqual(['now', 'now']);
});

test('ids do not depend on Math.random', () => {
  const program = join(folder, 'seeded.cjs');
  const entry = require.resolve('@otel-native/native-core');
  writeFileSync(
    program,
    `Math.random = () => 0.5;
     const { TracerProvider } = require(${JSON.stringify(entry)});
     console.log(new TracerProvider().getTracer('t').startSpan('s').spanContext().traceId);`,
  );
  const ids = [1, 2].map(() => execFileSync(process.execPath, [program], { encoding: 'utf8' }));
  expect(ids[0]).not.toBe(ids[1]);
});

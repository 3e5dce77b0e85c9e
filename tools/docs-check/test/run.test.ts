import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';

import { runBlock } from '../src/run.ts';
import { block } from './placed.ts';

const root = join(import.meta.dirname, '../../..');

const program = `import { OtlpLocalExporter } from '@otel-native/exporter-otlp-local';
import { TracerProvider } from '@otel-native/native-core';
const provider = new TracerProvider({ exporter: new OtlpLocalExporter() });
provider.getTracer('shop').startSpan('checkout').end();
await provider.shutdown();
console.log('done');`;

test('a block with the mark runs, and delivers to a receiver', async () => {
  assert.deepEqual(await runBlock(root, block('ts', program, 'run: receives checkout')), []);
  assert.deepEqual(await runBlock(root, block('ts', program, 'run: prints done')), []);
});

test('a run fails when it delivers or prints something else, warns, or ends with an error', async () => {
  const problems = async (code: string, mark: string) =>
    (await runBlock(root, block('js', code, mark))).join();
  assert.match(await problems(program, 'run: receives cart'), /cart did not arrive, but checkout/);
  assert.match(await problems('console.log(1)', 'run: prints 2'), /prints "1\\n", not 2/);
  assert.match(await problems('console.error("late")', 'run'), /ends with 0: late/);
  assert.match(await problems('process.exit(3)', 'run'), /ends with 3/);
});

test('a block of YAML has to be a configuration file that starts the SDK', async () => {
  const file =
    "file_format: '1.0'\ntracer_provider: { processors: [{ batch: { exporter: { otlp_http: } } }], sampler: { SAMPLER: } }";
  const sampler = (name: string) =>
    runBlock(root, block('yaml', file.replace('SAMPLER', name), 'run'));
  assert.deepEqual(await sampler('always_off'), []);
  assert.match((await sampler('sometimes')).join(), /sometimes/);
});

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { metrics } from '../src/genai/signals.ts';

const genai = join(import.meta.dirname, '../../../packages/genai/src');

/** The names of metrics that the package has in its source. */
function recordedMetrics(): Set<string> {
  const sources = globSync('**/*.ts', { cwd: genai }).map((file) =>
    readFileSync(join(genai, file), 'utf8'),
  );
  return new Set(
    Object.keys(metrics).filter((name) => sources.some((text) => text.includes(`'${name}'`))),
  );
}

test('a metric that the package records is shown by a test, and not left out', () => {
  const recorded = recordedMetrics();
  assert.ok(recorded.has('gen_ai.client.inference.duration'));
  assert.ok(recorded.has('mcp.server.session.duration'));
  const leftOut = [...recorded].filter((name) => 'reason' in metrics[name]!);
  assert.deepEqual(leftOut, []);
});

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runService, type Answer, type Service } from './run-service.ts';
import { spanOutline } from './span-outline.ts';

/**
 * Runs the service of an example, prints the spans of each request as a tree, and compares them with `spans.txt` in its folder.
 * With `--update` among the arguments of the program it writes that file instead.
 * @throws `AssertionError` where they differ
 */
export async function checkExample(service: Service): Promise<void> {
  const answers = await runService(service);
  const seen = answers.map(paragraphOf).join('\n');
  console.log(seen);
  const path = join(service.folder, 'spans.txt');
  if (process.argv.includes('--update')) writeFileSync(path, seen);
  else assert.equal(seen, readFileSync(path, 'utf8'), `the spans differ from ${path}`);
}

function paragraphOf({ request, status, spans }: Answer): string {
  const lines = spanOutline(spans).map((line) => `  ${line}\n`);
  return `${request} -> ${status}\n${lines.join('')}`;
}

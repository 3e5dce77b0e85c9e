import { build } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { overTls, runProgram } from '../support';

type Side = 'ours' | 'official';
interface Printed {
  spans: string[];
  points: string[];
}

const once = (client: Side, server: Side): Printed => ({
  spans: [`client: ${client}`, `server: ${server}`],
  points: ['client: 1', 'server: 1'],
});

test.each<[way: string, client: Side, server: Side]>([
  ['loaded before', 'official', 'official'],
  ['loaded after', 'official', 'official'],
  // Our look at HTTP makes it replace the functions, after the request has passed.
  ['not applied yet', 'ours', 'official'],
  ['enabled later', 'official', 'official'],
  ['disabled again', 'ours', 'ours'],
  ['records servers only', 'ours', 'official'],
  // It replaces its own functions, and cannot remove those that are covered.
  ['two copies, one disabled', 'official', 'official'],
  ['covered, then disabled', 'official', 'official'],
  ['covered by another package', 'official', 'official'],
  ['covered later', 'official', 'official'],
  ['covered by a Proxy', 'official', 'official'],
  ['another package with its names', 'ours', 'ours'],
  ['request taken before', 'ours', 'official'],
  ['request taken while enabled', 'official', 'ours'],
])('a request is recorded once: %s', async (way, client, server) => {
  expect(await runProgram<Printed>('official-http.mjs', way)).toEqual(once(client, server));
});

test('a request that a hook of the official instrumentation ignores is not recorded', async () => {
  expect(await runProgram<Printed>('official-http.mjs', 'ignored by its hook')).toEqual({
    spans: ['server: official'],
    points: ['server: 1'],
  });
});

test('an HTTP/1 request to a server of HTTP/2, which the official instrumentation does not see, is recorded', async () => {
  const printed = await runProgram<Printed>('official-http.mjs', 'server of HTTP/2', overTls());
  expect(printed).toEqual(once('official', 'ours'));
});

test('a request is recorded once where a bundler has shortened the names of the official functions', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'official-'));
  try {
    const file = join(folder, 'bundle.cjs');
    await build({
      stdin: {
        contents: `export { HttpInstrumentation as Official } from '@opentelemetry/instrumentation-http';`,
        resolveDir: __dirname,
      },
      ...{ bundle: true, minify: true, platform: 'node', format: 'cjs', outfile: file },
    });
    const printed = await runProgram<Printed>('official-http.mjs', 'bundled', file);
    expect(printed).toEqual(once('official', 'official'));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

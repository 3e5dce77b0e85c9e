/**
 * Runs a block as a reader would, with a receiver in place of the Collector. Its mark says what it has to do:
 *
 * - `<!-- run -->`: end with 0, and print nothing on stderr;
 * - `<!-- run: receives checkout, shop.requests -->`: also deliver spans or metrics of these names, or log records with
 *   these bodies;
 * - `<!-- run: prints undefined -->`: also print this.
 *
 * A block of YAML is a configuration file: the preload starts with it.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { OtlpReceiver } from 'otlp-receiver';

import { extensions } from './compile.ts';
import { problemAt, type PlacedBlock } from './placed-block.ts';

const mark = /^run(?:: (receives|prints) (.+))?$/;
/** For a program that never ends; each takes less than a second. */
const kTimeoutMillis = 60_000;
/** The level of a file is `info` where it names none: the SDK then says what it started. */
const kStartLine = /^otel-native info: started .*\n/m;
const kPreload = ['--import', '@otel-native/sdk/register'];

export function isRun(block: PlacedBlock): boolean {
  return mark.test(block.mark ?? '');
}

export async function runBlock(root: string, block: PlacedBlock): Promise<string[]> {
  const [, verb, wanted = ''] = mark.exec(block.mark ?? '') ?? [];
  const receiver = await OtlpReceiver.start();
  try {
    const { status, stdout, stderr } = await runFile(root, block, receiver.url);
    if (status !== 0 || stderr !== '')
      return [problemAt(block, 0, `ends with ${status}: ${stderr}`)];
    if (verb === 'prints' && !stdout.includes(wanted))
      return [problemAt(block, 0, `prints ${JSON.stringify(stdout)}, not ${wanted}`)];
    if (verb !== 'receives') return [];
    const names = [...receiver.spans, ...receiver.metrics].map(({ name }) => name);
    const received = new Set([...names, ...receiver.logs.map(({ body }) => String(body))]);
    const missing = wanted.split(', ').filter((name) => !received.has(name));
    return missing.map((name) =>
      problemAt(block, 0, `${name} did not arrive, but ${[...received]}`),
    );
  } finally {
    await receiver.close();
  }
}

interface Ended {
  readonly status: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

/** Beside its page, so that it finds the packages that a reader of the page has. */
async function runFile(root: string, block: PlacedBlock, endpoint: string): Promise<Ended> {
  const parent = join(root, dirname(block.page), 'temp');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'block-'));
  const file = join(folder, `block${fileExtension(block.language)}`);
  writeFileSync(file, block.code);
  try {
    if (block.language !== 'yaml')
      return await runNode(folder, [file], { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
    const ended = await runNode(folder, [...kPreload, '--eval', ''], { OTEL_CONFIG_FILE: file });
    return { ...ended, stderr: ended.stderr.replace(kStartLine, '') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runNode(cwd: string, args: string[], variables: NodeJS.ProcessEnv): Promise<Ended> {
  // What it prints is compared: nx asks for colours.
  const env = { ...withoutTelemetry(process.env), FORCE_COLOR: '0', ...variables };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      args,
      { env, cwd, timeout: kTimeoutMillis },
      (error, stdout, stderr) =>
        resolve({ status: error?.code ?? error?.signal ?? 0, stdout, stderr }),
    );
  });
}

/** Settings of the shell would change what a block does. */
function withoutTelemetry(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('OTEL_')));
}

/** Blocks use `import` and wait at their top level, wherever their page lies. */
function fileExtension(language: string): string {
  return { ts: '.mts', js: '.mjs', yaml: '.yaml' }[language] ?? extensions[language] ?? '';
}

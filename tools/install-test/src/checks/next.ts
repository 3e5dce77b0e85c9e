import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OtlpReceiver, type ReceivedSpan } from 'otlp-receiver';
import { traceOutline } from '../expect/trace-outline.ts';
import type { Check } from '../run/check.ts';
import type { Setup } from '../sandbox/setup.ts';
import { specOf } from '../run/versions.ts';
import { Project } from '../sandbox/project.ts';

const kFiles = [
  'app/api/hello/route.js',
  'app/layout.js',
  'app/page.js',
  'beside.ts',
  'instrumentation.node.ts',
  'instrumentation.ts',
  'next.config.mjs',
];
const kNext = 'node_modules/next/dist/bin/next';

const kQuiet = { NEXT_TELEMETRY_DISABLED: '1' };
const kPaths = ['/api/hello', '/', '/none'];
/** Traces of the requests to the server beside Next.js: before and after those to Next.js. */
const kBeside = ['b', 'c'].map((digit) => digit.repeat(32));
/** Spans of requests that the preload does not double: see docs/frameworks.md. */
const kGolden = join(import.meta.dirname, '../../apps/next/spans.txt');
const kStepsBack =
  'otel-native warn: @otel-native/instrumentations/http Next.js makes spans of its requests: this one measures them only\n';

/**
 * A production build, started as its users start it: `instrumentation.ts` starts the SDK, then the preload does. Its process has a
 * server beside that of Next.js.
 */
async function runNext(setup: Setup): Promise<void> {
  const project = await installNext(setup);
  await project.node([kNext, 'build'], kQuiet);
  const inCode = await startAndAsk(project, [], {});
  assert.equal(inCode.stderr, '');
  assert.match(inCode.outline, /next\.js: GET \/api\/hello/);
  assert.match(inCode.outline, /^ +install-test: handler$/m);
  const preload = ['--import', '@otel-native/sdk/register'];
  const { outline, beside, stderr } = await startAndAsk(project, preload, {
    STARTED_BY: 'preload',
  });
  assert.equal(stderr, kStepsBack);
  assert.deepEqual(
    beside,
    kBeside.map(() => '@otel-native/instrumentations/http: GET'),
  );
  // Another version of Next.js may have other spans.
  if (setup.newest) assert.doesNotMatch(outline, /^@otel-native.*http/m);
  else assert.equal(outline, readFileSync(kGolden, 'utf8'));
}

interface Seen {
  readonly outline: string;
  /** The trace of each request to the server beside Next.js. */
  readonly beside: readonly string[];
  readonly stderr: string;
}

/** Starts the server, asks for each path in a trace of its own, and returns what was seen. */
async function startAndAsk(
  project: Project,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Seen> {
  const receiver = await OtlpReceiver.start();
  const server = project.start('node', [...args, kNext, 'start', '-H', '127.0.0.1', '-p', '0'], {
    ...kQuiet,
    ...env,
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
  });
  const statuses: number[] = [];
  let stderr = '';
  try {
    const [, url] = await server.printed(/Local:\s+(\S+)/);
    await server.printed(/Ready in/);
    const [, besideUrl] = await server.printed(/Beside: (\S+)/);
    await ask(besideUrl!, kBeside[0]!);
    for (const [index, path] of kPaths.entries()) {
      statuses.push(await ask(`${url}${path}`, traceIdOf(index)));
    }
    await ask(besideUrl!, kBeside[1]!);
  } finally {
    ({ stderr } = await server.stop());
    await receiver.close();
  }
  const besideIn = (id: string) => traceOutline(receiver.spans.filter((one) => one.traceId === id));
  return { outline: outlineOf(receiver.spans, statuses), beside: kBeside.map(besideIn), stderr };
}

/** Makes a request in a trace, and returns the status of its answer. */
async function ask(url: string, traceId: string): Promise<number> {
  const headers = { traceparent: `00-${traceId}-${'1'.repeat(16)}-01` };
  const response = await fetch(url, { headers });
  await response.text();
  return response.status;
}

function traceIdOf(index: number): string {
  return String(index + 1).padStart(32, 'a');
}

function outlineOf(spans: readonly ReceivedSpan[], statuses: readonly number[]): string {
  // Whether a module is loaded depends on the requests before.
  const compared = spans.filter(({ name }) => !name.startsWith('load '));
  return kPaths
    .map((path, index) => {
      const own = compared.filter(({ traceId }) => traceId === traceIdOf(index));
      return `${path} -> ${statuses[index]}\n${traceOutline(own)}\n`;
    })
    .join('\n');
}

async function installNext(setup: Setup): Promise<Project> {
  const project = new Project(setup);
  for (const file of kFiles) project.copyAppAs(`next/${file}`, file);
  const names = [
    'next',
    'react',
    'react-dom',
    'typescript',
    '@types/react',
    '@types/node',
  ] as const;
  const specs = names.map((name) => specOf(setup, name));
  await project.install('@otel-native/sdk', '@opentelemetry/api', ...specs);
  return project;
}

export const nextChecks: readonly Check[] = [
  {
    name: 'Next.js: production build, started with the SDK in code and under the preload',
    isLong: true,
    run: runNext,
  },
];

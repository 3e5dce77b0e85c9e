import assert from 'node:assert/strict';
import { OtlpReceiver } from 'otlp-receiver';
import { traceOutline } from '../expect/trace-outline.ts';
import type { Check } from '../run/check.ts';
import type { Setup } from '../sandbox/setup.ts';
import { specOf } from '../run/versions.ts';
import { Project } from '../sandbox/project.ts';

const kFiles = [
  'app/api/hello/route.js',
  'app/layout.js',
  'app/page.js',
  'instrumentation.node.ts',
  'instrumentation.ts',
  'next.config.mjs',
];
const kNext = 'node_modules/next/dist/bin/next';

/** A production build, started as its users start it; `instrumentation.ts` starts the SDK. */
async function runNext(setup: Setup): Promise<void> {
  const project = await installNext(setup);
  const quiet = { NEXT_TELEMETRY_DISABLED: '1' };
  await project.node([kNext, 'build'], quiet);
  const receiver = await OtlpReceiver.start();
  const env = { ...quiet, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url };
  const server = project.start('node', [kNext, 'start', '-H', '127.0.0.1', '-p', '0'], env);
  try {
    const [, url] = await server.printed(/Local:\s+(\S+)/);
    await server.printed(/Ready in/);
    assert.equal(await (await fetch(`${url}/api/hello`)).text(), 'hello');
  } finally {
    const { stderr } = await server.stop();
    await receiver.close();
    assert.equal(stderr, '');
  }
  const outline = traceOutline(receiver.spans);
  assert.match(outline, /next\.js: GET \/api\/hello/);
  assert.match(outline, /^ +install-test: handler$/m);
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
  { name: 'Next.js: production build and start', isLong: true, run: runNext },
];

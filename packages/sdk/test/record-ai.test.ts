/** The preload records the AI SDK where `@otel-native/genai` is installed, and costs nothing where the AI SDK is not used. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApplicationFolder } from './support/application-folder';
import { Receiver } from './support/receiver';
import { applications, runChild } from './support/run-child';

const kFiles = '--require=./list-files.cjs';

let receiver: Receiver;
let folder: ApplicationFolder;
beforeEach(async () => {
  receiver = await Receiver.start();
  folder = new ApplicationFolder();
  for (const name of ['ai', '@otel-native/genai']) folder.link(name);
  folder.write('app.mjs', readFileSync(join(applications, 'ai-sdk.mjs'), 'utf8'));
  folder.write('other.mjs', `await import('@opentelemetry/api');`);
  folder.write(
    'list-files.cjs',
    `process.on('exit', () => console.log(Object.keys(require.cache).filter((path) => /genai.dist/.test(path)).length));`,
  );
});
afterEach(async () => {
  folder.remove();
  await receiver.stop();
});

async function run(args: string[], env: Record<string, string> = {}) {
  const result = await runChild(['--import', '@otel-native/sdk/register', ...args], {
    cwd: folder.path,
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, ...env },
  });
  expect(result).toMatchObject({ code: 0, stderr: '' });
  const spans = receiver.spans();
  return { stdout: result.stdout, spans, names: spans.map(({ name }) => name).sort() };
}

const kCall = ['chat stub', 'invoke_agent'];

test('a stream is recorded from its start to its end, with its usage', async () => {
  const { names, spans } = await run(['app.mjs']);
  expect(names).toEqual(kCall);
  const { attributes } = spans.find(({ name }) => name === 'chat stub')!;
  expect(Number(attributes['gen_ai.usage.input_tokens'])).toBe(3);
});

test.each<Record<string, string>>([
  { OTEL_NATIVE_INSTRUMENTATIONS: 'ai' },
  { OTEL_NODE_ENABLED_INSTRUMENTATIONS: 'ai,http' },
])('%j: it is recorded', async (env) => {
  expect((await run(['app.mjs'], env)).names).toEqual(kCall);
});

test.each<Record<string, string>>([
  { OTEL_NATIVE_INSTRUMENTATIONS: 'none' },
  { OTEL_NATIVE_INSTRUMENTATIONS: 'http,undici' },
  { OTEL_NODE_DISABLED_INSTRUMENTATIONS: 'ai' },
  { OTEL_NODE_ENABLED_INSTRUMENTATIONS: 'http' },
])('%j: it is not recorded, and nothing is loaded', async (env) => {
  const { names, stdout } = await run([kFiles, 'app.mjs'], env);
  expect([names, stdout]).toEqual([[], '0\n']);
});

test('the package is loaded with the first call, and never without one', async () => {
  expect((await run([kFiles, 'other.mjs'])).stdout).toBe('0\n');
  expect((await run([kFiles, 'app.mjs'])).stdout).toBe('1\n');
});

test('an application without the package runs as it is', async () => {
  folder.unlink('@otel-native/genai');
  // The workspace has it beside the SDK.
  folder.write(
    'hide.cjs',
    `const Module = require('node:module');
     const resolveFilename = Module._resolveFilename;
     Module._resolveFilename = function (request, ...rest) {
       if (request.startsWith('@otel-native/genai'))
         throw Object.assign(new Error('hidden'), { code: 'MODULE_NOT_FOUND' });
       return resolveFilename.call(this, request, ...rest);
     };`,
  );
  const { names } = await run(['--require', './hide.cjs', 'app.mjs']);
  expect(names).toEqual([]);
});

test.each([
  ['observes', kCall],
  ['observes later', [...kCall, ...kCall].sort()],
])('the options of an application that %s count', async (behaviour, expected) => {
  const { names, spans } = await run(['app.mjs', behaviour]);
  expect(names).toEqual(expected);
  const withContent = spans.filter(({ attributes }) => 'gen_ai.input.messages' in attributes);
  expect(withContent.map(({ name }) => name).sort()).toEqual(kCall);
});

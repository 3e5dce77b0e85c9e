import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { runNode } from 'test-support/run-node';

const kPackage = '@otel-native/instrumentations/fastify';
const telemetry = JSON.stringify(
  pathToFileURL(join(__dirname, '../express/programs/telemetry.mjs')).href,
);

/** Runs an ES module in this folder, and returns the lines that it prints. */
async function run(text: string): Promise<string[]> {
  const result = await runNode(['--input-type=module', '--eval', text], { cwd: __dirname });
  expect(result).toMatchObject({ code: 0, stderr: '' });
  return result.stdout.trim().split('\n');
}

const kImports = `import fastify from 'fastify';
  import FastifyOtel from '@fastify/otel';
  import { FastifyInstrumentation } from '${kPackage}';
  import { ask, startSdk } from ${telemetry};`;
/** Creates an application, and asks it once. */
const kAsk = `
  let handle;
  const app = fastify({ serverFactory: (handler) => ((handle = handler), http.createServer()) });
  await register(app);
  app.get('/:id', async function show() { return 'answer'; });
  await app.ready();
  console.log(await ask(handle, '/7'));`;
const kSpans = 'answer: request, handler - show';
const kStart = `${kImports} import http from 'node:http'; startSdk();`;

test.each([
  ['its plugin', 'new FastifyInstrumentation();', 'app.register(new FastifyOtel().plugin())'],
  [
    'it, enabled before ours',
    'new FastifyOtel({ registerOnInitialization: true }); new FastifyInstrumentation();',
    '{}',
  ],
  [
    'it, enabled after ours',
    'new FastifyInstrumentation(); new FastifyOtel({ registerOnInitialization: true });',
    '{}',
  ],
])('ours steps back behind @fastify/otel: %s', async (_how, create, register) => {
  const lines = await run(`${kStart} ${create} const register = (app) => ${register}; ${kAsk}`);
  expect(lines).toEqual([
    'warn @otel-native/instrumentations/fastify @fastify/otel is active: it records, and this one not',
    kSpans,
  ]);
});

test('disable() stops the recording, of applications that exist as well, and enable() continues it', async () => {
  const lines = await run(`${kStart} const one = new FastifyInstrumentation();
    const register = () => {}; ${kAsk}
    one.disable();
    console.log(await ask(handle, '/7'));
    one.enable();
    console.log(await ask(handle, '/7'));`);
  expect(lines).toEqual([kSpans, 'answer: ', kSpans]);
});

test('without an SDK, nothing is recorded', async () => {
  const text = `${kStart.replace('startSdk();', '')} new FastifyInstrumentation();
    const register = () => {}; ${kAsk}`;
  expect(await run(text)).toEqual(['answer:']);
});

test.each([
  [{ ignorePaths: '/[a]' }, 'ignorePaths'],
  [{ ignorePaths: '' }, 'ignorePaths'],
  [{ instrumentHooks: [] }, 'instrumentHooks'],
  [{ instrumentHooks: ['onClose'] }, 'instrumentHooks'],
  [{ instrumentHandler: 'yes' }, 'instrumentHandler'],
])('%j is refused', async (config, option) => {
  const text = `import { FastifyInstrumentation } from '${kPackage}';
    try { new FastifyInstrumentation(${JSON.stringify(config)}); }
    catch (error) { console.log(error.code, error.message); }`;
  const [line] = await run(text);
  expect(line).toMatch(/^ERR_OTEL_NATIVE_INVALID_OPTION /);
  expect(line).toContain(option);
});

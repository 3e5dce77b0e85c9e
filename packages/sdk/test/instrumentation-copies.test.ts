import { ApplicationFolder } from './support/application-folder';
import { runChild } from './support/run-child';

/** Dependencies of the instrumentation package that copies may share. */
const kShared = [
  'acorn',
  'acorn-import-attributes',
  'cjs-module-lexer',
  'debug',
  'es-module-lexer',
  'module-details-from-path',
  'ms',
];

const kOwn = ['@opentelemetry/instrumentation', 'import-in-the-middle', 'require-in-the-middle'];

let folder: ApplicationFolder;
beforeEach(() => {
  folder = new ApplicationFolder();
  for (const name of kShared) folder.link(name);
  folder.writePackage('target', { type: 'module' }, `export const seenBy = () => 'application';`);
  for (const name of ['first', 'second']) writeInstrumentation(name);
  folder.write('app.mjs', `import { seenBy } from 'target'; console.log(seenBy());`);
});
afterEach(() => folder.remove());

/** Writes a package with an instrumentation of `target` and its own copies of the instrumentation packages. */
function writeInstrumentation(name: string): void {
  for (const one of kOwn) folder.copy(one, name);
  folder.writePackage(
    name,
    { version: '1.0.0' },
    `const { InstrumentationBase, InstrumentationNodeModuleDefinition } = require('@opentelemetry/instrumentation');
     module.exports = class extends InstrumentationBase {
       constructor() { super('${name}', '1.0.0'); }
       init() {
         return new InstrumentationNodeModuleDefinition('target', ['*'], (exports) => {
           this._wrap(exports, 'seenBy', (original) => () => original() + ' ${name}');
           return exports;
         });
       }
     };`,
  );
}

function writeTelemetry(names: string[], before = ''): void {
  folder.write(
    'telemetry.mjs',
    `import { NodeSDK } from '@otel-native/sdk';
     ${names.map((name) => `import ${name} from '${name}';`).join('\n')}
     ${before}
     const instrumentations = [${names.map((name) => `new ${name}()`).join()}];
     new NodeSDK({ instrumentations }).start();`,
  );
}

async function run(args = ['--import', './telemetry.mjs', 'app.mjs'], more = {}) {
  const env = {
    ...more,
    OTEL_TRACES_EXPORTER: 'none',
    OTEL_METRICS_EXPORTER: 'none',
    OTEL_LOGS_EXPORTER: 'none',
  };
  return runChild(args, { cwd: folder.path, env });
}

const seen = (stdout: string) => ({ code: 0, signal: null, stdout: `${stdout}\n`, stderr: '' });

test.each([
  [['first'], 'application first'],
  [['second'], 'application second'],
  [['first', 'second'], 'application first second'],
])('%j: each copy of the module hooks hears of ES modules', async (names, stdout) => {
  writeTelemetry(names);
  expect(await run()).toEqual(seen(stdout));
});

test('the SDK as ES module and as CommonJS module register a copy once', async () => {
  writeTelemetry(
    ['first', 'second'],
    `import { createRequire } from 'node:module';
     const { NodeSDK: Required } = createRequire(import.meta.url)('@otel-native/sdk');
     new Required({ instrumentations: [new first()] }).start();`,
  );
  // Without exporters no SDK yields to the other, so the API reports two context managers.
  const { code, stdout, stderr } = await run(undefined, { OTEL_LOG_LEVEL: 'none' });
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toBe('application first first second\n');
});

test('hooks that the application registers itself do not get in the way', async () => {
  writeTelemetry(
    ['first'],
    `import { register, createRequire } from 'node:module';
     const require = createRequire(createRequire(import.meta.url).resolve('first'));
     register('file://' + require.resolve('@opentelemetry/instrumentation/hook.mjs'));`,
  );
  expect(await run()).toEqual(seen('application first'));
});

import { ApplicationFolder } from './support/application-folder';
import { Receiver } from './support/receiver';
import { runChild } from './support/run-child';

const kWarning = 'OTEL_NATIVE_LATE_START';

let receiver: Receiver;
let folder: ApplicationFolder;
beforeEach(async () => {
  receiver = await Receiver.start();
  folder = new ApplicationFolder();
  folder.link('@opentelemetry/instrumentation');
  folder.link('@opentelemetry/instrumentation-http');
  for (const name of ['target', 'other']) {
    folder.writePackage(name, { version: '1.0.0' }, `exports.seenBy = () => 'application';`);
  }
  writeTelemetry();
  folder.write('use.cjs', `console.log(require('target').seenBy());`);
});
afterEach(async () => {
  folder.remove();
  await receiver.stop();
});

/** Instruments `target` and `other`, each in the versions given, and HTTP. */
function writeTelemetry(versions = '*'): void {
  folder.write(
    'telemetry.cjs',
    `const { InstrumentationBase, InstrumentationNodeModuleDefinition } = require('@opentelemetry/instrumentation');
     const { HttpInstrumentation } = require('@opentelemetry/instrumentation-http');
     const { NodeSDK } = require('@otel-native/sdk');
     class Seeing extends InstrumentationBase {
       constructor() { super('seeing', '1.0.0'); }
       init() {
         return ['target', 'other'].map((name) => new InstrumentationNodeModuleDefinition(name, ['${versions}'], (exports) => {
           this._wrap(exports, 'seenBy', () => () => 'instrumentation');
           return exports;
         }));
       }
     }
     new NodeSDK({ instrumentations: [new Seeing(), new HttpInstrumentation()] }).start();`,
  );
}

function run(...args: string[]) {
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, OTEL_METRICS_EXPORTER: 'none' };
  return runChild(args, { cwd: folder.path, env });
}

const countOf = (text: string, part: string) => text.split(part).length - 1;

describe('an SDK that starts behind what it instruments names it, once', () => {
  test('CommonJS', async () => {
    folder.write(
      'app.cjs',
      `require('./use.cjs'); require('./telemetry.cjs'); require('./telemetry.cjs');`,
    );
    const { code, stdout, stderr } = await run('app.cjs');
    expect([code, stdout]).toEqual([0, 'application\n']);
    expect(countOf(stderr, kWarning)).toBe(1);
    expect(stderr).toContain('not instrumented: target.');
  });

  test('an ES module, whose imports are loaded before its first line runs', async () => {
    folder.write(
      'app.mjs',
      `import './telemetry.cjs'; import target from 'target'; console.log(target.seenBy());`,
    );
    const { code, stdout, stderr } = await run('app.mjs');
    expect([code, stdout]).toEqual([0, 'application\n']);
    expect(countOf(stderr, kWarning)).toBe(1);
    expect(stderr).toContain('not instrumented: target.');
  });

  test('a version that the instrumentation does not know', async () => {
    writeTelemetry('2.x');
    const { stdout, stderr } = await run('--require', './telemetry.cjs', 'use.cjs');
    expect(stdout).toBe('application\n');
    expect(stderr).toContain('not instrumented: target.');
  });
});

describe('an SDK that starts first says nothing', () => {
  test.each([
    ['preloaded', ['--require', './telemetry.cjs', 'use.cjs']],
    ['required first', ['first.cjs']],
    ['imported first, what it instruments later', ['first.mjs']],
  ])('%s', async (_, args) => {
    folder.write('first.cjs', `require('./telemetry.cjs'); require('./use.cjs');`);
    folder.write('first.mjs', `import './telemetry.cjs'; await import('./use.cjs');`);
    expect(await run(...args)).toMatchObject({ code: 0, stdout: 'instrumentation\n', stderr: '' });
  });
});

test('Node’s own modules are instrumented also when they were loaded before', async () => {
  folder.write(
    'app.mjs',
    `import http, { get } from 'node:http';
     import './telemetry.cjs';
     const server = http.createServer((_request, response) => response.end());
     server.listen(0, '127.0.0.1', () => {
       const { port } = server.address();
       get({ host: '127.0.0.1', port }, (response) => response.resume().on('end', () => server.close()));
     });`,
  );
  expect(await run('app.mjs')).toMatchObject({ code: 0, stderr: '' });
  expect(receiver.names()).toEqual(['GET', 'GET']);
});

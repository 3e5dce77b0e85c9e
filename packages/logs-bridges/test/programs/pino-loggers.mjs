/** Loggers of pino under a bridge. */
import { diag } from '@opentelemetry/api';
import { PinoInstrumentation } from '@opentelemetry/instrumentation-pino';
import { PinoBridge, bridgePino } from '@otel-native/logs-bridges/pino';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inSpan, lines, memory, run } from './telemetry.mjs';

const require = createRequire(import.meta.url);

function use(pino) {
  const logger = pino({}, memory());
  inSpan(() => logger.info('made'));
  logger.child({ part: 'cart' }).info('child');
}

const versions = Object.fromEntries(
  ['pino', 'pino-8', 'pino-9'].map((name) => [
    name,
    () => {
      new PinoBridge({ spliceIds: true });
      use(require(require.resolve(name)));
    },
  ]),
);

await run({
  ...versions,
  async import() {
    new PinoBridge();
    use((await import('pino')).pino);
  },
  /** All loggers were made before the bridge. */
  late() {
    const pino = require('pino');
    const logger = pino({}, memory());
    const child = logger.child({ part: 'cart' });
    new PinoBridge();
    child.info('child');
    logger.info('made');
    use(pino);
  },
  'official first'() {
    new PinoInstrumentation();
    new PinoBridge();
    use(require('pino'));
  },
  'official last'() {
    new PinoBridge();
    new PinoInstrumentation();
    use(require('pino'));
  },
  'two bridges'() {
    new PinoBridge();
    new PinoBridge();
    use(require('pino'));
  },
  disabled() {
    const bridge = new PinoBridge();
    const logger = require('pino')({}, memory());
    bridge.disable();
    inSpan(() => logger.info('not sent'));
    bridge.enable();
    logger.info('sent');
  },
  /** The SDK's own messages go to a bridged logger, and there are many. */
  diagnostics() {
    new PinoBridge();
    const logger = require('pino')({}, memory());
    diag.disable();
    diag.setLogger({
      error: (text) => logger.error(text),
      warn: (text) => logger.warn(text),
      info() {},
      debug() {},
      verbose() {},
    });
    logger.info({ '': 'an invalid key' }, 'sent');
  },
  frozen() {
    const pino = require('pino');
    const logger = Object.freeze(pino({}, memory()));
    new PinoBridge();
    logger.info('late');
    logger.info('later');
    bridgePino(logger).info('alone');
    // Made after the bridge.
    Object.freeze(pino({}, memory())).info('made');
  },
  fastify() {
    new PinoBridge();
    const app = require('fastify')({ logger: { stream: memory() } });
    app.log.info('fastify');
    app.log.child({ part: 'cart' }).warn('child');
  },
  /** It logs when the response has ended, and gives each request a child logger. */
  async 'pino-http'() {
    new PinoBridge();
    const log = require('pino-http')({ genReqId: () => 'first' }, memory());
    const server = createServer((request, response) => {
      log(request, response);
      inSpan(() => request.log.warn({ items: 3 }, 'handled'));
      if (request.url === '/fails') response.err = new TypeError('sold out');
      response.end();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    for (const path of ['/works', '/fails']) {
      const before = lines.length;
      await fetch(`http://127.0.0.1:${server.address().port}${path}`);
      // The client may have the response before the server has logged it.
      while (lines.length < before + 2) await new Promise(setImmediate);
    }
    server.close();
    server.closeAllConnections();
  },
  /** A worker thread writes the lines to a file. */
  async transport() {
    new PinoBridge();
    const pino = require('pino');
    const folder = mkdtempSync(join(tmpdir(), 'otel-native-pino-'));
    const destination = join(folder, 'lines');
    // The worker thread does not keep the process alive.
    const alive = setInterval(() => {}, 1_000);
    const transport = pino.transport({ target: 'pino/file', options: { destination } });
    await once(transport, 'ready');
    pino(transport).info('both');
    transport.end();
    await once(transport, 'close');
    clearInterval(alive);
    lines.push(readFileSync(destination, 'utf8').trim());
    rmSync(folder, { recursive: true });
  },
  'custom mixin'() {
    new PinoBridge({ spliceIds: true });
    const logger = require('pino')({ mixin: () => ({ trace_id: 'own' }) }, memory());
    inSpan(() => logger.info('made'));
    lines.push(JSON.parse(lines.pop()).trace_id);
  },
});

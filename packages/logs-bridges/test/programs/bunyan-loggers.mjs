/** Loggers of bunyan under a bridge: `bunyan-loggers.mjs <scenario>`. */
import {
  BunyanInstrumentation,
  OpenTelemetryBunyanStream,
} from '@opentelemetry/instrumentation-bunyan';
import { BunyanBridge, BunyanStream } from '@otel-native/logs-bridges/bunyan';
import { createRequire } from 'node:module';
import { inSpan, memory, run } from './telemetry.mjs';

const require = createRequire(import.meta.url);
const optionsWith = (...streams) => ({ name: 'shop', streams: [{ stream: memory() }, ...streams] });

function useAll(bunyan) {
  const logger = bunyan.createLogger(optionsWith());
  inSpan(() => logger.info({ items: 3 }, 'made'));
  logger.child({ part: 'cart' }).warn('child');
  logger.child({ part: 'cart' }, true).error(new TypeError('sold out'));
  new bunyan(optionsWith()).fatal('constructed');
}

await run({
  require() {
    new BunyanBridge();
    useAll(require('bunyan'));
  },
  async import() {
    new BunyanBridge();
    useAll((await import('bunyan')).default);
  },
  late() {
    const bunyan = require('bunyan');
    const logger = bunyan.createLogger(optionsWith());
    const child = logger.child({ part: 'cart' });
    const simple = logger.child({ part: 'cart' }, true);
    new BunyanBridge();
    inSpan(() => logger.info({ items: 3 }, 'made'));
    child.warn('child');
    simple.error(new TypeError('sold out'));
    new bunyan(optionsWith()).fatal('constructed');
  },
  'version 2'() {
    // Loaded before, as the package has another name here.
    const bunyan = require('bunyan-2');
    new BunyanBridge();
    useAll(bunyan);
  },
  'official first'() {
    new BunyanInstrumentation();
    new BunyanBridge();
    require('bunyan').createLogger(optionsWith()).info('once');
  },
  'official last'() {
    new BunyanBridge();
    new BunyanInstrumentation();
    require('bunyan').createLogger(optionsWith()).info('once');
  },
  'official stream'() {
    new BunyanBridge();
    const bunyan = require('bunyan');
    const official = { type: 'raw', stream: new OpenTelemetryBunyanStream() };
    bunyan.createLogger(optionsWith(official)).info('once');
    const second = bunyan.createLogger(optionsWith());
    second.info('ours');
    second.addStream(official);
    second.info('theirs');
  },
  'own stream'() {
    new BunyanBridge();
    new BunyanBridge();
    const bunyan = require('bunyan');
    bunyan.createLogger(optionsWith({ type: 'raw', stream: new BunyanStream() })).info('once');
    bunyan.createLogger(optionsWith()).info('once too');
  },
  disable() {
    const bridge = new BunyanBridge();
    const bunyan = require('bunyan');
    const logger = bunyan.createLogger(optionsWith());
    logger.info('one');
    bridge.disable();
    inSpan(() => logger.info('two'));
    bunyan.createLogger(optionsWith()).info('three');
    bridge.enable();
    logger.info('four');
  },
  settings() {
    const bridge = new BunyanBridge({
      logHook: (_span, record) => {
        record.hooked = true;
        throw new Error('hook');
      },
    });
    const logger = require('bunyan').createLogger(optionsWith());
    inSpan(() => logger.info('one'));
    bridge.setConfig({ disableLogSending: true, disableLogCorrelation: true });
    inSpan(() => logger.info('two'));
    bridge.setConfig({ logSeverity: 5 });
    new (require('bunyan'))(optionsWith()).debug('three');
  },
  hostile() {
    new BunyanBridge();
    const logger = require('bunyan').createLogger(optionsWith());
    logger.info({ time: null }, 'no time');
    logger.info({ time: 5 }, 'own time');
    logger.info(JSON.parse('{"__proto__": {"polluted": 1}, "a": 1}'), 'proto');
    const cycle = {};
    cycle.self = cycle;
    logger.info({ cycle, b: 2 }, 'cycle');
    return { polluted: {}.polluted };
  },
});

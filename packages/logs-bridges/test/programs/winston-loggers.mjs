/** Loggers of winston under a bridge. */
import { diag } from '@opentelemetry/api';
import { WinstonInstrumentation } from '@opentelemetry/instrumentation-winston';
import { OpenTelemetryTransportV3 } from '@opentelemetry/winston-transport';
import { WinstonBridge, WinstonTransport } from '@otel-native/logs-bridges/winston';
import { createRequire } from 'node:module';
import { Writable } from 'node:stream';
import { inSpan, lines, memory, run } from './telemetry.mjs';

const require = createRequire(import.meta.url);
const loggerOf = (winston, options = {}) =>
  winston.createLogger({
    transports: [new winston.transports.Stream({ stream: memory() })],
    ...options,
  });

function useAll(winston) {
  winston.info('default');
  const logger = loggerOf(winston);
  inSpan(() => logger.info('made'));
  logger.child({ part: 'cart' }).info('child');
  winston.createLogger().info('no transports');
}

await run({
  require() {
    new WinstonBridge();
    useAll(require('winston'));
  },
  async import() {
    new WinstonBridge();
    useAll((await import('winston')).default);
  },
  /** All loggers were made before the bridge. */
  late() {
    const winston = require('winston');
    const made = loggerOf(winston);
    const bare = winston.createLogger();
    new WinstonBridge();
    winston.info('default');
    inSpan(() => made.info('made'));
    made.child({ part: 'cart' }).info('child');
    bare.info('no transports');
  },
  'official first'() {
    new WinstonInstrumentation();
    new WinstonBridge();
    loggerOf(require('winston')).info('once');
  },
  'official last'() {
    new WinstonBridge();
    new WinstonInstrumentation();
    loggerOf(require('winston')).info('once');
  },
  /** The logger of NestJS, which nest-winston hands to winston. */
  nest() {
    new WinstonBridge();
    const { WinstonModule } = require('nest-winston');
    const { Logger } = require('@nestjs/common');
    Logger.overrideLogger(
      WinstonModule.createLogger({ instance: loggerOf(require('winston'), { level: 'debug' }) }),
    );
    const logger = new Logger('Orders');
    inSpan(() => logger.log('order placed'));
    logger.debug({ message: 'looked up', items: 3 });
    logger.error('order refused', new TypeError('sold out').stack);
  },
  'two bridges'() {
    new WinstonBridge();
    new WinstonBridge();
    loggerOf(require('winston')).info('once');
  },
  'official transport'() {
    new WinstonBridge();
    const winston = require('winston');
    const first = loggerOf(winston, { transports: [new OpenTelemetryTransportV3()] });
    first.info('once');
    const second = loggerOf(winston);
    second.info('ours');
    second.add(new OpenTelemetryTransportV3());
    second.info('theirs');
  },
  'own transport'() {
    new WinstonBridge();
    const winston = require('winston');
    loggerOf(winston, { transports: [new WinstonTransport()] }).info('once');
    const second = loggerOf(winston);
    second.add(new WinstonTransport());
    second.info('once too');
  },
  /** The official instrumentation adds its transport to the application's list, so the second logger would get two. */
  'shared options'() {
    new WinstonBridge();
    const winston = require('winston');
    const options = { transports: [new winston.transports.Stream({ stream: memory() })] };
    winston.createLogger(options).info('first');
    winston.createLogger(options).info('second');
    return { transports: options.transports.length };
  },
  configure() {
    new WinstonBridge();
    const winston = require('winston');
    const logger = loggerOf(winston);
    logger.configure({
      level: 'debug',
      transports: [new winston.transports.Stream({ stream: memory() })],
    });
    logger.debug('configured');
    logger.clear().add(new winston.transports.Stream({ stream: memory() }));
    logger.info('cleared');
  },
  /** A transport that is slow makes winston keep records. */
  async slow() {
    new WinstonBridge();
    const winston = require('winston');
    const waiting = [];
    class Slow extends Writable {
      constructor() {
        super({ objectMode: true, highWaterMark: 1 });
      }
      _write(info, _encoding, done) {
        lines.push(info.message);
        waiting.push(done);
      }
      log() {}
    }
    const logger = winston.createLogger({ transports: [new Slow()] });
    for (let i = 0; i < 40; i++) inSpan(() => logger.info(`slow ${i}`));
    while (lines.length < 40) {
      waiting.splice(0).forEach((done) => done());
      await new Promise(setImmediate);
    }
  },
  disable() {
    const bridge = new WinstonBridge();
    const winston = require('winston');
    const logger = loggerOf(winston);
    logger.info('one');
    bridge.disable();
    inSpan(() => logger.info('two'));
    loggerOf(winston).info('three');
    bridge.enable();
    logger.info('four');
    return { config: bridge.getConfig() };
  },
  settings() {
    const calls = [];
    const bridge = new WinstonBridge({
      disableLogSending: true,
      logHook: (span, record) => {
        calls.push(span.spanContext().spanId);
        record.hooked = true;
        throw new Error('hook');
      },
    });
    const logger = loggerOf(require('winston'));
    inSpan(() => logger.info('not sent'));
    bridge.setConfig({ disableLogCorrelation: true });
    inSpan(() => logger.info('sent'));
    return { calls };
  },
  /** The SDK's own messages go to a bridged logger whose records all cause one. */
  diagnostics() {
    new WinstonBridge();
    const broken = {
      get broken() {
        throw new Error('broken');
      },
    };
    const logger = loggerOf(require('winston'), {
      format: require('winston').format.printf(({ message }) => message),
      defaultMeta: { since: new Date(0), broken },
    });
    const warn = (text) => {
      // Else the program would not end.
      if (lines.length < 50) logger.warn(text);
    };
    diag.disable();
    diag.setLogger({ error: warn, warn, info() {}, debug() {}, verbose() {} });
    logger.info('sent');
  },
  /** What may be thrown at a logger, or by it. */
  hostile() {
    new WinstonBridge();
    const winston = require('winston');
    const logger = loggerOf(winston, { format: winston.format((info) => info)() });
    logger.info({
      message: 'getter',
      meta: {
        get broken() {
          throw new Error('broken');
        },
      },
    });
    logger.write(
      Object.freeze({ level: 'info', message: 'frozen', [Symbol.for('level')]: 'info' }),
    );
    logger.info('deep', { deep: deep(10_000) });
    logger.info('proto', JSON.parse('{"__proto__": {"polluted": 1}, "a": 1}'));
    return { polluted: {}.polluted };
  },
  /** An exception that winston itself logs before it ends the process. */
  async exceptions() {
    new WinstonBridge();
    const winston = require('winston');
    const logger = loggerOf(winston, {
      exitOnError: false,
      transports: [new winston.transports.Stream({ stream: memory(), handleExceptions: true })],
    });
    setImmediate(() => {
      throw new Error('uncaught');
    });
    while (lines.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    logger.exceptions.unhandle();
  },
  'winston 2'() {
    new WinstonBridge();
    const winston = require('winston-2');
    const logger = new winston.Logger({
      transports: [new winston.transports.File({ stream: memory(), json: true })],
    });
    inSpan(() => logger.info('old', { a: 1 }));
  },
});

function deep(levels) {
  let value = 1;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

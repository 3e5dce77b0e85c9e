/** A logger that prints the SDK's own diagnostics, where each record, and the hook of each record, causes one: `diagnostics-loop.mjs <way>`. */
import { ROOT_CONTEXT, context, diag, logs, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { BunyanBridge, BunyanStream } from '@otel-native/logs-bridges/bunyan';
import { ConsoleBridge } from '@otel-native/logs-bridges/console';
import { PinoBridge, bridgePino } from '@otel-native/logs-bridges/pino';
import { WinstonBridge, WinstonTransport } from '@otel-native/logs-bridges/winston';
import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import { memory } from './telemetry.mjs';

const require = createRequire(import.meta.url);
/** Diagnostics after which the program stops what would not end. */
const kMaxDiagnostics = 50;
const bodies = [];
let diagnostics = 0;

const logHook = () => {
  throw new Error('hook');
};

function winstonWith(...own) {
  const { createLogger, format, transports } = require('winston');
  return createLogger({
    format: format.json(),
    transports: [new transports.Stream({ stream: memory() }), ...own],
  });
}

const bunyanWith = (...streams) =>
  require('bunyan').createLogger({ name: 'shop', streams: [{ stream: memory() }, ...streams] });

const ways = {
  'winston bridge'() {
    new WinstonBridge({ logHook });
    return winstonWith();
  },
  'winston transport': () => winstonWith(new WinstonTransport()),
  'winston transport, added'() {
    const logger = winstonWith();
    return logger.add(new WinstonTransport());
  },
  'winston transport, configured'() {
    const logger = winstonWith();
    logger.configure({ transports: [new WinstonTransport()] });
    return logger;
  },
  'winston transport of two loggers'() {
    const transport = new WinstonTransport();
    winstonWith(transport);
    return winstonWith(transport);
  },
  'winston child': () => winstonWith(new WinstonTransport()).child({ part: 'cart' }),
  'winston transport under a bridge'() {
    new WinstonBridge({ logHook });
    return winstonWith(new WinstonTransport());
  },
  'pino bridge'() {
    new PinoBridge({ logHook });
    return require('pino')({}, memory());
  },
  'one pino logger': () => bridgePino(require('pino')({}, memory()), { logHook }),
  'bunyan bridge'() {
    new BunyanBridge({ logHook });
    return bunyanWith();
  },
  'bunyan stream': () => bunyanWith({ type: 'raw', stream: new BunyanStream() }),
  console() {
    new ConsoleBridge();
    return console;
  },
};

const warn = (text) => diag.warn(text);
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
logs.disable();
logs.setGlobalLoggerProvider({
  getLogger() {
    warn('a logger was asked for');
    return {
      enabled() {
        warn('a logger was asked');
        return true;
      },
      emit({ body }) {
        bodies.push(typeof body === 'string' ? body : JSON.stringify(body));
        warn('a record was emitted');
      },
    };
  },
});

const logger = ways[process.argv[2]]();
const print = (level) => (text) => {
  if (++diagnostics <= kMaxDiagnostics) logger[level](text);
};
diag.disable();
diag.setLogger({ error: print('error'), warn: print('warn'), info() {}, debug() {}, verbose() {} });
const span = trace.setSpanContext(ROOT_CONTEXT, {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  traceFlags: 1,
});
for (const text of ['first', 'second']) {
  context.with(span, () => logger.info(text));
  await setImmediate();
}
diag.disable();
process.stdout.write(`\n${JSON.stringify({ bodies, diagnostics })}\n`);

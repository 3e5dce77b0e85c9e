/** Loggers whose provider, thread or copy of the package is not the only one: `lives.mjs <scenario> <way>`. */
import { logs } from '@opentelemetry/api';
import { LoggerProvider } from '@otel-native/native-core/logs';
import { cpSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { temporaryFolder } from 'test-support/temporary-folder';

const require = createRequire(import.meta.url);
const packageFolder = dirname(require.resolve('@otel-native/logs-bridges/package.json'));
const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });

/** Returns the package from a folder of its own. */
function copyOfPackage() {
  const folder = temporaryFolder('logs-bridges');
  for (const part of ['package.json', 'dist'])
    cpSync(join(packageFolder, part), join(folder, part), { recursive: true });
  symlinkSync(join(packageFolder, '../../node_modules'), join(folder, 'node_modules'));
  return (entry) => require(join(folder, `dist/${entry}.cjs`));
}
const original = (entry) => require(`@otel-native/logs-bridges/${entry}`);

const winstonOf = (...own) => {
  const { createLogger, transports } = require('winston');
  return createLogger({ transports: [new transports.Stream({ stream: nowhere() }), ...own] });
};
const bunyanOf = (...own) =>
  require('bunyan').createLogger({ name: 'shop', streams: [{ stream: nowhere() }, ...own] });

/** Each takes the copies of the package, and returns a logger. */
const ways = {
  'pino bridge'(copies) {
    for (const copy of copies) new (copy('pino').PinoBridge)();
    return require('pino')({}, nowhere());
  },
  'one pino logger'(copies) {
    const logger = require('pino')({}, nowhere());
    return copies.reduce((made, copy) => copy('pino').bridgePino(made), logger);
  },
  'winston bridge'(copies) {
    for (const copy of copies) new (copy('winston').WinstonBridge)();
    return winstonOf();
  },
  // The first copy's bridge beside the last one's transport.
  'winston transport'(copies) {
    if (copies.length > 1) new (copies[0]('winston').WinstonBridge)();
    return winstonOf(new (copies.at(-1)('winston').WinstonTransport)());
  },
  'bunyan bridge'(copies) {
    for (const copy of copies) new (copy('bunyan').BunyanBridge)();
    return bunyanOf();
  },
  'bunyan stream'(copies) {
    if (copies.length > 1) new (copies[0]('bunyan').BunyanBridge)();
    return bunyanOf({ type: 'raw', stream: new (copies.at(-1)('bunyan').BunyanStream)() });
  },
  console(copies) {
    for (const copy of copies) new (copy('console').ConsoleBridge)();
    return console;
  },
};

/** A registered provider that keeps its requests. */
function register() {
  const requests = [];
  const provider = new LoggerProvider({
    exporter: {
      name: 'test',
      async exportOtlp({ bytes }) {
        requests.push(Buffer.from(bytes));
        return { status: 'ok' };
      },
      shutdown: async () => {},
    },
  });
  logs.disable();
  logs.setGlobalLoggerProvider(provider);
  return {
    provider,
    /** Shuts the provider down, and returns the texts of all records: `text-` and a name. In what was logged, a full stop ends them. */
    async end() {
      await provider.shutdown();
      return (
        Buffer.concat(requests)
          .toString('latin1')
          .match(/text-[a-z0-9-]+(?=\.)/g) ?? []
      );
    },
  };
}

const scenarios = {
  /** Providers follow each other; with the first, the logger has no provider yet. */
  async swap(way) {
    const logger = ways[way]([original]);
    logger.info('text-without.');
    const sent = [];
    for (const name of ['first', 'second', 'third']) {
      const life = register();
      logger.info(`text-${name}-a.`);
      await new Promise(setImmediate);
      // In the task of the shutdown: it is sent.
      logger.info(`text-${name}-b.`);
      sent.push(await life.end());
      logger.info('text-late.');
    }
    return { sent };
  },
  /** A record in the task in which the provider changes. */
  async 'swap in a task'(way) {
    const logger = ways[way]([original]);
    const first = register();
    logger.info('text-first.');
    const second = register();
    logger.info('text-second.');
    return { sent: [await first.end(), await second.end()] };
  },
  async copies(way) {
    const life = register();
    const logger = ways[way]([original, copyOfPackage()]);
    logger.info('text-one.');
    logger.info('text-two.');
    return { sent: [await life.end()] };
  },
  async workers(way) {
    const life = register();
    const logger = ways[way]([original]);
    const workers = Array.from({ length: 4 }, (_, id) => {
      const worker = new Worker(new URL(import.meta.url), {
        workerData: { way, id },
        stdout: true,
      });
      return new Promise((resolve, reject) =>
        worker.once('message', resolve).once('error', reject),
      );
    });
    logger.info('text-main.');
    const sent = await Promise.all(workers);
    return { sent: [await life.end(), ...sent] };
  },
};

if (isMainThread) {
  const [scenario, way] = process.argv.slice(2);
  const report = await scenarios[scenario](way);
  process.stdout.write(`\n${JSON.stringify(report)}\n`);
} else {
  const life = register();
  const logger = ways[workerData.way]([original]);
  for (let i = 0; i < 3; i++) logger.info(`text-worker-${workerData.id}-${i}.`);
  parentPort.postMessage(await life.end());
}

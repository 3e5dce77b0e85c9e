// Emits 1,000 log records, then the process ends as WAY says.
import { LoggerProvider } from '@otel-native/native-core/logs';
import { batch, makeExporter } from './setup.mjs';
import { flushAndKill } from './ways-to-end.mjs';

const spool = process.env.SPOOL && { directory: process.env.SPOOL };
const provider = new LoggerProvider({ exporter: makeExporter(), batch, ...(spool && { spool }) });
const logger = provider.getLogger('program');

function emit(body, count) {
  for (let i = 0; i < count; i++) logger.emit({ body, attributes: { i, kind: `kind ${i % 7}` } });
}

const ways = {
  exit: () => process.exit(0),
  normal: () => {},
  throw: () => {
    throw new Error('uncaught');
  },
  throwLater: () =>
    setImmediate(() => {
      throw new Error('uncaught');
    }),
  emitInExit: () => {
    process.on('exit', () => emit('late', 3));
    process.exit(0);
  },
  flushAndKill: () => flushAndKill(provider),
  shutdown: () => provider.shutdown(),
  kill: () => process.kill(process.pid, 'SIGKILL'),
};

emit('log', 1_000);
await ways[process.env.WAY]();

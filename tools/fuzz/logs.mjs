// Emits log records of many kinds with a spool in SPOOL, and is killed.
import { setTimeout } from 'node:timers/promises';
import { ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider } from '@otel-native/native-core/logs';

const provider = new LoggerProvider({
  exporter: {
    name: 'seeds',
    exportOtlp: async () => ({ status: 'retry' }),
    shutdown: async () => {},
  },
  resource: resourceFromAttributes({ 'service.name': 'seeds' }),
  batch: { ringBytes: 4096, maxExportBatchSize: 8, scheduledDelayMillis: 20 },
  spool: { directory: process.env.SPOOL, maxBytes: 65_536 },
});
const ids = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
const context = trace.setSpanContext(ROOT_CONTEXT, { ...ids, traceFlags: 1 });
const bodies = [
  'often',
  'a body',
  { nested: [1, { deep: null }] },
  0.5,
  Buffer.from('bytes'),
  true,
];

const logger = provider.getLogger('library', '1.0', { attributes: { tenant: 'a', list: [1, 2] } });
for (let i = 0; i < 12; i++) {
  logger.emit({
    severityNumber: i,
    severityText: 'INFO',
    body: bodies[i % bodies.length],
    attributes: { i, text: 'often', ratio: i / 3 },
    ...(i % 2 === 0 && { context }),
    ...(i % 3 === 0 && { eventName: 'event' }),
    ...(i === 5 && { exception: { name: 'Error', message: 'thrown', stack: 'at here' } }),
  });
}
await setTimeout(300);
process.kill(process.pid, 'SIGKILL');

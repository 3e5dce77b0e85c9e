// Two workers with 1,000 log records each. They end as WAY says.
import { Worker, isMainThread } from 'node:worker_threads';
import { LoggerProvider } from '@otel-native/native-core/logs';
import { batch, makeExporter } from './setup.mjs';

if (isMainThread) {
  for (let i = 0; i < 2; i++) new Worker(new URL(import.meta.url));
} else {
  const provider = new LoggerProvider({ exporter: makeExporter(), batch });
  const logger = provider.getLogger('worker');
  for (let i = 0; i < 1_000; i++) logger.emit({ body: 'worker log' });
  if (process.env.WAY === 'exit') process.exit(0);
}

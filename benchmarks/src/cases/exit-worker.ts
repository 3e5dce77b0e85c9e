/**
 * The process under test of case `exit`: one SDK is started as its documentation says, some spans end, and then the process.
 * Takes an {@link ExitTask} as JSON in its first argument.
 */
import { setTimeout as delay } from 'node:timers/promises';

import { trace } from '@opentelemetry/api';

import type { Ending, ExitTask, ExitVariant } from './exit-task.ts';

const aliveForMs = 10_000;

const starters: Record<ExitVariant, () => Promise<unknown>> = {
  official: startOfficial,
  'official + handler': async () => {
    const sdk = await startOfficial();
    process.on('SIGTERM', () => {
      void sdk.shutdown().finally(() => process.exit(0));
    });
  },
  native: () => import('@otel-native/sdk/register'),
};

const endings: Record<Ending, () => void> = {
  return: () => undefined,
  'process.exit': () => process.exit(0),
  'uncaught exception': () => {
    setImmediate(() => {
      throw new Error('nobody catches this');
    });
  },
  SIGTERM: () => endBySignal('SIGTERM'),
  SIGKILL: () => endBySignal('SIGKILL'),
};

const task = JSON.parse(process.argv[2] ?? '') as ExitTask;
process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = task.endpoint;
process.env['OTEL_TRACES_EXPORTER'] = 'otlp';
process.env['OTEL_METRICS_EXPORTER'] = 'none';
process.env['OTEL_LOGS_EXPORTER'] = 'none';
await starters[task.variant]();

const tracer = trace.getTracer('exit', '1.0.0');
for (let job = 0; job < task.spans; job++) {
  tracer.startSpan('process job', { attributes: { 'job.id': job } }).end();
}
if (task.waitMs > 0) await delay(task.waitMs);
endings[task.ending]();

async function startOfficial() {
  const { NodeSDK } = await import('@opentelemetry/sdk-node');
  const sdk = new NodeSDK();
  sdk.start();
  return sdk;
}

/** A service that is told to end has requests open, so its loop goes on until a handler or the system ends it. */
function endBySignal(signal: NodeJS.Signals): void {
  setTimeout(() => undefined, aliveForMs);
  process.kill(process.pid, signal);
}

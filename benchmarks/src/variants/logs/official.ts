import { setImmediate as nextTurnOfLoop } from 'node:timers/promises';
import { context, logs } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';

import type { DriverOptions } from '../driver.ts';
import type { LogDriver } from './driver.ts';

/** OpenTelemetry JS: the batch processor, OTLP over HTTP in protobuf. Flushed in each turn: it would lose records otherwise. */
export function startDriver(options: DriverOptions): LogDriver {
  const exporter = new OTLPLogExporter({ url: `${options.endpoint}/v1/logs` });
  const provider = new LoggerProvider({
    resource: resourceFromAttributes(options.resourceAttributes),
    processors: [new BatchLogRecordProcessor({ exporter })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  logs.setGlobalLoggerProvider(provider);
  return {
    records: true,
    async afterTurn() {
      await provider.forceFlush();
      await nextTurnOfLoop();
    },
    flush: () => provider.forceFlush(),
    shutdown: () => provider.shutdown(),
  };
}

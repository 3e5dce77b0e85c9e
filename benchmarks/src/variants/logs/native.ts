import { setImmediate as nextTurnOfLoop } from 'node:timers/promises';
import { context, logs } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { NativeContextManager } from '@otel-native/context-native';
import { OtlpLocalExporter } from '@otel-native/exporter-otlp-local';
import { LoggerProvider } from '@otel-native/native-core/logs';

import type { DriverOptions } from '../driver.ts';
import type { LogDriver } from './driver.ts';

/** Ours: native core, context manager and local OTLP exporter. */
export function startDriver(options: DriverOptions): LogDriver {
  const provider = new LoggerProvider({
    resource: resourceFromAttributes(options.resourceAttributes),
    exporter: new OtlpLocalExporter({ endpoint: options.endpoint }),
  });
  context.setGlobalContextManager(new NativeContextManager().enable());
  logs.setGlobalLoggerProvider(provider);
  return {
    records: true,
    afterTurn: () => nextTurnOfLoop(),
    flush: () => provider.forceFlush(),
    shutdown: () => provider.shutdown(),
  };
}

import { context, trace } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { NativeContextManager } from '@otel-native/context-native';
import { OtlpLocalExporter } from '@otel-native/exporter-otlp-local';
import { TracerProvider } from '@otel-native/native-core';

import type { Driver, DriverOptions } from './driver.ts';

/** Ours: native core, context manager and local OTLP exporter, all at their defaults. */
export function startDriver(options: DriverOptions): Driver {
  const provider = new TracerProvider({
    resource: resourceFromAttributes(options.resourceAttributes),
    exporter: new OtlpLocalExporter({ endpoint: options.endpoint }),
  });
  context.setGlobalContextManager(new NativeContextManager().enable());
  trace.setGlobalTracerProvider(provider);
  return {
    records: true,
    settledSpans: () => {
      const stats = provider.stats();
      return stats === undefined ? 0 : stats.ended - stats.queued;
    },
    // Exporting never runs on the thread that makes the spans.
    synchronousExportMs: () => 0,
    flush: () => provider.forceFlush(),
    shutdown: () => provider.shutdown(),
  };
}

import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  TracerProvider,
  type ReadableSpan,
  type SpanExporter,
} from '@opentelemetry/sdk-trace';

import type { Driver, DriverOptions } from './driver.ts';

/** OpenTelemetry JS: the batch processor at its defaults, OTLP over HTTP in protobuf. */
export function startDriver(options: DriverOptions): Driver {
  const exporter = new WatchedExporter(
    new OTLPTraceExporter({ url: `${options.endpoint}/v1/traces` }),
  );
  const provider = new TracerProvider({
    resource: resourceFromAttributes(options.resourceAttributes),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(provider);
  return {
    records: true,
    settledSpans: () => exporter.settledSpans,
    synchronousExportMs: () => exporter.synchronousMs,
    flush: async () => {
      await provider.forceFlush();
      // The processor's flush does not wait for the batch that was already on its way.
      await exporter.forceFlush();
    },
    shutdown: () => provider.shutdown(),
  };
}

/**
 * The exporter with a watch on it: a clock read twice and one closure per batch of 512 spans. The processor
 * itself tells nobody how full its queue is, and starts an export inside the `end()` that fills a batch.
 */
class WatchedExporter implements SpanExporter {
  readonly #exporter: OTLPTraceExporter;
  settledSpans = 0;
  synchronousMs = 0;

  constructor(exporter: OTLPTraceExporter) {
    this.#exporter = exporter;
  }

  export(spans: ReadableSpan[], done: Parameters<SpanExporter['export']>[1]): void {
    const startedMs = performance.now();
    this.#exporter.export(spans, (result) => {
      this.settledSpans += spans.length;
      done(result);
    });
    this.synchronousMs += performance.now() - startedMs;
  }

  forceFlush(): Promise<void> {
    return this.#exporter.forceFlush();
  }

  shutdown(): Promise<void> {
    return this.#exporter.shutdown();
  }
}

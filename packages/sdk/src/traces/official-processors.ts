import { diag } from '@opentelemetry/api';
import type { OtlpProtocol } from 'otlp-settings';
import {
  batchOptionsFromEnvironment,
  type BatchOptions,
  type SpanProcessor,
} from '@otel-native/native-core';
import type { SpanExporter } from '../configuration';
import { loadSdkTrace, officialOtlpExporter, zipkinExporter } from './official-packages';

/**
 * Creates an official batch processor that feeds an official exporter.
 * @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` or `…_UNSUPPORTED_PACKAGE` without the official SDK
 */
export function batchProcessor(
  exporter: SpanExporter,
  batch: BatchOptions | undefined,
): SpanProcessor {
  const { BatchSpanProcessor } = loadSdkTrace('traceExporter');
  return new BatchSpanProcessor({ ...officialBatchOptions(batch), exporter });
}

/**
 * Creates an official exporter, for formats that the native pipeline does not encode, with an official batch processor.
 * @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` or `…_UNSUPPORTED_PACKAGE` without one of the two
 */
export function otlpProcessor(
  protocol: OtlpProtocol,
  batch: BatchOptions | undefined,
): SpanProcessor {
  return batchProcessor(officialOtlpExporter(protocol), batch);
}

/**
 * Creates the official Zipkin exporter with an official batch processor.
 * @throws like {@link otlpProcessor}
 */
export function zipkinProcessor(batch: BatchOptions | undefined): SpanProcessor {
  return batchProcessor(zipkinExporter(), batch);
}

/** Prints every span. Returns undefined and warns without a usable `@opentelemetry/sdk-trace`. */
export function consoleProcessor(): SpanProcessor | undefined {
  try {
    const sdkTrace = loadSdkTrace('the console exporter');
    return new sdkTrace.SimpleSpanProcessor({ exporter: new sdkTrace.ConsoleSpanExporter() });
  } catch (error) {
    diag.warn((error as Error).message);
    return undefined;
  }
}

/** The batch options that the official processor supports. */
function officialBatchOptions(batch: BatchOptions | undefined): BatchOptions {
  const { maxExportBatchSize, scheduledDelayMillis, exportTimeoutMillis, maxQueueSize } = {
    ...batchOptionsFromEnvironment(),
    ...batch,
  };
  const options = { maxExportBatchSize, scheduledDelayMillis, exportTimeoutMillis, maxQueueSize };
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as BatchOptions;
}

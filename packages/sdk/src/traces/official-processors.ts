import { diag } from '@opentelemetry/api';
import {
  batchOptionsFromEnvironment,
  type BatchOptions,
  type SpanProcessor,
} from '@otel-native/native-core';
import type { SpanExporter } from '../configuration';
import {
  kOtlpExporters,
  kSdkTrace,
  kZipkinExporter,
  loadSdkTrace,
  makeOtlpExporter,
  makeZipkinExporter,
  required,
  type OtlpProtocol,
} from './official-packages';

/**
 * The official batch processor in front of an official exporter.
 * @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` when `@opentelemetry/sdk-trace` is not installed
 */
export function batchProcessor(
  exporter: SpanExporter,
  batch: BatchOptions | undefined,
): SpanProcessor {
  const { BatchSpanProcessor } = required(loadSdkTrace(), 'traceExporter', [kSdkTrace]);
  return new BatchSpanProcessor({ ...officialBatchOptions(batch), exporter });
}

/**
 * The official exporter for what the native pipeline does not encode, behind the official batch processor.
 * @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` when one of the two is not installed
 */
export function otlpProcessor(
  protocol: OtlpProtocol,
  batch: BatchOptions | undefined,
): SpanProcessor {
  return batchProcessor(officialOtlpExporter(protocol), batch);
}

/**
 * An official exporter, together with the SDK that it needs.
 * @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` when one of the two is not installed
 */
export function officialOtlpExporter(protocol: OtlpProtocol, options?: object): SpanExporter {
  const purpose = `OTLP as ${protocol}`;
  const packages = [kSdkTrace, kOtlpExporters[protocol]];
  required(loadSdkTrace(), purpose, packages);
  return required(makeOtlpExporter(protocol, options), purpose, packages);
}

/**
 * The official Zipkin exporter behind the official batch processor.
 * @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` when one of the two is not installed
 */
export function zipkinProcessor(batch: BatchOptions | undefined): SpanProcessor {
  const packages = [kSdkTrace, kZipkinExporter];
  required(loadSdkTrace(), 'zipkin', packages);
  return batchProcessor(required(makeZipkinExporter(), 'zipkin', packages), batch);
}

/** Prints every span; undefined, with a warning, when `@opentelemetry/sdk-trace` is not installed. */
export function consoleProcessor(): SpanProcessor | undefined {
  const sdkTrace = loadSdkTrace();
  if (sdkTrace === undefined) {
    diag.warn(`the console exporter needs ${kSdkTrace}: npm install ${kSdkTrace}`);
    return undefined;
  }
  return new sdkTrace.SimpleSpanProcessor({ exporter: new sdkTrace.ConsoleSpanExporter() });
}

/** The part of the batch options that the official processor has too. */
function officialBatchOptions(batch: BatchOptions | undefined): BatchOptions {
  const { maxExportBatchSize, scheduledDelayMillis, exportTimeoutMillis, maxQueueSize } = {
    ...batchOptionsFromEnvironment(),
    ...batch,
  };
  const options = { maxExportBatchSize, scheduledDelayMillis, exportTimeoutMillis, maxQueueSize };
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as BatchOptions;
}

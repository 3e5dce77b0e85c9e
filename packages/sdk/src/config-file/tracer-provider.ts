import type {
  BatchSpanProcessorConfigModel,
  ConfigurationModel,
  IdGeneratorConfigModel,
  OtlpGrpcExporterConfigModel,
  OtlpHttpExporterConfigModel,
  SpanExporterConfigModel,
  SpanProcessorConfigModel,
} from '@opentelemetry/configuration';
import type { Resource } from '@opentelemetry/resources';
import type { BatchOptions, SpanProcessor } from '@otel-native/native-core';
import type { SpanExporter } from '../configuration';
import { officialOptions } from '../otlp/official-options';
import type { Destinations } from '../traces/destinations';
import { loadSdkTrace, officialOtlpExporter } from '../traces/official-packages';
import { otlpTarget } from '../traces/otlp-target';
import { batchProcessor } from '../traces/official-processors';
import { createTracing, type Tracing } from '../traces/tracer-provider';
import { onlyEntry, unknown, warnOfUnused } from './entries';
import { checkedTimeout, grpcOptions, httpSettings, type MergeHeaders } from './exporter';
import { configuredSampler } from './sampler';
import { configuredSpanLimits } from './span-limits';

/** Defaults of the schema. All are passed on, because a configuration file overrides the environment. */
const kBatchDefaults = {
  maxExportBatchSize: 512,
  scheduledDelayMillis: 5_000,
  exportTimeoutMillis: 30_000,
  maxQueueSize: Infinity,
};

/** The official processor's own default: its queue has no limit in bytes. */
const kOfficialMaxQueueSize = 2_048;

/** The destinations, with the batch options of the native processor. */
type ConfiguredDestinations = Destinations & { batch: BatchOptions };

/**
 * Creates the tracer provider that `tracer_provider` describes; undefined without it.
 * @throws for unknown or unsupported settings
 */
export function configuredTracing(
  model: ConfigurationModel,
  resource: Resource,
  mergeHeaders: MergeHeaders,
): Tracing | undefined {
  const tracer = model.tracer_provider;
  if (!tracer) return undefined;
  warnOfUnused('tracer_provider', tracer, ['processors', 'limits', 'sampler', 'id_generator']);
  checkIdGenerator(tracer.id_generator);
  const sampler = configuredSampler(tracer.sampler);
  const spanLimits = configuredSpanLimits(tracer.limits, model.attribute_limits);
  const common = { resource, spanLimits, ...(sampler && { sampler }) };
  const destinations: ConfiguredDestinations = {
    native: undefined,
    spanProcessors: [],
    batch: kBatchDefaults,
  };
  for (const choice of tracer.processors) addProcessor(destinations, choice, mergeHeaders);
  return createTracing(destinations, common, destinations.batch);
}

/** Random ids are the default anyway. */
function checkIdGenerator(model: IdGeneratorConfigModel | undefined): void {
  if (!model) return;
  const [name] = onlyEntry(model, 'id_generator');
  if (name !== 'random') throw unknown('id_generator', name);
}

/** The first OTLP/HTTP exporter with protobuf uses the native pipeline, all others use official processors. */
function addProcessor(
  destinations: ConfiguredDestinations,
  choice: SpanProcessorConfigModel,
  mergeHeaders: MergeHeaders,
): void {
  const [name, settings] = onlyEntry(choice, 'span processor');
  if (name !== 'batch' && name !== 'simple') throw unknown('span processor', name);
  const model = settings as BatchSpanProcessorConfigModel;
  const batch =
    name === 'batch' ? batchOptions(model) : { ...kBatchDefaults, maxExportBatchSize: 1 };
  const http = protobufOverHttp(model.exporter);
  if (http !== undefined && destinations.native === undefined) {
    destinations.native = otlpTarget(httpSettings(http.model, mergeHeaders));
    destinations.batch = batch;
    return;
  }
  const exporter = officialExporter(model.exporter, mergeHeaders);
  destinations.spanProcessors.push(
    name === 'batch' ? officialBatch(exporter, batch) : simple(exporter),
  );
}

function protobufOverHttp(
  exporter: SpanExporterConfigModel,
): { model: OtlpHttpExporterConfigModel | null } | undefined {
  const [name, settings] = onlyEntry(exporter, 'span exporter');
  const model = settings as OtlpHttpExporterConfigModel | null;
  return name === 'otlp_http' && (model?.encoding ?? 'protobuf') === 'protobuf'
    ? { model }
    : undefined;
}

function officialExporter(
  choice: SpanExporterConfigModel,
  mergeHeaders: MergeHeaders,
): SpanExporter {
  const [name, settings] = onlyEntry(choice, 'span exporter');
  switch (name) {
    case 'otlp_http': {
      const model = settings as OtlpHttpExporterConfigModel | null;
      const protocol = model?.encoding === 'json' ? 'http/json' : 'http/protobuf';
      const options = officialOptions(httpSettings(model, mergeHeaders));
      return officialOtlpExporter(protocol, options);
    }
    case 'otlp_grpc': {
      const model = settings as OtlpGrpcExporterConfigModel | null;
      return officialOtlpExporter('grpc', grpcOptions(model, mergeHeaders));
    }
    case 'console':
      return new (loadSdkTrace('console').ConsoleSpanExporter)();
    default:
      throw unknown('span exporter', name);
  }
}

function batchOptions(model: BatchSpanProcessorConfigModel): BatchOptions {
  warnOfUnused('batch', model, [
    'exporter',
    'max_queue_size',
    'max_export_batch_size',
    'schedule_delay',
    'export_timeout',
  ]);
  const { max_export_batch_size, schedule_delay, max_queue_size, export_timeout } = model;
  const exportTimeoutMillis = checkedTimeout(export_timeout, 'batch');
  return {
    maxExportBatchSize: max_export_batch_size ?? kBatchDefaults.maxExportBatchSize,
    // A delay of 0 means: as soon as possible.
    scheduledDelayMillis: Math.max(1, schedule_delay ?? kBatchDefaults.scheduledDelayMillis),
    exportTimeoutMillis: exportTimeoutMillis ?? kBatchDefaults.exportTimeoutMillis,
    maxQueueSize: max_queue_size ?? kBatchDefaults.maxQueueSize,
  };
}

function officialBatch(exporter: SpanExporter, batch: BatchOptions): SpanProcessor {
  const { maxQueueSize = Infinity } = batch;
  const isBounded = Number.isFinite(maxQueueSize);
  return batchProcessor(exporter, {
    ...batch,
    maxQueueSize: isBounded ? maxQueueSize : kOfficialMaxQueueSize,
  });
}

function simple(exporter: SpanExporter): SpanProcessor {
  const { SimpleSpanProcessor } = loadSdkTrace('simple');
  return new SimpleSpanProcessor({ exporter });
}

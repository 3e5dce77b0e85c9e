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
import type { SpanProcessor } from '@otel-native/native-core';
import type { SpanExporter } from '../configuration';
import { officialOptions } from '../otlp/official-options';
import type { Destinations } from '../traces/destinations';
import { loadSdkTrace, officialOtlpExporter } from '../traces/official-packages';
import { otlpTarget } from '../traces/otlp-target';
import { batchProcessor } from '../traces/official-processors';
import { createTracing, type Tracing } from '../traces/tracer-provider';
import {
  batchOptions,
  officialBatch,
  spanBatchDefaults,
  type ConfiguredBatch,
} from './batch-options';
import { onlyEntry, unknown, warnOfUnused } from './entries';
import { grpcOptions, httpOptions, protobufOverHttp, type MergeHeaders } from './exporter';
import { configuredSampler } from './sampler';
import { configuredSpanLimits } from './limits';

/** The destinations, with the batch options of the native processor. */
type ConfiguredDestinations = Destinations & { batch: ConfiguredBatch };

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
    batch: spanBatchDefaults,
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
    name === 'batch'
      ? batchOptions(model, spanBatchDefaults)
      : { ...spanBatchDefaults, maxExportBatchSize: 1 };
  const http = protobufOverHttp(model.exporter, 'span exporter');
  if (http !== undefined && destinations.native === undefined) {
    destinations.native = otlpTarget(httpOptions(http.model, mergeHeaders));
    destinations.batch = batch;
    return;
  }
  const exporter = officialExporter(model.exporter, mergeHeaders);
  destinations.spanProcessors.push(
    name === 'batch' ? batchProcessor(exporter, officialBatch(batch)) : simple(exporter),
  );
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
      const options = officialOptions(httpOptions(model, mergeHeaders));
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

function simple(exporter: SpanExporter): SpanProcessor {
  const { SimpleSpanProcessor } = loadSdkTrace('simple');
  return new SimpleSpanProcessor({ exporter });
}

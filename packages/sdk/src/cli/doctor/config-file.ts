import type * as Configuration from '@opentelemetry/configuration';
import { onlyEntry } from '../../config-file/entries';
import { httpSettings, type MergeHeaders } from '../../config-file/exporter';
import { configuredPropagator } from '../../config-file/propagator';
import { configuredSampler } from '../../config-file/sampler';
import { configuredSpanLimits } from '../../config-file/span-limits';
import { loadConfigurationReader } from '../../config-file/start-from-config-file';
import { otlpTarget } from '../../otlp/otlp-target';
import { otlpUrlFromEnvironment } from '../../otlp/http-settings';
import { otlpDestination } from './destinations.ts';
import { listenToDiag, textOf } from './diagnostics.ts';
import { boundedTimeout, grpcUrlOf } from './otlp-from-environment.ts';
import { senderOf } from './traces.ts';
import type { Destination, Finding } from './report.ts';

const kTimeoutMillis = 10_000;
const kGrpcDefault = 'http://localhost:4317';

/** What a configuration file means for traces. */
export interface ConfiguredTraces {
  readonly destinations: Destination[];
  readonly findings: Finding[];
}

/** Reads the file as a start does, and asks each place where it sends spans. */
export async function tracesOfConfigFile(path: string): Promise<ConfiguredTraces> {
  try {
    const reader = loadConfigurationReader();
    const model = reader.parseConfigFile(path);
    if (model.disabled) return failed(`${path} says disabled: nothing is started`);
    const findings = findingsOf(model);
    const exporters = model.tracer_provider?.processors.map(exporterOf) ?? [];
    const destinations = await Promise.all(
      exporters.map((exporter) => destinationOf(exporter, reader.mergeHeadersConfig)),
    );
    return { destinations, findings };
  } catch (error) {
    return failed(`OTEL_CONFIG_FILE cannot be used: ${textOf(error)}`);
  }
}

function failed(message: string): ConfiguredTraces {
  return { destinations: [], findings: [{ severity: 'error', message }] };
}

function findingsOf(model: Configuration.ConfigurationModel): Finding[] {
  const said = listenToDiag(() => {
    configuredPropagator(model.propagator);
    configuredSampler(model.tracer_provider?.sampler);
    configuredSpanLimits(model.tracer_provider?.limits, model.attribute_limits);
  });
  return said
    .filter(({ level }) => level === 'warn' || level === 'error')
    .map(({ message }) => ({ severity: 'warning', message }));
}

function exporterOf(
  processor: Configuration.SpanProcessorConfigModel,
): Configuration.SpanExporterConfigModel {
  const [, settings] = onlyEntry(processor, 'span processor');
  return (settings as Configuration.BatchSpanProcessorConfigModel).exporter;
}

async function destinationOf(
  choice: Configuration.SpanExporterConfigModel,
  mergeHeaders: MergeHeaders,
): Promise<Destination> {
  const [exporter, settings] = onlyEntry(choice, 'span exporter');
  switch (exporter) {
    case 'otlp_http':
      return httpDestination(settings as Configuration.OtlpHttpExporterConfigModel, mergeHeaders);
    case 'otlp_grpc':
      return grpcDestination(settings as Configuration.OtlpGrpcExporterConfigModel, mergeHeaders);
    case 'console':
      return { exporter, sentBy: 'the official SDK, on the JavaScript thread' };
    default:
      return { exporter, problem: `the span exporter "${exporter}" is not known` };
  }
}

function httpDestination(
  model: Configuration.OtlpHttpExporterConfigModel | null,
  mergeHeaders: MergeHeaders,
): Promise<Destination> {
  const settings = httpSettings(model, mergeHeaders);
  const url = settings.url ?? otlpUrlFromEnvironment();
  const isJson = model?.encoding === 'json';
  const { sentBy, unusable } = senderOf(isJson ? undefined : otlpTarget(settings), url);
  return otlpDestination('TRACES', {
    exporter: 'otlp_http',
    protocol: isJson ? 'http/json' : 'http/protobuf',
    sentBy,
    target: {
      url,
      headers: settings.headers ?? {},
      timeoutMillis: boundedTimeout(settings.timeoutMillis ?? kTimeoutMillis),
      tls: settings.tls ?? {},
    },
    isCompressed: settings.compression === 'gzip',
    problem: unusable,
  });
}

function grpcDestination(
  model: Configuration.OtlpGrpcExporterConfigModel | null,
  mergeHeaders: MergeHeaders,
): Promise<Destination> {
  const { sentBy } = senderOf(undefined, '');
  return otlpDestination('TRACES', {
    exporter: 'otlp_grpc',
    protocol: 'grpc',
    sentBy,
    target: {
      url: grpcUrlOf(model?.endpoint ?? kGrpcDefault),
      headers: mergeHeaders(model?.headers, model?.headers_list) ?? {},
      timeoutMillis: boundedTimeout(model?.timeout ?? kTimeoutMillis),
      tls: {},
    },
    isCompressed: false,
  });
}

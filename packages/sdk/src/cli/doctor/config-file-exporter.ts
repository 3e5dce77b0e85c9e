import type {
  OtlpGrpcExporterConfigModel,
  OtlpHttpExporterConfigModel,
  PushMetricExporterConfigModel,
  SpanExporterConfigModel,
} from '@opentelemetry/configuration';
import { onlyEntry } from '../../config-file/entries';
import { httpSettings, type MergeHeaders } from '../../config-file/exporter';
import { otlpTarget } from '../../traces/otlp-target';
import { otlpUrlFromEnvironment, type SignalVariable } from '../../otlp/http-settings';
import { otlpDestination } from './destinations.ts';
import { boundedTimeout, grpcUrlOf } from './otlp-from-environment.ts';
import { senderOf } from './traces.ts';
import type { Destination } from './report.ts';

/** The entry of a configuration file that chooses an exporter. */
export type ExporterChoice = SpanExporterConfigModel | PushMetricExporterConfigModel;

const kTimeoutMillis = 10_000;
const kGrpcDefault = 'http://localhost:4317';

/** Returns where an exporter of a configuration file sends, with the receiver's answer to an empty request. */
export async function configuredDestination(
  signal: SignalVariable,
  choice: ExporterChoice,
  mergeHeaders: MergeHeaders,
): Promise<Destination> {
  const [exporter, settings] = onlyEntry(choice, 'exporter');
  switch (exporter) {
    case 'otlp_http':
      return overHttp(signal, settings as OtlpHttpExporterConfigModel | null, mergeHeaders);
    case 'otlp_grpc':
      return overGrpc(signal, settings as OtlpGrpcExporterConfigModel | null, mergeHeaders);
    case 'console':
      return { exporter, sentBy: senderOf(undefined, '').sentBy };
    default:
      return { exporter, problem: `the exporter "${exporter}" is not known` };
  }
}

function overHttp(
  signal: SignalVariable,
  model: OtlpHttpExporterConfigModel | null,
  mergeHeaders: MergeHeaders,
): Promise<Destination> {
  const settings = httpSettings(forHttp(model), mergeHeaders);
  const url = settings.url ?? otlpUrlFromEnvironment(signal);
  const isJson = model?.encoding === 'json';
  // Metrics over TLS go through the official packages.
  const isOfficial = isJson || (signal === 'METRICS' && url.startsWith('https:'));
  const { sentBy, unusable } = senderOf(isOfficial ? undefined : otlpTarget(settings), url);
  return otlpDestination(signal, {
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

/** Removes the metrics settings, which the reader of trace settings does not know. */
function forHttp(model: OtlpHttpExporterConfigModel | null): OtlpHttpExporterConfigModel | null {
  if (model === null) return null;
  const { endpoint, headers, headers_list, timeout, compression, tls, encoding } = model;
  const known = { endpoint, headers, headers_list, timeout, compression, tls, encoding };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
}

function overGrpc(
  signal: SignalVariable,
  model: OtlpGrpcExporterConfigModel | null,
  mergeHeaders: MergeHeaders,
): Promise<Destination> {
  return otlpDestination(signal, {
    exporter: 'otlp_grpc',
    protocol: 'grpc',
    sentBy: senderOf(undefined, '').sentBy,
    target: {
      url: grpcUrlOf(model?.endpoint ?? kGrpcDefault),
      headers: mergeHeaders(model?.headers, model?.headers_list) ?? {},
      timeoutMillis: boundedTimeout(model?.timeout ?? kTimeoutMillis),
      tls: {},
    },
    isCompressed: false,
  });
}

import type {
  LogRecordExporterConfigModel,
  OtlpGrpcExporterConfigModel,
  OtlpHttpExporterConfigModel,
  PushMetricExporterConfigModel,
  SpanExporterConfigModel,
} from '@opentelemetry/configuration';
import type { Signal } from '@otel-native/api-bridge';
import { onlyEntry } from '../../config-file/entries';
import { httpOptions, type MergeHeaders } from '../../config-file/exporter';
import { officialOtlpLogExporter } from '../../logs/official-logs';
import type { OtlpHttpOptions } from '../../otlp/otlp-http-options';
import { otlpSender } from '../../otlp/otlp-sender';
import { otlpTarget } from '../../traces/otlp-target';
import { kOfficialSender, otlpDestination } from './destinations.ts';
import { boundedTimeout, grpcUrlOf, httpTarget } from './otlp-from-environment.ts';
import type { Destination } from './report.ts';
import { senderOf, type Sender } from './sender.ts';

/** The entry of a configuration file that chooses an exporter. */
export type ExporterChoice =
  LogRecordExporterConfigModel | PushMetricExporterConfigModel | SpanExporterConfigModel;

type FileModel = LogRecordExporterConfigModel['otlp_file/development'];

const kTimeoutMillis = 10_000;
const kGrpcDefault = 'http://localhost:4317';

/** Returns where an exporter of a configuration file sends, with the receiver's answer to an empty request. */
export async function configuredDestination(
  signal: Signal,
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
      return { exporter, sentBy: kOfficialSender };
    case 'otlp_file/development':
      return fileDestination(signal, exporter, settings as FileModel);
    default:
      return { exporter, problem: `the exporter "${exporter}" is not known` };
  }
}

function overHttp(
  signal: Signal,
  model: OtlpHttpExporterConfigModel | null,
  mergeHeaders: MergeHeaders,
): Promise<Destination> {
  const options = httpOptions(forHttp(model), mergeHeaders);
  const { target, isCompressed, problem } = httpTarget(signal, options);
  const isJson = model?.encoding === 'json';
  const { sentBy, unusable } = senderOf(
    isJson ? undefined : senderFor(signal, options),
    target.url,
    signal === 'logs' ? 'logs' : 'traces',
  );
  return otlpDestination(signal, {
    exporter: 'otlp_http',
    protocol: isJson ? 'http/json' : 'http/protobuf',
    sentBy,
    target,
    isCompressed,
    problem: problem ?? unusable,
  });
}

function senderFor(signal: Signal, options: OtlpHttpOptions): Sender {
  if (signal !== 'logs') return otlpTarget(options);
  const { loadError } = otlpSender('logs', options);
  return { loadError, official: () => officialOtlpLogExporter('http/protobuf') };
}

/** Only log records can be written to a file. */
function fileDestination(signal: Signal, exporter: string, model: FileModel): Destination {
  if (signal !== 'logs') return { exporter, problem: `the exporter "${exporter}" is not known` };
  const endpoint = model?.output_stream ?? 'stdout';
  return { exporter, endpoint, sentBy: kOfficialSender };
}

/** Removes the metrics settings, which the reader of trace settings does not know. */
function forHttp(model: OtlpHttpExporterConfigModel | null): OtlpHttpExporterConfigModel | null {
  if (model === null) return null;
  const { endpoint, headers, headers_list, timeout, compression, tls, encoding } = model;
  const known = { endpoint, headers, headers_list, timeout, compression, tls, encoding };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
}

function overGrpc(
  signal: Signal,
  model: OtlpGrpcExporterConfigModel | null,
  mergeHeaders: MergeHeaders,
): Promise<Destination> {
  return otlpDestination(signal, {
    exporter: 'otlp_grpc',
    protocol: 'grpc',
    sentBy: kOfficialSender,
    target: {
      url: grpcUrlOf(model?.endpoint ?? kGrpcDefault),
      headers: mergeHeaders(model?.headers, model?.headers_list) ?? {},
      timeoutMillis: boundedTimeout(model?.timeout ?? kTimeoutMillis),
      tls: {},
    },
    isCompressed: false,
  });
}

import type * as SdkTrace from '@opentelemetry/sdk-trace';
import type { SpanExporter } from '../configuration';
import { codedError } from '../errors';
import { loadOptional } from '../optional-package';

/** The package of the official tracing SDK. */
export const kSdkTrace = '@opentelemetry/sdk-trace';

/** The packages of the official OTLP exporters by protocol. */
export const kOtlpExporters = {
  'http/protobuf': '@opentelemetry/exporter-trace-otlp-proto',
  'http/json': '@opentelemetry/exporter-trace-otlp-http',
  grpc: '@opentelemetry/exporter-trace-otlp-grpc',
} as const;

export type OtlpProtocol = keyof typeof kOtlpExporters;

/** The package of the official Zipkin exporter. */
export const kZipkinExporter = '@opentelemetry/exporter-zipkin';

interface OtlpExporterPackage {
  OTLPTraceExporter: new (options?: object) => SpanExporter;
}

interface ZipkinExporterPackage {
  ZipkinExporter: new () => SpanExporter;
}

/** The official tracing SDK, or undefined when it is not installed. */
export function loadSdkTrace(): typeof SdkTrace | undefined {
  return loadOptional<typeof SdkTrace>(kSdkTrace);
}

/**
 * An official OTLP exporter, configured by its environment variables where the options say nothing; undefined when it is
 * not installed.
 */
export function makeOtlpExporter(
  protocol: OtlpProtocol,
  options: object = {},
): SpanExporter | undefined {
  const loaded = loadOptional<OtlpExporterPackage>(kOtlpExporters[protocol]);
  return loaded && new loaded.OTLPTraceExporter(options);
}

/** The official Zipkin exporter configured by its environment variables, or undefined when it is not installed. */
export function makeZipkinExporter(): SpanExporter | undefined {
  const loaded = loadOptional<ZipkinExporterPackage>(kZipkinExporter);
  return loaded && new loaded.ZipkinExporter();
}

/**
 * What a configuration asks for and only another package can do.
 * @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` when that package is not there
 */
export function required<T>(
  loaded: T | undefined,
  purpose: string,
  packages: readonly string[],
): T {
  if (loaded !== undefined) return loaded;
  const message = `${purpose} needs ${packages.join(' and ')}: npm install ${packages.join(' ')}`;
  throw codedError('ERR_OTEL_NATIVE_MISSING_PACKAGE', message);
}

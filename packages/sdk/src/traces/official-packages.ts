import type * as SdkTrace from '@opentelemetry/sdk-trace';
import type { SpanExporter } from '../configuration';
import { loadOptional, loadTogether } from '../packages/optional-package';
import { optionalPackages } from '../packages/optional-packages';
import type { OtlpProtocol } from 'otlp-settings';

const { sdkTrace, traceOtlpGrpc, traceOtlpHttp, traceOtlpProto, zipkin } = optionalPackages;

/** The packages of the official OTLP exporters by protocol. */
const otlpExporterPackages = {
  'http/protobuf': traceOtlpProto,
  'http/json': traceOtlpHttp,
  grpc: traceOtlpGrpc,
} as const satisfies Record<OtlpProtocol, unknown>;

export type SdkTracePackage = typeof SdkTrace;

interface OtlpExporterPackage {
  OTLPTraceExporter: new (options?: object) => SpanExporter;
}

interface ZipkinExporterPackage {
  ZipkinExporter: new () => SpanExporter;
}

/** @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` or `…_UNSUPPORTED_PACKAGE` without the official tracing SDK */
export function loadSdkTrace(purpose: string): SdkTracePackage {
  return loadOptional<SdkTracePackage>(purpose, sdkTrace);
}

/**
 * Creates an official OTLP exporter. Options left out come from its environment variables. Also checks for the official
 * SDK, which has to feed the exporter.
 * @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` or `…_UNSUPPORTED_PACKAGE` without one of the two
 */
export function officialOtlpExporter(protocol: OtlpProtocol, options: object = {}): SpanExporter {
  const [, { OTLPTraceExporter }] = loadTogether<[SdkTracePackage, OtlpExporterPackage]>(
    `OTLP as ${protocol}`,
    [sdkTrace, otlpExporterPackages[protocol]],
  );
  return new OTLPTraceExporter(options);
}

/**
 * Creates the official Zipkin exporter, configured by its environment variables.
 * @throws like {@link officialOtlpExporter}
 */
export function zipkinExporter(): SpanExporter {
  const [, { ZipkinExporter }] = loadTogether<[SdkTracePackage, ZipkinExporterPackage]>('zipkin', [
    sdkTrace,
    zipkin,
  ]);
  return new ZipkinExporter();
}

import { loadPackages, type OptionalPackage } from 'optional-package';

/** The part of `@opentelemetry/otlp-transformer` that is used. */
export interface TraceSerializer {
  serializeRequest(spans: readonly object[]): Uint8Array | undefined;
}

const otlpTransformer: OptionalPackage = {
  name: '@opentelemetry/otlp-transformer',
  atLeast: '0.300.0',
  below: '0.400.0',
};

/**
 * The official encoder of official spans, as the application has it.
 * @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` when it is not installed, `ERR_OTEL_NATIVE_UNSUPPORTED_PACKAGE` in a version
 *   that is not supported
 */
export function loadTraceSerializer(): TraceSerializer {
  const [loaded] = loadPackages<[{ ProtobufTraceSerializer: TraceSerializer }]>(
    'OtlpLocalTraceExporter',
    [otlpTransformer],
    import.meta.url,
  );
  return loaded.ProtobufTraceSerializer;
}

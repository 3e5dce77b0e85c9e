import { loadPackages, type OptionalPackage } from 'optional-package';

/** The part of `@opentelemetry/otlp-transformer` that is used here. */
export interface TraceSerializer {
  serializeRequest(spans: readonly object[]): Uint8Array | undefined;
}

const otlpTransformer: OptionalPackage = {
  name: '@opentelemetry/otlp-transformer',
  atLeast: '0.300.0',
  below: '0.400.0',
};

/**
 * Loads the official span encoder from the application's dependencies.
 * @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` if it is not installed, `ERR_OTEL_NATIVE_UNSUPPORTED_PACKAGE` for an
 *   unsupported version
 */
export function loadTraceSerializer(): TraceSerializer {
  const [loaded] = loadPackages<[{ ProtobufTraceSerializer: TraceSerializer }]>(
    'OtlpLocalTraceExporter',
    [otlpTransformer],
    import.meta.url,
  );
  return loaded.ProtobufTraceSerializer;
}

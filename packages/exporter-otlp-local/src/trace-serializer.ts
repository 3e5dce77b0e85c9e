import { createRequire } from 'node:module';
import { codedError } from './errors';

/** The part of `@opentelemetry/otlp-transformer` that is used. */
export interface TraceSerializer {
  serializeRequest(spans: readonly object[]): Uint8Array | undefined;
}

const kPackage = '@opentelemetry/otlp-transformer';

/**
 * The official encoder of official spans.
 * @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` when it is not installed
 */
export function loadTraceSerializer(): TraceSerializer {
  const require = createRequire(import.meta.url);
  try {
    const loaded = require(kPackage) as { ProtobufTraceSerializer: TraceSerializer };
    return loaded.ProtobufTraceSerializer;
  } catch (error) {
    const message = `OtlpLocalTraceExporter needs ${kPackage}: npm install ${kPackage}`;
    throw codedError('ERR_OTEL_NATIVE_MISSING_PACKAGE', message, error);
  }
}

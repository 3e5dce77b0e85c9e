import { OtlpLocalExporter, loadError } from '@otel-native/exporter-otlp-local';
import { officialOptions } from '../otlp/official-options';
import { withoutUrlSecrets } from '../diagnostics/secrets';
import { officialOtlpExporter } from './official-packages';
import type { NativeTarget } from './native-target';
import { otlpUrlFromEnvironment, type OtlpHttpSettings } from '../otlp/http-settings';
import { NodeHttpSink } from '../otlp/node-http-sink';

/**
 * OTLP/HTTP in protobuf from the native pipeline: through the native exporter, or through Node's own network stack for
 * TLS.
 */
export function otlpTarget(settings: OtlpHttpSettings = {}): NativeTarget {
  const official = () => officialOtlpExporter('http/protobuf', officialOptions(settings));
  const destination = withoutUrlSecrets(settings.url ?? otlpUrlFromEnvironment());
  if (needsNodeStack(settings)) {
    const make = () => new NodeHttpSink(settings);
    return { destination, make, loadError: () => undefined, official };
  }
  const make = () => new OtlpLocalExporter(localOptions(settings));
  return { destination, make, loadError, official };
}

/** A malformed URL goes to the native exporter, which reports the error. */
function needsNodeStack(settings: OtlpHttpSettings): boolean {
  return URL.parse(settings.url ?? otlpUrlFromEnvironment())?.protocol === 'https:';
}

function localOptions({ url, headers, timeoutMillis, compression }: OtlpHttpSettings) {
  return { signals: ['traces'] as const, tracesEndpoint: url, headers, timeoutMillis, compression };
}

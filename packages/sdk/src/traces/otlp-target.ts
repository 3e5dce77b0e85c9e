import { officialOptions } from '../otlp/official-options';
import type { OtlpHttpOptions } from '../otlp/otlp-http-options';
import { otlpSender } from '../otlp/otlp-sender';
import { officialOtlpExporter } from './official-packages';
import type { NativeTarget } from './native-target';

/**
 * OTLP/HTTP in protobuf from the native pipeline.
 * @throws an error with a `code` for an invalid URL in the options
 */
export function otlpTarget(options: OtlpHttpOptions = {}): NativeTarget {
  const { destination, make, loadError } = otlpSender('traces', options);
  const official = () => officialOtlpExporter('http/protobuf', officialOptions(options));
  return { destination, make, loadError, official };
}

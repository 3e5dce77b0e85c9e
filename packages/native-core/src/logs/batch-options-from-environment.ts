import { optionsFromEnvironment, type BatchOptions } from '../pipeline/batch-options';

/**
 * Returns what the `OTEL_BLRP_*` variables and `OTEL_NATIVE_EXIT_TIMEOUT` set. A value that is not above zero is ignored with
 * a warning, as https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ asks.
 */
export function batchOptionsFromEnvironment(): BatchOptions {
  return optionsFromEnvironment('logs');
}

import { defaultResource, resourceFromAttributes, type Resource } from '@opentelemetry/resources';
import { version } from '../../package.json';

/**
 * The resource that all others are merged over: the SDK and the distribution (`telemetry.*`).
 * https://opentelemetry.io/docs/specs/semconv/resource/#telemetry-sdk
 */
export function distributionResource(): Resource {
  return defaultResource().merge(
    resourceFromAttributes({
      'telemetry.distro.name': 'otel-native',
      'telemetry.distro.version': version,
    }),
  );
}

import type { AttributeValue, Attributes } from '@opentelemetry/api';
import { detectResources, resourceFromAttributes, type Resource } from '@opentelemetry/resources';
import type { NodeSDKConfiguration } from '../configuration';
import { distributionResource } from './distribution';
import { resourceDetectorsFromEnvironment } from './resource-detectors';

/** The attribute `service.name` of the semantic conventions. */
const kServiceName = 'service.name';

/** Creates the resource: the given one, then detected attributes, then the service name. Later ones win. */
export function createResource(configuration: Partial<NodeSDKConfiguration>): Resource {
  const { autoDetectResources = true, serviceName } = configuration;
  let resource = configuration.resource ?? distributionResource();
  if (autoDetectResources) {
    const detectors = configuration.resourceDetectors ?? resourceDetectorsFromEnvironment();
    resource = resource.merge(detectResources({ detectors }));
  }
  if (serviceName === undefined) return resource;
  return resource.merge(resourceFromAttributes({ [kServiceName]: serviceName }));
}

/** Returns the attributes that are available at once. Reading a resource with pending attributes would log an error. */
export function knownAttributes(resource: Resource): Attributes {
  const known: Attributes = {};
  for (const [name, value] of resource.getRawAttributes()) {
    if (value === undefined || value === null || value instanceof Promise) continue;
    known[name] ??= value as AttributeValue;
  }
  return known;
}

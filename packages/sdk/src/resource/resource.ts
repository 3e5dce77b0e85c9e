import type { AttributeValue, Attributes } from '@opentelemetry/api';
import { detectResources, resourceFromAttributes, type Resource } from '@opentelemetry/resources';
import type { NodeSDKConfiguration } from '../configuration';
import { distributionResource } from './distribution';
import { resourceDetectorsFromEnvironment } from './resource-detectors';

/** `service.name` of the semantic conventions. */
const kServiceName = 'service.name';

/** What the telemetry comes from: the given resource, then what is detected, then the service's name. */
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

/** The attributes that need no waiting; asking the resource for all of them before they are there is an error. */
export function knownAttributes(resource: Resource): Attributes {
  const known: Attributes = {};
  for (const [name, value] of resource.getRawAttributes()) {
    if (value === undefined || value === null || value instanceof Promise) continue;
    known[name] ??= value as AttributeValue;
  }
  return known;
}

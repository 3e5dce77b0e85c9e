import { diag, type Attributes } from '@opentelemetry/api';
import { getStringFromEnv, getStringListFromEnv } from '@opentelemetry/core';
import {
  detectResources,
  osDetector,
  processDetector,
  resourceFromAttributes,
  serviceNameEnvDetector,
  type Resource,
  type ResourceDetector,
} from '@opentelemetry/resources';
import { distributionResource } from './distribution';
import { tellingAttributesDetector } from './env-detector';
import { hostDetector } from './host-detector';
import { serviceInstanceIdDetector } from './service-instance-id';
import type { StartSdkOptions } from '../start-options';

/** The attribute `service.name` of the semantic conventions. */
const kServiceName = 'service.name';

/**
 * Detectors by their names in the specification.
 * https://opentelemetry.io/docs/specs/otel/resource/sdk/#resource-detector-name
 */
const detectors: Record<string, ResourceDetector[]> = {
  host: [hostDetector, osDetector],
  process: [processDetector],
  service: [serviceInstanceIdDetector, serviceNameEnvDetector],
};

/** Maps the names of `NodeSDK`'s detectors to the detectors that replace them here. */
const replaced: Record<string, string> = {
  os: 'it is part of "host"',
  serviceinstance: 'it is part of "service"',
  env: 'OTEL_RESOURCE_ATTRIBUTES is always read',
};

/**
 * Creates the resource like the official `startNodeSdk`: the base, then detected attributes, then
 * `OTEL_RESOURCE_ATTRIBUTES`, then the attributes in the options. Later ones win.
 */
export function startResource(options: StartSdkOptions): Resource {
  const used = options.resourceDetectors ?? detectorsFromEnvironment();
  let resource = options.baseResource ?? distributionResource();
  if (used.length > 0) resource = resource.merge(detectResources({ detectors: used }));
  const namesService = used.includes(serviceNameEnvDetector);
  resource = resource.merge(resourceFromAttributes(attributesFromEnvironment(namesService)));
  const { resourceAttributes } = options;
  return resourceAttributes === undefined
    ? resource
    : resource.merge(resourceFromAttributes(resourceAttributes));
}

function detectorsFromEnvironment(): ResourceDetector[] {
  const names = getStringListFromEnv('OTEL_NODE_RESOURCE_DETECTORS') ?? [];
  if (names.includes('none')) return [];
  if (names.length === 0 || names.includes('all')) return Object.values(detectors).flat();
  return names.flatMap((name) => {
    if (Object.hasOwn(detectors, name)) return detectors[name]!;
    const why = Object.hasOwn(replaced, name) ? `: ${replaced[name]!}` : '';
    diag.warn(`OTEL_NODE_RESOURCE_DETECTORS names "${name}", which is no known detector${why}`);
    return [];
  });
}

/** `OTEL_SERVICE_NAME` overrides `service.name` in the list, if a detector reads it. */
function attributesFromEnvironment(namesService: boolean): Attributes {
  const detected = detectResources({ detectors: [tellingAttributesDetector] });
  const attributes = { ...detected.attributes };
  if (namesService && getStringFromEnv('OTEL_SERVICE_NAME') !== undefined) {
    delete attributes[kServiceName];
  }
  return attributes;
}

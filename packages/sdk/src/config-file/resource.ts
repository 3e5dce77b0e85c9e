import { diag, type Attributes, type AttributeValue } from '@opentelemetry/api';
import type {
  ResourceConfigModel,
  mergeResourceAttributesConfig,
} from '@opentelemetry/configuration';
import {
  detectResources,
  osDetector,
  processDetector,
  resourceFromAttributes,
  serviceNameEnvDetector,
  type Resource,
  type ResourceDetector,
} from '@opentelemetry/resources';
import { distributionResource } from '../resource/distribution';
import { hostDetector } from '../resource/host-detector';
import { serviceInstanceIdDetector } from '../resource/service-instance-id';
import { onlyEntry, warnOfUnused } from './entries';

/** Merges `attributes` and `attributes_list`. It belongs to the package that reads the file. */
export type MergeAttributes = typeof mergeResourceAttributesConfig;

const detectors: Record<string, ResourceDetector[]> = {
  host: [hostDetector, osDetector],
  process: [processDetector],
  service: [serviceNameEnvDetector, serviceInstanceIdDetector],
};

/** Creates the resource: the default one, then detected attributes, then those of the file. Later ones win. */
export function configuredResource(
  model: ResourceConfigModel | null | undefined,
  mergeAttributes: MergeAttributes,
): Resource {
  let resource = distributionResource();
  if (!model) return resource;
  warnOfUnused('resource', model, [
    'attributes',
    'attributes_list',
    'schema_url',
    'detection/development',
  ]);
  const used = detectorsIn(model);
  if (used.length > 0) resource = resource.merge(detectResources({ detectors: used }));
  const attributes = attributesIn(model, mergeAttributes);
  if (attributes !== undefined) resource = resource.merge(resourceFromAttributes(attributes));
  if (!model.schema_url) return resource;
  return resource.merge(resourceFromAttributes({}, { schemaUrl: model.schema_url }));
}

function detectorsIn(model: ResourceConfigModel): ResourceDetector[] {
  const detection = model['detection/development'];
  warnOfUnused('resource detection', detection, ['detectors']);
  return (detection?.detectors ?? []).flatMap((choice) => {
    const [name] = onlyEntry(choice, 'resource detector');
    if (Object.hasOwn(detectors, name)) return detectors[name]!;
    diag.warn(`the configuration's resource detector "${name}" is not known and left out`);
    return [];
  });
}

function attributesIn(
  { attributes, attributes_list }: ResourceConfigModel,
  mergeAttributes: MergeAttributes,
): Attributes | undefined {
  const merged = mergeAttributes(attributes, attributes_list) ?? [];
  const set = merged.filter(({ value }) => value !== null);
  if (set.length === 0) return undefined;
  return Object.fromEntries(set.map(({ name, value }) => [name, value as AttributeValue]));
}

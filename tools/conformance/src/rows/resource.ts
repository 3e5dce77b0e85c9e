import { notThere, shown, type Section } from '../evidence.ts';
import { configuration, lifecycle, resource as lateResource, sdkConformance } from './tests.ts';

export const resource: Section = {
  '': {
    'Create from Attributes': shown(lifecycle('a resource of all kinds of values')),
    'Create empty': shown(lifecycle('an empty resource')),
    'Merge (v2)': shown(
      sdkConformance('what is detected is merged over what is given, whose schema URL stays'),
      configuration(
        'serviceName wins over the environment, which wins over the resource that is given',
      ),
    ),
    'Retrieve attributes': shown(
      configuration('OTEL_RESOURCE_ATTRIBUTES and OTEL_SERVICE_NAME'),
      lateResource('are awaited by the export'),
    ),
    'Default value for service.name': shown(
      sdkConformance('the default resource names an unknown service and the SDK'),
    ),
    'Resource detector interface/mechanism': shown(
      configuration('resourceDetectors and autoDetectResources'),
      configuration('OTEL_NODE_RESOURCE_DETECTORS=…'),
    ),
    'Resource detectors populate Schema URL': notThere(
      'The detectors are those of `@opentelemetry/resources` 3.1.1, which give none; `detectResources` there takes none over.',
    ),
  },
};

import { diag } from '@opentelemetry/api';
import { getStringFromEnv } from '@opentelemetry/core';
import {
  envDetector,
  resourceAttributesEnvDetector,
  type ResourceDetector,
} from '@opentelemetry/resources';
import { describeMalformed, malformedAttributes } from '../environment/resource-attributes';

const kVariable = 'OTEL_RESOURCE_ATTRIBUTES';

/** The official detectors with a warning added: they discard a malformed list silently at the default log level. */
export const tellingEnvDetector = telling(envDetector);
export const tellingAttributesDetector = telling(resourceAttributesEnvDetector);

function telling(detector: ResourceDetector): ResourceDetector {
  return {
    detect: (config) => {
      const places = malformedAttributes(getStringFromEnv(kVariable) ?? '');
      if (places.length > 0) diag.warn(`${kVariable}, ${describeMalformed(places)}`);
      return detector.detect(config);
    },
  };
}

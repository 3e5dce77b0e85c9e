import { diag } from '@opentelemetry/api';
import { getStringListFromEnv } from '@opentelemetry/core';
import { osDetector, processDetector, type ResourceDetector } from '@opentelemetry/resources';
import { tellingEnvDetector } from './env-detector';
import { hostDetector } from './host-detector';
import { serviceInstanceIdDetector } from './service-instance-id';

/** Detectors by their names in the variable. On equal attributes the later one wins. */
const detectors: Record<string, ResourceDetector> = {
  serviceinstance: serviceInstanceIdDetector,
  process: processDetector,
  host: hostDetector,
  os: osDetector,
  env: tellingEnvDetector,
};

/** Returns the detectors that `OTEL_NODE_RESOURCE_DETECTORS` names. Default: all. */
export function resourceDetectorsFromEnvironment(): ResourceDetector[] {
  const names = getStringListFromEnv('OTEL_NODE_RESOURCE_DETECTORS') ?? ['all'];
  if (names.includes('all')) return Object.values(detectors);
  if (names.includes('none')) return [];
  return names.flatMap((name) => {
    if (Object.hasOwn(detectors, name)) return detectors[name]!;
    diag.warn(`OTEL_NODE_RESOURCE_DETECTORS names "${name}", which is no known detector`);
    return [];
  });
}

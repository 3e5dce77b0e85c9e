import { diag } from '@opentelemetry/api';
import type { Instrumentation } from './instrumentation';
import type { ResourceDetector } from '@opentelemetry/resources';
import { loadFromApplication } from '../optional-package';

/** The package that holds all official instrumentations. */
export const kAutoInstrumentations = '@opentelemetry/auto-instrumentations-node';

interface AutoInstrumentationsPackage {
  getNodeAutoInstrumentations(): Instrumentation[];
  getResourceDetectors?(): ResourceDetector[];
}

/** What comes with the official instrumentations. */
export interface AutoInstrumentations {
  readonly instrumentations: Instrumentation[];
  /** As `OTEL_NODE_RESOURCE_DETECTORS` says, those of containers and clouds among them; undefined: only our own. */
  readonly resourceDetectors?: ResourceDetector[];
}

/** The official instrumentations and detectors when the application has their package, else nothing. */
export function autoInstrumentations(): AutoInstrumentations {
  try {
    const loaded = loadFromApplication<AutoInstrumentationsPackage>(kAutoInstrumentations);
    if (loaded !== undefined) {
      const instrumentations = loaded.getNodeAutoInstrumentations();
      const resourceDetectors = loaded.getResourceDetectors?.();
      return resourceDetectors === undefined
        ? { instrumentations }
        : { instrumentations, resourceDetectors };
    }
    diag.debug(`${kAutoInstrumentations} is not installed: nothing is instrumented by itself`);
  } catch (error) {
    diag.error(`${kAutoInstrumentations} does not load: nothing is instrumented by itself`, error);
  }
  return { instrumentations: [] };
}

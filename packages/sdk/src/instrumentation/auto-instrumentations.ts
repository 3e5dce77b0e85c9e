import { diag } from '@opentelemetry/api';
import type { ResourceDetector } from '@otel-native/api-bridge';
import { announce } from '../diagnostics/announce';
import { findOptional, loadOptional } from '../packages/optional-package';
import { optionalPackages } from '../packages/optional-packages';
import type { Instrumentation } from './instrumentation';

const wanted = optionalPackages.autoInstrumentations;

interface AutoInstrumentationsPackage {
  getNodeAutoInstrumentations(): Instrumentation[];
  getResourceDetectors?(): ResourceDetector[];
}

/** The official instrumentations, with their resource detectors. */
export interface AutoInstrumentations {
  readonly instrumentations: Instrumentation[];
  /**
   * The detectors that `OTEL_NODE_RESOURCE_DETECTORS` names, including those for containers and clouds. Undefined: use
   * our own.
   */
  readonly resourceDetectors?: ResourceDetector[];
}

/** Returns the official instrumentations and detectors if the application has their package, else nothing. */
export function autoInstrumentations(): AutoInstrumentations {
  if (findOptional(wanted) === undefined) {
    diag.debug(`${wanted.name} is not installed: nothing is instrumented by itself`);
    return { instrumentations: [] };
  }
  try {
    const loaded = loadOptional<AutoInstrumentationsPackage>('the preload', wanted);
    const instrumentations = loaded.getNodeAutoInstrumentations();
    const resourceDetectors = loaded.getResourceDetectors?.();
    return { instrumentations, ...(resourceDetectors && { resourceDetectors }) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    announce('OTEL_NATIVE_PART_MISSING', `nothing is instrumented by itself: ${reason}`);
    return { instrumentations: [] };
  }
}

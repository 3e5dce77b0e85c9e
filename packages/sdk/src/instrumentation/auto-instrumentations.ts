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

/** What comes with the official instrumentations. */
export interface AutoInstrumentations {
  readonly instrumentations: Instrumentation[];
  /** As `OTEL_NODE_RESOURCE_DETECTORS` says, those of containers and clouds among them; undefined: only our own. */
  readonly resourceDetectors?: ResourceDetector[];
}

/** The official instrumentations and detectors when the application has their package, else nothing. */
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

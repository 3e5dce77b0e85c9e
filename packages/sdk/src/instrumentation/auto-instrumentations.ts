import { diag } from '@opentelemetry/api';
import { getStringFromEnv } from '@opentelemetry/core';
import type { ResourceDetector } from '@otel-native/api-bridge';
import { announce } from '../diagnostics/announce';
import { findOptional, loadOptional } from '../packages/optional-package';
import { optionalPackages } from '../packages/optional-packages';
import { chosenInstrumentations } from './chosen-instrumentations';
import type { Instrumentation } from './instrumentation';
import { ownInstrumentations } from './own-instrumentations';
import { recordAiOnceUsed } from './record-ai';

const wanted = optionalPackages.autoInstrumentations;
const kDetectorsVariable = 'OTEL_NODE_RESOURCE_DETECTORS';

interface AutoInstrumentationsPackage {
  getNodeAutoInstrumentations(
    configs: Readonly<Record<string, { readonly enabled: false }>>,
  ): Instrumentation[];
  getResourceDetectors?(): ResourceDetector[];
}

/** The instrumentations of the preload, with the resource detectors of the official ones. */
export interface AutoInstrumentations {
  readonly instrumentations: Instrumentation[];
  /**
   * The detectors that `OTEL_NODE_RESOURCE_DETECTORS` names, including those for containers and clouds. Undefined: use
   * our own.
   */
  readonly resourceDetectors?: ResourceDetector[];
}

/**
 * Returns our instrumentations, and for all other libraries the official ones if the application has their package. Leaves
 * out the official instrumentations of the packages in `without`. The AI SDK needs no instrumentation: it reports by itself.
 */
export function autoInstrumentations(without: readonly string[] = []): AutoInstrumentations {
  const { entries, replaced, needsNoOfficial } = chosenInstrumentations();
  const official =
    needsNoOfficial && getStringFromEnv(kDetectorsVariable) === undefined
      ? { instrumentations: [] }
      : officialInstrumentations([...namesOf(replaced), ...without]);
  const instrumentations = [...ownInstrumentations(entries), ...official.instrumentations];
  if (entries.includes('ai')) recordAiOnceUsed();
  return { ...official, instrumentations };
}

/** Returns the official instrumentations but those in `without`, and the detectors, if they are installed. */
function officialInstrumentations(without: readonly string[]): AutoInstrumentations {
  if (findOptional(wanted) === undefined) {
    diag.debug(`${wanted.name} is not installed: no other library is instrumented by itself`);
    return { instrumentations: [] };
  }
  try {
    const loaded = loadOptional<AutoInstrumentationsPackage>('the preload', wanted);
    const instrumentations = loaded.getNodeAutoInstrumentations(
      Object.fromEntries(without.map((name) => [name, { enabled: false }])),
    );
    const resourceDetectors = loaded.getResourceDetectors?.();
    return { instrumentations, ...(resourceDetectors && { resourceDetectors }) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    announce('OTEL_NATIVE_PART_MISSING', `no other library is instrumented by itself: ${reason}`);
    return { instrumentations: [] };
  }
}

/** The collection reports names that it does not have as errors: Fastify left it, and the AI SDK was never there. */
const kNotCollected: readonly string[] = ['fastify', 'ai'];

function namesOf(replaced: readonly string[]): string[] {
  return replaced
    .filter((name) => !kNotCollected.includes(name))
    .map((name) => `@opentelemetry/instrumentation-${name}`);
}

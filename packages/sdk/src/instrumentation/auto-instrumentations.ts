import { diag } from '@opentelemetry/api';
import type { Instrumentation } from '@opentelemetry/instrumentation';
import { loadFromApplication } from '../optional-package';

/** The package that holds all official instrumentations. */
export const kAutoInstrumentations = '@opentelemetry/auto-instrumentations-node';

interface AutoInstrumentations {
  getNodeAutoInstrumentations(): Instrumentation[];
}

/** The official instrumentations when the application has their package, else none. */
export function autoInstrumentations(): Instrumentation[] {
  try {
    const loaded = loadFromApplication<AutoInstrumentations>(kAutoInstrumentations);
    if (loaded !== undefined) return loaded.getNodeAutoInstrumentations();
    diag.debug(`${kAutoInstrumentations} is not installed: nothing is instrumented by itself`);
  } catch (error) {
    diag.error(`${kAutoInstrumentations} does not load: nothing is instrumented by itself`, error);
  }
  return [];
}

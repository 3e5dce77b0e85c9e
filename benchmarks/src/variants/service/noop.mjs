/** API and instrumentation, and no SDK. */
import { registerInstrumentations } from '@opentelemetry/instrumentation';

import { makeInstrumentations } from './instrumentations.mjs';

/** @type {import('../driver.ts').StartServiceDriver} */
export function startDriver() {
  registerInstrumentations({ instrumentations: makeInstrumentations() });
  return { records: false, flush: async () => {}, shutdown: async () => {} };
}

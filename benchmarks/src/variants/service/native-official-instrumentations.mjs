/** Our SDK under the official instrumentations: tells what the SDK costs from what the instrumentations do. */
import { NodeSDK } from '@otel-native/sdk';

import { makeInstrumentations } from './instrumentations.mjs';
import { setEnvironment } from './otel-environment.mjs';

/** @type {import('../driver.ts').StartServiceDriver} */
export function startDriver(options) {
  setEnvironment(options);
  const sdk = new NodeSDK({ instrumentations: makeInstrumentations() });
  sdk.start();
  return { records: true, flush: () => sdk.forceFlush(), shutdown: () => sdk.shutdown() };
}

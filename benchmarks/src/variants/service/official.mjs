/** OpenTelemetry JS as its users start it: `sdk-node`, the batch processor, OTLP over HTTP in protobuf. */
import { NodeSDK } from '@opentelemetry/sdk-node';

import { makeInstrumentations } from './instrumentations.mjs';
import { setEnvironment } from './otel-environment.mjs';
import { registeredProvider } from './registered-provider.mjs';

/** @type {import('../driver.ts').StartServiceDriver} */
export function startDriver(options) {
  setEnvironment(options);
  const sdk = new NodeSDK({ instrumentations: makeInstrumentations() });
  sdk.start();
  return {
    records: true,
    flush: () => registeredProvider().forceFlush(),
    shutdown: () => sdk.shutdown(),
  };
}

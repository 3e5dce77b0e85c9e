/** OpenTelemetry JS as its users start it: `sdk-node`, the batch processor, OTLP over HTTP in protobuf. */
import { trace } from '@opentelemetry/api';
import { NodeSDK } from '@opentelemetry/sdk-node';

import { makeInstrumentations } from './instrumentations.mjs';
import { setEnvironment } from './otel-environment.mjs';

/** @type {import('../driver.ts').StartServiceDriver} */
export function startDriver(options) {
  setEnvironment(options);
  const sdk = new NodeSDK({ instrumentations: makeInstrumentations() });
  sdk.start();
  return { records: true, flush: flushProvider, shutdown: () => sdk.shutdown() };
}

/** The SDK has no flush of its own; the provider behind the API's proxy has. */
async function flushProvider() {
  const proxy = /** @type {import('@opentelemetry/api').ProxyTracerProvider} */ (
    trace.getTracerProvider()
  );
  const provider = /** @type {import('@opentelemetry/sdk-trace').TracerProvider} */ (
    /** @type {unknown} */ (proxy.getDelegate())
  );
  await provider.forceFlush();
}

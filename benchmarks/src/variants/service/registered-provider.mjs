/** What the SDK of a variant has registered with the API. */
import { createRequire } from 'node:module';

/**
 * The CommonJS of the API, which the SDKs load. An `import` would add its ES modules to what the variant costs.
 *
 * @type {typeof import('@opentelemetry/api')}
 */
const { trace } = createRequire(import.meta.url)('@opentelemetry/api');

/** @typedef {import('@opentelemetry/sdk-trace').TracerProvider} Provider */

/** Returns the provider behind the API's proxy: neither `NodeSDK` nor the preload returns one that can be flushed. */
export function registeredProvider() {
  const proxy = /** @type {import('@opentelemetry/api').ProxyTracerProvider} */ (
    trace.getTracerProvider()
  );
  return /** @type {Provider} */ (/** @type {unknown} */ (proxy.getDelegate()));
}

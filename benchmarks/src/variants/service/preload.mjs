import { registeredProvider } from './registered-provider.mjs';

/**
 * This repository has the official collection of instrumentations installed, which the preload would use for all other
 * libraries. These are the names that it records without the collection.
 */
const ownInstrumentations = 'express,fastify,http,undici';

/** Does what `node --import @otel-native/sdk/register` does in an application that installed nothing else but the API. */
export async function startPreload() {
  process.env['OTEL_NODE_ENABLED_INSTRUMENTATIONS'] = ownInstrumentations;
  await import('@otel-native/sdk/register');
  return registeredProvider();
}

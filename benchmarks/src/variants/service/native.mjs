/** Ours as its users start it: the preload, and its own instrumentations. */
import { setEnvironment } from './otel-environment.mjs';
import { startPreload } from './preload.mjs';

/** @type {import('../driver.ts').StartServiceDriver} */
export async function startDriver(options) {
  setEnvironment(options);
  const provider = await startPreload();
  return {
    records: true,
    flush: () => provider.forceFlush(),
    shutdown: () => provider.shutdown(),
  };
}

import { AddonFile } from 'addon-loader';
import type { ReaderSource } from './reader-source';

/** The exports of the binary. */
export interface Addon {
  getContinuationPreservedEmbedderData?: () => unknown;
  setContinuationPreservedEmbedderData?: (frame: unknown) => void;
  /** Returns the address of an `otel_native_context_reader`, which is valid until the environment ends. */
  createContextReader(source: ReaderSource): bigint;
}

const file = new AddonFile<Addon>({
  packageName: '@otel-native/context-native',
  name: 'otel_native_context',
  // It uses V8's C++ interface, which differs between ABIs.
  isPerAbi: true,
  from: import.meta.url,
});

/** Returns the binary for this ABI of Node, or the error why there is none. */
export function loadAddon(): Addon | Error {
  return file.error ?? file.load();
}

/**
 * Returns undefined when this process can use the binary of this package; else an `Error` with code
 * `ERR_OTEL_NATIVE_NO_BINARY` that says why not. Contexts then go through `AsyncLocalStorage`. Never throws.
 */
export function loadError(): Error | undefined {
  return file.error;
}

/** Returns the path of the binary that this process uses; undefined when {@link loadError} returns an error. */
export function addonPath(): string | undefined {
  return file.path;
}

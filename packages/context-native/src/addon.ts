import { AddonFile } from 'addon-loader';
import type { ReaderSource } from './reader-source';

/** What the binary exports. */
export interface Addon {
  getContinuationPreservedEmbedderData?: () => unknown;
  setContinuationPreservedEmbedderData?: (frame: unknown) => void;
  /** Gives the address of an `otel_native_context_reader`, which lives until the environment ends. */
  createContextReader(source: ReaderSource): bigint;
}

const file = new AddonFile<Addon>({
  packageName: '@otel-native/context-native',
  name: 'otel_native_context',
  // It uses V8's own interface.
  isPerAbi: true,
  from: import.meta.url,
});

/** The binary for this ABI of Node, or why there is none. */
export function loadAddon(): Addon | Error {
  return file.error ?? file.load();
}

/**
 * Why the binary of this package cannot be used in this process (an `Error` with code `ERR_OTEL_NATIVE_NO_BINARY`), or
 * undefined when it can. Never throws. Without it contexts go through `AsyncLocalStorage`.
 */
export function loadError(): Error | undefined {
  return file.error;
}

/** The file of the binary that this process uses, or undefined where {@link loadError} returns an error. */
export function addonPath(): string | undefined {
  return file.path;
}

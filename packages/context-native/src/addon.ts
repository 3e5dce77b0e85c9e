import { createRequire } from 'node:module';
import type { ReaderSource } from './native-reader';

/** What the binary exports. */
export interface Addon {
  getContinuationPreservedEmbedderData?: () => unknown;
  setContinuationPreservedEmbedderData?: (frame: unknown) => void;
  /** Gives the address of an `otel_native_context_reader`, which lives until the environment ends. */
  createContextReader(source: ReaderSource): bigint;
}

/** The binary for this ABI of Node, or why there is none. */
export function loadAddon(): Addon | Error {
  const require = createRequire(import.meta.url);
  const { modules } = process.versions;
  const platform = `${process.platform}-${process.arch}`;
  const errors: unknown[] = [];
  for (const path of [
    `@otel-native/context-native-${platform}/abi-${modules}.node`,
    `../build/abi-${modules}/otel_native_context.node`,
  ]) {
    try {
      return require(path) as Addon;
    } catch (error) {
      errors.push(error);
    }
  }
  return new AggregateError(
    errors,
    `no binary for ${platform} and Node ${process.version} (ABI ${modules})`,
  );
}

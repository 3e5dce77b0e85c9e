import { platform, requireAddon } from 'addon-loader';
import type { ReaderSource } from './native-reader';

/** What the binary exports. */
export interface Addon {
  getContinuationPreservedEmbedderData?: () => unknown;
  setContinuationPreservedEmbedderData?: (frame: unknown) => void;
  /** Gives the address of an `otel_native_context_reader`, which lives until the environment ends. */
  createContextReader(source: ReaderSource): bigint;
}

/** The binary for this ABI of Node, or why there is none. */
export function loadAddon(): Addon | AggregateError {
  const abi = `abi-${process.versions.modules}`;
  return requireAddon({
    from: import.meta.url,
    built: `../build/${abi}/otel_native_context.node`,
    installed: `@otel-native/context-native-${platform}/${abi}.node`,
  }) as Addon | AggregateError;
}

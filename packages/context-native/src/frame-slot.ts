import { createRequire } from 'node:module';

/**
 * The place where V8 keeps the current frame: it saves it with each promise reaction and puts it back when that runs.
 * Node does the same for timers, ticks and callbacks, as its own `AsyncLocalStorage` lives there.
 */
export interface FrameSlot {
  get(): unknown;
  set(frame: unknown): void;
}

interface Addon {
  getContinuationPreservedEmbedderData?: () => unknown;
  setContinuationPreservedEmbedderData?: (frame: unknown) => void;
}

/** The slot of this process, or why there is none: no binary for this ABI of Node, or a V8 without the slot. */
export function loadFrameSlot(): FrameSlot | Error {
  const require = createRequire(import.meta.url);
  const { modules } = process.versions;
  const platform = `${process.platform}-${process.arch}`;
  const errors: unknown[] = [];
  for (const path of [
    `@otel-native/context-native-${platform}/abi-${modules}.node`,
    `../build/abi-${modules}/otel_native_context.node`,
  ]) {
    try {
      const addon = require(path) as Addon;
      const {
        getContinuationPreservedEmbedderData: get,
        setContinuationPreservedEmbedderData: set,
      } = addon;
      if (get !== undefined && set !== undefined) return { get, set };
      errors.push(new Error('This V8 has no continuation-preserved embedder data'));
    } catch (error) {
      errors.push(error);
    }
  }
  return new AggregateError(
    errors,
    `no binary for ${platform} and Node ${process.version} (ABI ${modules})`,
  );
}

import { loadAddon } from './addon';

/**
 * The slot in which V8 keeps the current frame. V8 saves the frame with each promise reaction, and restores it when the
 * reaction runs. Node does the same for timers, ticks and callbacks, because its own `AsyncLocalStorage` uses the slot.
 */
export interface FrameSlot {
  get(): unknown;
  set(frame: unknown): void;
}

/** Returns the slot of this process, or the error why there is none: no binary for this ABI of Node, or a V8 without the slot. */
export function loadFrameSlot(): FrameSlot | Error {
  const addon = loadAddon();
  if (addon instanceof Error) return addon;
  const { getContinuationPreservedEmbedderData: get, setContinuationPreservedEmbedderData: set } =
    addon;
  if (get !== undefined && set !== undefined) return { get, set };
  return new Error('this V8 has no continuation-preserved embedder data');
}

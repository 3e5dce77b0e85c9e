import { loadAddon } from './addon';

/**
 * The place where V8 keeps the current frame: it saves it with each promise reaction and puts it back when that runs.
 * Node does the same for timers, ticks and callbacks, as its own `AsyncLocalStorage` lives there.
 */
export interface FrameSlot {
  get(): unknown;
  set(frame: unknown): void;
}

/** The slot of this process, or why there is none: no binary for this ABI of Node, or a V8 without the slot. */
export function loadFrameSlot(): FrameSlot | Error {
  const addon = loadAddon();
  if (addon instanceof Error) return addon;
  const { getContinuationPreservedEmbedderData: get, setContinuationPreservedEmbedderData: set } =
    addon;
  if (get !== undefined && set !== undefined) return { get, set };
  return new Error('this V8 has no continuation-preserved embedder data');
}

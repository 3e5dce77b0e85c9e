import { diag } from '@opentelemetry/api';
import { AsyncLocalStorage } from 'node:async_hooks';
import { ContextFrame, isFrame } from './context-frame';
import { loadFrameSlot, type FrameSlot } from './frame-slot';
import { emptyContext } from './linked-context';

// The test frames hold the same context class as later frames, so that V8 learns it and omits checks.

const kNoFramesOfNode = 'Node keeps its contexts elsewhere';

let tested: { slot: FrameSlot | undefined } | undefined;

/** Returns the slot if it works in this process. Tests it once; logs once through `diag` why it does not work. */
export function usableFrameSlot(): FrameSlot | undefined {
  tested ??= { slot: testedFrameSlot() };
  return tested.slot;
}

function testedFrameSlot(): FrameSlot | undefined {
  const slot = loadFrameSlot();
  const reason = slot instanceof Error ? firstLine(slot.message) : whatIsAmiss(slot);
  if (reason === undefined) return slot as FrameSlot;
  const message = `Contexts go through AsyncLocalStorage, native frames cannot be used: ${reason}`;
  // Only a debug line: nothing is wrong if Node itself has no frames.
  if (reason === kNoFramesOfNode) diag.debug(message);
  else diag.info(message);
  return undefined;
}

/** Returns the first line of a message. The application works without frames; `loadError()` has the whole message. */
function firstLine(message: string): string {
  return message.split('\n', 1)[0]!;
}

/**
 * Tests how this process uses the slot, whatever its version: does Node keep its frames there, is another storage visible
 * below an own frame, and is an own frame visible below another storage? Returns what is wrong, or undefined.
 */
export function whatIsAmiss(slot: FrameSlot): string | undefined {
  const before = slot.get();
  if (before !== undefined && !isFrame(before)) return 'something else is kept in its place';
  const key = {};
  const frame = new ContextFrame(key, emptyContext, before);
  const other = new AsyncLocalStorage<number>();
  try {
    const ofNode = other.run(1, () => slot.get());
    if (!isFrame(ofNode) || ofNode.get(other) !== 1) return kNoFramesOfNode;
    slot.set(frame);
    if (slot.get() !== frame) return 'a frame cannot be set';
    const above = other.run(2, () => [other.getStore(), slot.get()] as const);
    if (above[0] !== 2 || !isFrame(above[1]) || above[1].get(key) !== emptyContext)
      return 'our frame is not visible below a storage of Node';
    slot.set(new ContextFrame(key, emptyContext, ofNode));
    if (other.getStore() !== 1) return 'a storage of Node is not visible below our frame';
  } catch (error) {
    return `trying it failed: ${String(error)}`;
  } finally {
    slot.set(before);
    // Each storage that was used costs all promises of the process something where Node has no frames.
    other.disable();
  }
  return undefined;
}

/** Returns whether a promise reaction runs with the frame that was current at `then`. */
export async function promisesCarryFrames(slot: FrameSlot): Promise<boolean> {
  const before = slot.get();
  const frame = new ContextFrame({}, emptyContext, isFrame(before) ? before : undefined);
  slot.set(frame);
  const seen = Promise.resolve().then(() => slot.get());
  slot.set(before);
  return (await seen) === frame;
}

import type { Context } from '@opentelemetry/api';

/** The interface of every frame in the slot. Node's `AsyncContextFrame` (a `Map`) has it too. */
export interface Frame extends Iterable<readonly [unknown, unknown]> {
  has(key: unknown): boolean;
  get(key: unknown): unknown;
}

/** The key of a manager's entry in frames. */
export type FrameKey = object;

export function isFrame(value: unknown): value is Frame {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Frame).get === 'function' &&
    typeof (value as Frame).has === 'function'
  );
}

/**
 * One entry on top of the previous frame. Node copies its map for each entry; this class links to the frame below. It has
 * all methods that Node calls on its own frames: every other `AsyncLocalStorage` stays visible through it, and a storage
 * entered above it copies its entry like any other. Native code reads the properties by name (native/property-names.hpp).
 */
export class ContextFrame implements Frame {
  readonly key: FrameKey;
  readonly context: Context;
  /** The frame below. Holds no entry with the same key, unless an entry was deleted in between. */
  readonly below: Frame | undefined;
  #deleted: Set<unknown> | undefined = undefined;

  constructor(key: FrameKey, context: Context, below: Frame | undefined) {
    this.key = key;
    this.context = context;
    this.below = below;
  }

  has(key: unknown): boolean {
    if (this.#deleted?.has(key)) return false;
    return key === this.key || (this.below?.has(key) ?? false);
  }

  get(key: unknown): unknown {
    if (this.#deleted?.has(key)) return undefined;
    return key === this.key ? this.context : this.below?.get(key);
  }

  /** Hides an entry in this frame and those above. Frames below keep it, because other frames link to them. */
  delete(key: unknown): boolean {
    const had = this.has(key);
    if (had) (this.#deleted ??= new Set()).add(key);
    return had;
  }

  /** As {@link ContextFrame.delete}. `AsyncLocalStorage.disable` calls it by this name. */
  disable(key: unknown): void {
    this.delete(key);
  }

  /** Returns all entries, for the `Map` that Node makes on top of this frame. */
  [Symbol.iterator](): Iterator<[unknown, unknown]> {
    const entries = new Map(this.below);
    entries.set(this.key, this.context);
    for (const key of this.#deleted ?? []) entries.delete(key);
    return entries.entries();
  }

  /** Returns the frame without the entry of a key. A new entry goes on top of it, so that re-entering never grows the chain. */
  without(key: FrameKey): Frame | undefined {
    if (this.#deleted !== undefined) return this;
    if (key === this.key) return this.below;
    const { below } = this;
    if (!(below instanceof ContextFrame) || !below.has(key)) return this;
    return new ContextFrame(this.key, this.context, below.without(key));
  }
}

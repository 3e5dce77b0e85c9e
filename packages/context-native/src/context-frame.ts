import type { Context } from '@opentelemetry/api';

/** What anyone who keeps frames in the slot can be asked, Node's `AsyncContextFrame` (a `Map`) among them. */
export interface Frame extends Iterable<readonly [unknown, unknown]> {
  has(key: unknown): boolean;
  get(key: unknown): unknown;
}

/** What a manager's entry is kept under in frames. */
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
 * One entry on top of the frame that was current before: where Node copies its map for each entry, this links. It
 * answers all that Node asks its own frames, so every other `AsyncLocalStorage` stays visible through it, and
 * one that is entered above it copies its entry like any other. Native code reads its properties by name
 * (native/property-names.hpp).
 */
export class ContextFrame implements Frame {
  readonly key: FrameKey;
  readonly context: Context;
  /** Holds no entry of the same key, unless one was deleted in between. */
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

  /** Hides an entry from here on upwards. The frames below stay as they are: others stand on them too. */
  delete(key: unknown): boolean {
    const had = this.has(key);
    if (had) (this.#deleted ??= new Set()).add(key);
    return had;
  }

  /** As {@link ContextFrame.delete}: the name under which `AsyncLocalStorage.disable` calls it. */
  disable(key: unknown): void {
    this.delete(key);
  }

  /** What a `Map` copies that Node makes on top of this frame. */
  [Symbol.iterator](): Iterator<[unknown, unknown]> {
    const entries = new Map(this.below);
    entries.set(this.key, this.context);
    for (const key of this.#deleted ?? []) entries.delete(key);
    return entries.entries();
  }

  /** A frame without the entry of a key, to put a new one of it on top; chains then never grow by being re-entered. */
  without(key: FrameKey): Frame | undefined {
    if (this.#deleted !== undefined) return this;
    if (key === this.key) return this.below;
    const { below } = this;
    if (!(below instanceof ContextFrame) || !below.has(key)) return this;
    return new ContextFrame(this.key, this.context, below.without(key));
  }
}
